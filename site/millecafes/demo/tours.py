"""Tours in the demo: a year that is over, whose figures are those of the report, and a season that is under way."""

from datetime import date, datetime, time, timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from events.agenda.models import EventKind, Session
from events.tours.models import (
    Activity,
    Company,
    Offer,
    ProgrammeRequest,
    RequestState,
    Season,
    Source,
    Stop,
    StopState,
    Tour,
    TourAct,
    TourState,
    Wish,
    WishedDay,
)
from events.tours.services import following
from millecafes.demo.content.tours import (
    ASKED,
    COUNTED,
    FALLBACK,
    PAST,
    PAST_ACTIVITIES,
    PAST_TOURS,
    PLACE,
    RUNNING,
    SOURCE,
    STOPS,
    TOURS,
)
from millecafes.people.models import CafeRole, User
from millecafes.places.models import Cafe, Commune

YEAR, AROUND = 2025, 1.1  # degrees
OF_THE_REQUEST = {"option": RequestState.SUBMITTED, "cancelled": RequestState.CANCELLED, "reported": "reported"}


@transaction.atomic
def add_tours(today: date | None = None) -> int:
    """Lay what is missing: a year, a season; what is there is never touched. Says how many tours were laid."""
    if not settings.DEMO:
        return 0
    today = today or timezone.localdate()
    cafes = list(cafes_around())
    if len(cafes) < 2:
        return 0
    made = 0
    if not Season.objects.filter(name=PAST).exists():
        made += add_past_year(cafes)
    if not Season.objects.filter(name=RUNNING).exists():
        made += add_running_season(cafes, today)
    return made


def cafes_around() -> list[Cafe]:
    """That of the manager of the demo first, then the nearest to it."""
    cafes = Cafe.objects.filter(live=True, lat__isnull=False).exclude(support="")
    cafes = cafes.select_related("commune__department", "delegated")
    hers = CafeRole.objects.filter(person__email="gerante@example.org").values("cafe")
    own = cafes.filter(pk__in=hers).order_by("pk").first() or cafes.order_by("pk").first()
    if own is None:
        return []
    far = (F("lat") - own.lat) * (F("lat") - own.lat) + (F("lon") - own.lon) * (F("lon") - own.lon) * 0.5
    return [own, *cafes.exclude(pk=own.pk).order_by(far, "pk")]


