"""Open data: the cafés, the public dates, the key figures; read by any program, never written."""

from hashlib import blake2b

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from home.services import open_tables
from millecafes.core import page_store
from millecafes.places import open_data

FIVE_MINUTES = 300
CSV, JSON, GEOJSON = "text/csv; charset=utf-8", "application/json", "application/geo+json"
# What is given, in each format: its rows as the address narrows them, how they are written, and of what type.
TABLES = {
    ("cafes", "geojson"): (open_data.chosen, open_data.geojson, GEOJSON),
    ("cafes", "csv"): (open_data.chosen, open_data.as_csv, CSV),
    ("agenda", "json"): (open_tables.dates, open_tables.dates_as_json, JSON),
    ("agenda", "csv"): (open_tables.dates, open_tables.dates_as_csv, CSV),
    ("chiffres", "json"): (open_tables.figures, open_tables.figures_as_json, JSON),
    ("chiffres", "csv"): (open_tables.figures, open_tables.figures_as_csv, CSV),
}


@require_safe
def data(request, table, kind):
    """All of it, or that of a place; 304 is answered before anything is read."""
    etag = state_of_data(request)
    if not_modified := get_conditional_response(request, etag=etag):
        return opened(not_modified, etag)
    choose, write, content_type = TABLES[table, kind]
    now = timezone.now()
    try:
        rows = choose(request.GET, now)
    except open_data.UnknownCode as error:
        words = f"{error} : ce code n’est pas dans le répertoire."
        return opened(JsonResponse({"erreur": words}, status=400, json_dumps_params={"ensure_ascii": False}))
    with translation.override(settings.LANGUAGE_CODE):
        answer = HttpResponse(write(rows, now), content_type=content_type)
    # Its day is in its name: a CSV has no other place for it.
    answer["Content-Disposition"] = f'inline; filename="{table}-{timezone.localdate(now)}.{kind}"'
    return opened(answer, etag)


def state_of_data(request) -> str | None:
    """What the answer depends on: the question, the day (cafés close), and the generation that any change replaces.

    Not the number of cafés and their latest change: a renamed commune or service changes neither.
    """
    generation = page_store.generation()
    if generation is None:
        return None
    asked = [f"{name}={request.GET.get(name, '')}" for name in open_data.FILTERS]
    state = "|".join([generation, timezone.localdate().isoformat(), request.path, *asked])
    return quote_etag(blake2b(state.encode(errors="replace"), digest_size=12).hexdigest())


def opened(answer, etag: str | None = None):
    """Readable by any site, and kept by anybody for five minutes."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Link"] = f'<{settings.SITE_URL}/donnees/>; rel="describedby", <{open_data.LICENCE_URL}>; rel="license"'
    if etag and answer.status_code in {200, 304}:
        answer["ETag"] = etag
        patch_cache_control(answer, public=True, max_age=FIVE_MINUTES)
    return answer
