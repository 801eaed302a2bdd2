"""What the catalogue and the page of an offer show, to the person who reads them."""

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from events.tours.models import Offer, Season, Slot
from events.tours.permissions import Host
from events.tours.services.fitting import Fit, fit_of
from millecafes.core.languages import FIRST
from millecafes.places.models import VenueSheet

MOST_OFFERS = 200  # of a season


def with_reach(offers, host: Host | None):
    """Whether each goes to the place; one that names no region comes everywhere."""
    regions, departments = Offer.regions.through.objects, Offer.departments.through.objects
    offer = {"offer": OuterRef("pk")}
    anywhere = ~Exists(regions.filter(**offer)) & ~Exists(departments.filter(**offer))
    if host is None:
        return offers.annotate(comes_here=anywhere)
    near = Exists(departments.filter(department=host.department.pk, **offer))
    near |= Exists(regions.filter(region=host.department.region_id, **offer))
    return offers.annotate(comes_here=anywhere | near)


def for_cards(offers, season: Season, host: Host | None):
    """With all that a card shows: three queries for any number of them."""
    slots = Slot.objects.open().filter(offer=OuterRef("pk"), season=season)
    offers = with_reach(offers.annotate(has_slots=Exists(slots)), host).select_related("company")
    return offers.defer("body").prefetch_related("photos__image__renditions")


def sheet_of_host(host: Host | None) -> VenueSheet | None:
    return host.place.venue_sheets.first() if host and host.is_cafe else None


def fitted(offers, host: Host | None) -> list[Offer]:
    """Each with its ``fit`` for this place, none where nobody has one; the sheet is read once."""
    sheet, offers = sheet_of_host(host), list(offers)
    for offer in offers:
        offer.fit = fit_of(offer, host, sheet, comes_here=offer.comes_here) if host else None
        offer.photo = next(iter(offer.photos.all()), None)
    return offers


def words_language() -> str:
    """The language of what is written of offers, where the reader has another."""
    return FIRST if get_language() != FIRST else ""


def offer_sheet(offer: Offer, host: Host | None, seasons: list[Season]) -> dict:
    """All that the page of an offer shows, but for what the reader may do."""
    fit: Fit | None = fitted([offer], host)[0].fit
    return {
        "offer": offer,
        "photos": list(offer.photos.all()),
        "company": offer.company,
        "fit": fit,
        "seasons": seasons,
        "places": [*offer.regions.all(), *offer.departments.all()],
        "words_language": words_language(),
    }


def preview_of(offer: Offer) -> dict:
    """As colleagues see it before it is published: for no place, with nothing to do."""
    offer.comes_here = True
    shown = offer_sheet(offer, None, list(offer.seasons.all()))
    return shown | {
        "season": None,
        "slots": [],
        "hosts": [],
        "host": None,
        "asked": [],
        "is_far": False,
        "may_ask": False,
        "plans": False,
    }
