"""The cultural programme of the demo: a season that is always open, offers of each kind, and what is asked of them."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from events.tours.models import (
    Company,
    Offer,
    ProgrammeRequest,
    RequestState,
    Season,
    Slot,
    SlotLedger,
    TourAct,
    Wish,
    WishedDay,
)
from events.tours.services import seats
from millecafes.demo.content.programme import ANSWER, BOOKED, COMPANIES, DECLINED, OFFERS, REQUESTS, SEASON
from millecafes.demo.references import one_line
from millecafes.people.models import CafeRole, Mandate, User
from millecafes.places.models import Cafe, Commune, Region

OPENED, CLOSES, FIRST, LAST = -12, 30, 60, 210  # days from the day the demo is laid
APART = {"company", "slots", "regions", "visa_years", "audiences"}


@transaction.atomic
def add_programme(today: date | None = None) -> int:
    """The offers that are missing, with the season they are in; what is there is never touched. How many were laid."""
    if not settings.DEMO:
        return 0
    today = today or timezone.localdate()
    known = set(Offer.objects.values_list("slug", flat=True))
    new = [row for row in OFFERS if row["slug"] not in known]
    if not new:
        return 0
    season = season_of(today)
    for row in new:
        add_offer(row, season, today)
    if not season.requests.exists():
        for row in REQUESTS:
            add_request(*row, season=season, today=today)
        for slug, cafes in BOOKED:
            book(slug, cafes)
    return len(new)


def season_of(today: date) -> Season:
    """Open, whenever one looks."""
    noon = datetime.combine(today, time(12), timezone.get_default_timezone())
    moments = {"opens_at": noon + timedelta(OPENED), "closes_at": noon + timedelta(CLOSES)}
    days = {"first_day": today + timedelta(FIRST), "last_day": today + timedelta(LAST)}
    told = {"introduction": one_line(SEASON["introduction"]), "is_example": True}
    return Season.objects.get_or_create(name=SEASON["name"], defaults=moments | days | told)[0]


def company_of(key: str) -> Company:
    name, kind, teams = COMPANIES[key]
    return Company.objects.get_or_create(name=name, defaults={"kind": kind, "teams": teams, "is_example": True})[0]


def add_offer(row: dict, season: Season, today: date) -> Offer:
    fields = {name: value for name, value in row.items() if name not in APART}
    offer = Offer(company=company_of(row["company"]), is_example=True, live=False, **fields)
    offer.audiences = row.get("audiences", ["managers", "elected"])
    if "visa_years" in row:
        offer.visa_on = today.replace(year=today.year - row["visa_years"], day=1)
    offer.save()
    offer.seasons = [season]
    offer.regions = list(Region.objects.filter(pk__in=row.get("regions", [])))
    offer.save()
    offer.save_revision().publish()
    for days, hour, hosts, note in row.get("slots", []):
        slot = Slot.objects.create(
            offer=offer, season=season, day=today + timedelta(days), starts_at=time(hour), note=note
        )
        SlotLedger.objects.create(slot=slot, capacity=min(hosts, offer.company.teams))
    return offer


def add_request(
    where: str, offers: list[str], days: int, message: str, state: str, *, season: Season, today: date
) -> None:
    """As if it had come a week ago; nobody is written to."""
    cafe, commune = Cafe.objects.filter(slug=where).first(), Commune.objects.filter(code=where).first()
    known = {offer.slug: offer for offer in Offer.objects.filter(slug__in=offers)}
    if not (cafe or commune) or len(known) < len(offers):
        return
    first, sent = known[offers[0]], timezone.now() - timedelta(days=7)
    roles = CafeRole.objects.filter(cafe=cafe) if cafe else Mandate.objects.filter(commune=commune)
    manager = User.objects.filter(pk__in=roles.filter(ends_on=None).values("person")).order_by("pk").first()
    host = {"cafe": cafe, "commune": None if cafe else commune, "made_by": manager, "made_at": sent}
    request = ProgrammeRequest(season=season, first_offer=first, message=message, state=state, **host)
    if state != RequestState.DRAFT:
        request.submitted_at = sent
    if state == RequestState.PROPOSED:
        request.offer, request.day, request.answer = first, today + timedelta(days), ANSWER
    if state == RequestState.DECLINED:
        request.reason = DECLINED
    request.save()
    for rank, offer in enumerate(offers, 1):
        Wish.objects.create(request=request, rank=rank, offer=known[offer])
        WishedDay.objects.create(request=request, rank=rank, day=today + timedelta(days + 7 * (rank - 1)))
    if request.submitted_at:
        TourAct.objects.create(request=request, action="submit", before="draft", after="submitted", at=sent, by=manager)


def book(slug: str, cafes: list[str]) -> None:
    """The first slot of an offer: the first café has it, the next ones wait."""
    slot = Slot.objects.filter(offer__slug=slug).select_related("offer__company", "season").first()
    for cafe in Cafe.objects.filter(slug__in=cafes).order_by("pk") if slot else []:
        ledger = seats.lock_ledger(slot.pk)
        request = ProgrammeRequest(
            season=slot.season, cafe=cafe, first_offer=slot.offer, slot=slot, submitted_at=timezone.now()
        )
        gets_it = seats.seat(ledger, request)
        request.save()
        ledger.save()
        Wish.objects.create(request=request, rank=1, offer=slot.offer)
        act = "book" if gets_it else "wait"
        note = TourAct.objects.create(request=request, slot=slot, action=act, after=request.state)
        if gets_it:
            seats.place(request, None, note)
