"""What the map of the cafés fetches, and the map that a town hall shows on its own site."""

import json

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import condition, require_safe

from millecafes.places import labels
from millecafes.places.finder import ToldServices, finder_of, told
from millecafes.places.models import Cafe
from millecafes.places.points import columns, version
from millecafes.places.results import Results
from millecafes.places.selection import Selection

COMPACT = (",", ":")
A_DAY = 86_400


def version_of_points(request) -> str:
    return quote_etag(version(Selection.asked_in(request.GET)))


@require_safe
@condition(etag_func=version_of_points)
@cache_control(no_cache=True, public=True)
def points(request):
    """The points of a selection, a column for each thing told of them."""
    found = columns(Selection.asked_in(request.GET))
    return HttpResponse(json.dumps(found, separators=COMPACT, ensure_ascii=False), content_type="application/json")


@require_safe
@cache_control(max_age=A_DAY, public=True)
def names(request):
    """Names of places in a box, a few dozen at most."""
    try:
        box = labels.read_box(request.GET.get("bbox", ""))
    except labels.NotABox as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"names": labels.names_in(*box)}, json_dumps_params={"ensure_ascii": False})


@require_safe
def popup(request, pk: int):
    """What the map says of one café."""
    cafe = get_object_or_404(Cafe.objects.on_map().with_places(), pk=pk)
    return render(request, "components/cafe_popup.html", {"cafe": told(cafe, ToldServices.of([cafe]))})


@require_safe
@xframe_options_exempt
def embedded(request):
    """The map alone, in a frame of another site: without menus, and without any cookie."""
    finder = finder_of(Results(Selection.asked_in(request.GET)))
    query = finder.selection.query()
    page_url = reverse("wagtail_serve", args=["cafes/"]) + (f"?{query}" if query else "")
    return render(request, "home/map_embedded.html", {"finder": finder, "page_url": page_url})