def villages(count: int, cafes: list[Cafe]) -> list[Commune]:
    """Communes without a café, around the first of these cafés as a tour would go, always the same ones."""
    lat, lon = cafes[0].lat, cafes[0].lon
    known = Commune.objects.filter(ended=False, population__range=(150, 1800))
    known = known.exclude(pk__in=[cafe.commune_id for cafe in cafes]).select_related("department")
    near = known.filter(lat__range=(lat - AROUND, lat + AROUND), lon__range=(lon - AROUND, lon + AROUND))
    rows = list(near.order_by("code"))
    if len(rows) < count:
        rows = list(known.filter(lat__isnull=False).order_by("code"))
    return list(islice(rows[:: max(len(rows) // max(count, 1), 1)], count))


# -- The year that is over --------------------------------------------------------------------------------------------


def add_past_year(cafes: list[Cafe]) -> int:
    """Three tours at eleven places, and the rest of the report, row by row."""
    noon = datetime(YEAR, 1, 2, 12, tzinfo=timezone.get_default_timezone())
    season = Season.objects.create(
        name=PAST, opens_at=noon, closes_at=noon + timedelta(days=60), first_day=date(YEAR, 1, 1),
        last_day=date(YEAR, 12, 31), is_example=True,
    )  # fmt: skip
    communes = villages(11, cafes)
    own, other = iter(cafes), iter(communes)
    for name, company, kind, title, dates in PAST_TOURS:
        tour, offer = past_tour(season, name, company, kind, title)
        for month, day, where, people in dates:
            host = {"cafe": next(own, None)} if where == "cafe" else {"commune": next(other, None)}
            if not any(host.values()):  # a demo with few cafés, or a register with few communes
                host = {"commune": next(other, None)} if where == "cafe" else {"cafe": next(own, None)}
            if any(host.values()):
                past_stop(tour, offer, date(YEAR, month, day), people, host)
    add_past_activities(season, cafes)
    add_past_guinguettes(season)
    return len(PAST_TOURS)


def past_tour(season: Season, name: str, company: tuple, kind: str, title: str) -> tuple[Tour, Offer]:
    called, sort = company
    company = Company.objects.get_or_create(name=called, defaults={"kind": sort, "is_example": True})[0]
    offer = Offer.objects.filter(company=company, kind=kind).first()
    if offer is None:
        offer = Offer(
            kind=kind, title=title, slug=f"{kind}-{company.pk}-{YEAR}", summary=title, company=company, minutes=75,
            live=False, is_example=True,
        )  # fmt: skip
        offer.save()
    return Tour.objects.create(season=season, name=name, kind=kind, company=company, state=TourState.CLOSED), offer


def past_stop(tour: Tour, offer: Offer, day: date, people: int, host: dict) -> None:
    stop = Stop.objects.create(
        season=tour.season, tour=tour, company=tour.company, offer=offer, day=day, starts_at=time(20, 30),
        state=StopState.DONE, **host,
    )  # fmt: skip
    Activity.objects.create(
        kind=offer.kind, title=offer.title, day=day, season=tour.season, tour=tour, stop=stop, participants=people,
        source=Source.REPORT, source_note=COUNTED, is_example=True, **host,
    )  # fmt: skip


def add_past_activities(season: Season, cafes: list[Cafe]) -> None:
    """What cafés did by themselves: the report counts the sessions, not those who came."""
    first = season.first_day
    Activity.objects.bulk_create(
        Activity(
            kind=kind, title=title, day=first + timedelta(days=12 + number * 340 // rows), season=season,
            cafe=cafes[(number * 3 + len(kind)) % len(cafes)], sessions_count=sessions, meals=meals,
            source=Source.IMPORTED, source_note=SOURCE, is_example=True,
        )
        for kind, title, rows, sessions, meals in PAST_ACTIVITIES
        for number in range(rows)
    )  # fmt: skip


def add_past_guinguettes(season: Season) -> None:
    """Those that the agenda says were held."""
    held = Session.objects.filter(event__kind=EventKind.GUINGUETTE, day__year=YEAR).held()
    Activity.objects.bulk_create(
        Activity(
            kind=EventKind.GUINGUETTE, title=session.event.title, day=session.day, season=season, session=session,
            commune=session.commune, source=Source.IMPORTED, source_note=SOURCE, is_example=True,
        )
        for session in held.select_related("event", "commune").order_by("starts_at", "pk")
    )  # fmt: skip


# -- The season that is under way -------------------------------------------------------------------------------------


def add_running_season(cafes: list[Cafe], today: date) -> int:
    """Two tours with something at each stage, and a third one to compose, with those who ask for it."""
    noon = datetime.combine(today, time(12), timezone.get_default_timezone())
    season = Season.objects.create(
        name=RUNNING, opens_at=noon - timedelta(days=110), closes_at=noon - timedelta(days=40),
        first_day=today - timedelta(days=35), last_day=today + timedelta(days=50), is_example=True,
    )  # fmt: skip
    tours = {
        "show": make_tour(season, "show", TourState.OPEN),
        "ball": make_tour(season, "ball", TourState.ANNOUNCED),
    }
    if None in tours.values():
        return 0
    hosts = [{"cafe": cafe} for cafe in cafes[:2]] + [{"commune": one} for one in villages(8, cafes)]
    for key, days, whose, state, more in STOPS:
        if whose < len(hosts):
            add_stop(tours[key], hosts[whose], today + timedelta(days=days), state, more)
    replaced, after = (Stop.objects.filter(tour=tours["show"], state=state) for state in ("cancelled", "proposed"))
    if (former := replaced.first()) and (taken := after.filter(day=former.day).first()):
        taken.replaces = former
        taken.save(update_fields=["replaces"])
    return 2 + add_tour_to_compose(cafes, today)


def make_tour(season: Season, key: str, state: str) -> Tour | None:
    name, slug = TOURS[key]
    offer = Offer.objects.filter(slug=slug).select_related("company").first()
    if offer is None:
        return None
    tour = Tour.objects.create(season=season, name=name, kind=offer.kind, company=offer.company, state=state)
    tour.offer = offer
    return tour


def add_stop(tour: Tour, host: dict, day: date, state: str, more) -> None:
    """As if the team and the host had done it; nobody is written to."""
    reported = state == StopState.DONE and bool(more)
    request = add_request(
        tour, day, OF_THE_REQUEST.get("reported" if reported else state, state),
        reason=more if state == StopState.CANCELLED else "", **host,
    )  # fmt: skip
    stop = Stop.objects.create(
        season=tour.season, tour=tour, company=tour.company, offer=tour.offer, request=request, day=day,
        starts_at=time(20, 30), place=PLACE, fallback=FALLBACK, state=state, reason=request.reason,
        cause="host" if state == StopState.CANCELLED else "", **host,
    )  # fmt: skip
    if state == StopState.PROPOSED:
        following.await_answer(stop)
        stop.save()
    following.note(stop, {"option": "pencil", "cancelled": "cancel"}.get(state, "propose"), None)
    if state in {StopState.CONFIRMED, StopState.DONE}:
        following.settle_hours(stop)
        stop.save()
        note = following.note(stop, "confirm", None, StopState.PROPOSED)
        following.came_true(Stop.objects.told().get(pk=stop.pk), note, quietly=True)
    if reported:
        Activity.objects.create(
            kind=tour.kind, title=tour.offer.title, day=day, season=tour.season, tour=tour, stop=stop, **host,
            session=Stop.objects.get(pk=stop.pk).session, source=Source.REPORT, is_example=True, **more,
        )  # fmt: skip


def add_request(tour: Tour, day: date, state: str, *, reason: str = "", message: str = "", **host) -> ProgrammeRequest:
    sent = timezone.now() - timedelta(days=60)
    is_dated = state in {"proposed", "confirmed", "done", "reported"}
    cafe = host.get("cafe")
    manager = User.objects.filter(cafe_roles__cafe=cafe).order_by("pk").first() if cafe else None
    request = ProgrammeRequest.objects.create(
        season=tour.season, first_offer=tour.offer, state=state, submitted_at=sent, made_at=sent, reason=reason,
        message=message, place="" if cafe else PLACE, fallback="" if cafe else FALLBACK, made_by=manager,
        offer=tour.offer if is_dated else None, day=day if is_dated else None, **host,
    )  # fmt: skip
    Wish.objects.create(request=request, rank=1, offer=tour.offer)
    for rank, days in enumerate((0, 3), 1):
        WishedDay.objects.create(request=request, rank=rank, day=day + timedelta(days=days))
    TourAct.objects.create(request=request, action="submit", before="draft", after="submitted", at=sent, by=manager)
    return request


def add_tour_to_compose(cafes: list[Cafe], today: date) -> int:
    """In the season in which one asks: villages all around, two of them pencilled."""
    season = Season.objects.filter(offers__slug=TOURS["summer"][1]).order_by("-last_day").first()
    tour = make_tour(season, "summer", TourState.OPEN) if season else None
    if tour is None:
        return 0
    hosts = villages(len(ASKED), cafes)
    for number, ((days, message), commune) in enumerate(zip(ASKED, hosts, strict=False)):
        day = today + timedelta(days=days)
        request = add_request(tour, day, RequestState.SUBMITTED, message=message, commune=commune)
        if number in {1, 3, 5, 8}:
            Stop.objects.create(
                season=season, tour=tour, company=tour.company, offer=tour.offer, request=request, commune=commune,
                day=day, starts_at=time(20, 30), state=StopState.OPTION,
            )  # fmt: skip
    return 1
