"""The smallest valid season, and what is asked, planned and done in it."""

from datetime import date, datetime, time, timedelta
from itertools import count

from django.utils import timezone

from events.tours.models import (
    Activity,
    Company,
    Offer,
    ProgrammeRequest,
    Season,
    Slot,
    SlotLedger,
    Stop,
    Tour,
    Wish,
    WishedDay,
)
from millecafes.places.models import VenueSheet
from tests.people.factories import a_cafe, make_manager

_numbers = count(1)
SENT = {"submitted", "proposed", "confirmed", "done", "reported", "declined", "cancelled"}
DATED = {"proposed", "confirmed", "done", "reported"}


def in_days(days: int, at: datetime | None = None) -> date:
    return timezone.localdate(at) + timedelta(days=days)


def make_season(*, opens=-10, closes=20, first=40, last=130, **fields) -> Season:
    """One in which one may ask; the numbers are days from now."""
    now = timezone.now()
    moments = {"opens_at": now + timedelta(days=opens), "closes_at": now + timedelta(days=closes)}
    days = {"first_day": in_days(first), "last_day": in_days(last)}
    return Season.objects.create(name=fields.pop("name", f"Saison {next(_numbers)}"), **moments | days | fields)


def make_company(**fields) -> Company:
    return Company.objects.create(**{"name": f"Compagnie {next(_numbers)}"} | fields)


def make_offer(*seasons: Season, kind="concert", title="", regions=(), departments=(), **fields) -> Offer:
    """Published, for managers and elected officials, of these seasons (a new one unless told)."""
    number = next(_numbers)
    given = {"minutes": 60, "summary": "À accueillir.", "live": True} | fields
    company = given.pop("company", None) or make_company()
    offer = Offer(kind=kind, title=title or f"Offre {number}", slug=f"offre-{number}", company=company, **given)
    offer.save()
    offer.seasons.set(seasons or [make_season()])
    offer.regions.set(regions)
    offer.departments.set(departments)
    offer.save()
    return offer


def season_of(offer: Offer) -> Season:
    return offer.seasons.first()


def make_slot(offer: Offer | None = None, *, capacity=1, days=50, **fields) -> Slot:
    offer = offer or make_offer()
    given = {"season": season_of(offer), "day": in_days(days), "starts_at": time(18, 30)}
    slot = Slot.objects.create(offer=offer, **given | fields)
    SlotLedger.objects.create(slot=slot, capacity=capacity)
    return slot


def make_request(offer: Offer | None = None, *, state="submitted", days=(50,), others=(), **fields) -> ProgrammeRequest:
    """Of a new café, for this offer, on the day in fifty days."""
    offer = offer or make_offer()
    host = {} if {"cafe", "commune"} & fields.keys() else {"cafe": a_cafe()}
    given = {"season": season_of(offer), "first_offer": offer, "state": state}
    if state in SENT:
        given["submitted_at"] = timezone.now()
    if state in DATED:
        given |= {"offer": offer, "day": in_days(days[0])}
    if state in {"declined", "cancelled"}:
        given["reason"] = "Essai."
    request = ProgrammeRequest.objects.create(**host | given | fields)
    for rank, wished in enumerate([offer, *others], 1):
        Wish.objects.create(request=request, rank=rank, offer=wished)
    for rank, number in enumerate(days, 1):
        WishedDay.objects.create(request=request, rank=rank, day=in_days(number))
    return request


def make_tour(season: Season | None = None, **fields) -> Tour:
    given = {"kind": "concert", "name": f"Tournée {next(_numbers)}"} | fields
    company = given.pop("company", None) or make_company()
    return Tour.objects.create(season=season or make_season(), company=company, **given)


def make_stop(tour: Tour | None = None, *, days=50, state="confirmed", **fields) -> Stop:
    """A stop of this tour (a new one unless told), at a new café."""
    tour = tour or make_tour()
    host = {} if {"cafe", "commune"} & fields.keys() else {"cafe": a_cafe()}
    given = {"season": tour.season, "company": tour.company, "day": in_days(days), "state": state}
    if state == "cancelled":
        given["reason"] = "Essai."
    offer = fields.pop("offer", None) or make_offer(tour.season, company=tour.company, kind=tour.kind)
    return Stop.objects.create(tour=tour, offer=offer, **host | given | {"starts_at": time(20)} | fields)


def make_activity(**fields) -> Activity:
    host = {} if {"cafe", "commune", "place"} & fields.keys() else {"cafe": a_cafe()}
    given = {"kind": "chess", "day": in_days(-3), "participants": 12}
    return Activity.objects.create(**host | given | fields)


def make_volunteer(cafe=None):
    """Somebody who helps at this café, and does not answer for it."""
    person = make_manager(cafe)
    person.cafe_roles.update(kind="volunteer")
    return person


def make_venue(cafe, **fields) -> VenueSheet:
    return VenueSheet.objects.create(cafe=cafe, **fields)


def make_asked() -> dict:
    """What the access matrix walks: an offer and its slot, a request that was sent, one that was not, a draft."""
    slot = make_slot()
    return {
        "offer": slot.offer.slug,
        "offer_id": slot.offer_id,
        "slot_id": slot.pk,
        "draft_offer": make_offer(live=False).slug,
        "request_id": make_request().pk,
        "draft_request_id": make_request(state="draft").pk,
    }
