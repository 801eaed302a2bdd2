"""A café: its page and its card."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from millecafes.places.models import Cafe
from millecafes.places.sheet import sheet_of
from millecafes.places.vcard import vcard_of


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
