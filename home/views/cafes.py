"""A café: its page, its card, and all of them as open data."""

from hashlib import blake2b

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from millecafes.core import page_store
from millecafes.places import open_data
from millecafes.places.models import Cafe
from millecafes.places.sheet import sheet_of
from millecafes.places.vcard import vcard_of

FIVE_MINUTES = 300
FORMATS = {
    "geojson": (open_data.geojson, "application/geo+json"),
    "csv": (open_data.as_csv, "text/csv; charset=utf-8"),
}


@require_safe
def cafe(request, slug):
    """A closed café still has its page, which tells its story."""
    found = Cafe.objects.public().with_details().select_related("successor__commune")
    cafe = get_object_or_404(found.prefetch_related("photos__image__renditions", "venue_sheets"), slug=slug)
    return render(request, "home/cafe.html", sheet_of(cafe, request))


@require_safe
def card(request, slug):
    """For an address book; a café that has closed is reached no more."""
    cafe = get_object_or_404(Cafe.objects.standing().with_places(), slug=slug)
    answer = HttpResponse(vcard_of(cafe), content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{cafe.slug}.vcf"'
    return answer


@require_safe
def data(request, kind):
    """All the cafés of the map, or those of a place; 304 is answered before anything is read of them."""
    etag = state_of_data(request)
    if not_modified := get_conditional_response(request, etag=etag):
        return opened(not_modified, etag)
    now = timezone.now()
    try:
        cafes = open_data.chosen(request.GET, now)
    except open_data.UnknownCode as error:
        words = f"{error} : ce code n’est pas dans le répertoire."
        return opened(JsonResponse({"erreur": words}, status=400, json_dumps_params={"ensure_ascii": False}))
    write, content_type = FORMATS[kind]
    with translation.override(settings.LANGUAGE_CODE):
        answer = HttpResponse(write(cafes, now), content_type=content_type)
    answer["Content-Disposition"] = f'inline; filename="cafes.{kind}"'
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
