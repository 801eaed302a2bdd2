"""What the fields of the site ask while one types."""

from django.http import JsonResponse
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from millecafes.places.finding import MOST_COUNTED, Place, search_places
from millecafes.places.templatetags.places_tags import inhabitants

MOST_SUGGESTED = 8


@require_safe
@cache_control(public=True, max_age=3600)
def suggestions(request):
    """The first places that answer to ``q``, and a line for those that are left."""
    found = search_places(request.GET.get("q", ""), MOST_SUGGESTED)
    more = ""
    if found.total > MOST_SUGGESTED:
        words = ngettext(
            "%(count)s commune : précisez le nom ou le département",
            "%(count)s communes : précisez le nom ou le département",
            found.total,
        )
        more = words % {"count": f"{found.total}+" if found.total >= MOST_COUNTED else found.total}
    return JsonResponse({"suggestions": [line_of(place) for place in found.places], "more": more})


def line_of(place: Place) -> dict[str, str]:
    return {"key": place.key, "label": place.full_name, "detail": inhabitants(place)}
