"""Composing a tour: dates pencilled, proposed, confirmed, moved, cancelled, replaced.

Whatever happens locks companies, then tours, then requests, in the order of their numbers; the tables themselves keep
a company, a host and a tour from being doubled, and what they refuse is said in words.
"""

from datetime import date, time

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from events.agenda.services import cancel as cancel_session
from events.tours import emails
from events.tours.models import (
    Company,
    Offer,
    ProgrammeRequest,
    RequestState,
    Stop,
    StopState,
    Tour,
    TourAct,
    TourState,
)
from events.tours.models.choices import LIVE_STOPS
from events.tours.permissions import plans, roles_of
from events.tours.services import following
from events.tours.services.acting import act, lock_all
from events.tours.services.machine import NotNow, NotYours, Refused, not_of_a_slot
from events.tours.services.stop_machine import STOPS, TOURS, Step, check_alive, check_day, check_takes, was_done
from millecafes.core.days import day_in_words
from millecafes.people.models import User

NOT_YOURS = _("Ce n’est pas à vous de le faire.")
DROPPED = _("L’option est levée.")
# What a request does when the team does something of its stop.
OF_THE_REQUEST = {"propose": "propose", "confirm": "confirm", "release": "return", "cancel": "cancel", "done": "done"}


def lock(*, tours=(), requests=(), stops=()) -> None:
    """All that these hold, in the order of everybody. SQLite has one writer only instead."""
    assert connection.in_atomic_block, "A tour changes in a transaction."
    held = Stop.objects.filter(pk__in=stops) | Stop.objects.filter(request__in=requests, state__in=LIVE_STOPS)
    rows = list(held.values_list("company", "tour", "request"))
    companies = {company for company, _tour, _request in rows}
    companies |= set(Tour.objects.filter(pk__in=tours).values_list("company", flat=True))
    lock_all(Company, companies)
    lock_all(Tour, {*tours, *(tour for _company, tour, _request in rows if tour)})
    lock_all(ProgrammeRequest, {*requests, *(request for _company, _tour, request in rows if request)})
    lock_all(Stop, stops)


@transaction.atomic
def place(
    tour: Tour,
    request: ProgrammeRequest,
    by: User,
    *,
    day: date,
    offer: Offer | None = None,
    starts_at: time | None = None,
    words: str = "",
    option: bool = False,
    replaces: Stop | None = None,
) -> tuple[Stop, bool]:
    """Put a request on a day of the tour, proposed to its host or only pencilled (``option``); and whether this did it.

    Raises ``Refused``, which names who has the company, the host or the day already.
    """
    lock(tours=[tour.pk], requests=[request.pk])
    tour = Tour.objects.select_related("company", "season").get(pk=tour.pk)
    request = ProgrammeRequest.objects.told().get(pk=request.pk)
    if not plans(by):
        raise NotYours("role", NOT_YOURS)
    check_alive(tour) if option else check_takes(tour)
    offer = offer or offer_for(request, tour)
    check(tour, request, offer, day)
    state = StopState.OPTION if option else StopState.PROPOSED
    known = Stop.objects.filter(tour=tour, request=request, day=day, offer=offer, state=state).told().first()
    if known is not None:
        return known, False
    if option:
        check_waits(request)
    stop = Stop(
        season=tour.season, tour=tour, company=tour.company, offer=offer, request=request, cafe=request.cafe,
        commune=request.commune, day=day, starts_at=starts_at, state=state, replaces=replaces,
        place=request.place, fallback=request.fallback,
    )  # fmt: skip
    following.settle_hours(stop)
    if not option:
        following.await_answer(stop)
    write(stop)
    if not option:
        act(request, "propose", by, day=day, offer=offer, answer=words)
    following.note(stop, "pencil" if option else "propose", by)
    return stop, True


def check(tour: Tour, request: ProgrammeRequest, offer: Offer, day: date) -> None:
    """Raise ``Refused`` for what cannot be, whoever else does what."""
    if request.season_id != tour.season_id:
        raise Refused("season", _("Cette demande est d’une autre saison."))
    if offer.company_id != tour.company_id:
        raise Refused("company", _("Cette offre n’est pas de la compagnie de la tournée."), "offer")
    check_day(tour.season, tour, day)


def check_waits(request: ProgrammeRequest) -> None:
    """Only what waits for a date is pencilled: the page may be old. Raises ``Refused``."""
    not_of_a_slot(request, {})
    if request.state != RequestState.SUBMITTED:
        words = _("Cette demande est « %(state)s » : ce n’est plus possible.")
        raise NotNow("state", words % {"state": request.get_state_display().lower()})


def offer_for(request: ProgrammeRequest, tour: Tour) -> Offer:
    """The first wish that the company of the tour can answer. Raises ``Refused`` when there is none."""
    wishes = request.wishes.select_related("offer").order_by("rank")
    found = next((wish.offer for wish in wishes if wish.offer.company_id == tour.company_id), None)
    if found is None:
        raise Refused("offer", _("Ce lieu ne demande rien de cette compagnie : choisissez une offre."), "offer")
    return found


def write(stop: Stop) -> None:
    """Save what takes a day, with a free team of the company. Raises ``Refused`` where a table says no, and why."""
    if stop.is_live:
        stop.team = free_team(stop) or stop.team
    try:
        with transaction.atomic():
            stop.save()
    except IntegrityError as error:
        raise clash_of(stop) from error


def free_team(stop: Stop) -> int | None:
    """The team it has, else the first that is nowhere else that day."""
    others = Stop.objects.live().filter(company=stop.company_id, day=stop.day).exclude(pk=stop.pk)
    taken = set(others.values_list("team", flat=True))
    return next((team for team in [stop.team, *range(1, stop.company.teams + 1)] if team not in taken), None)


def clash_of(stop: Stop) -> Refused:
    """Which other stop stands in the way, by its name."""
    others = Stop.objects.live().exclude(pk=stop.pk).told()
    host = {"cafe": stop.cafe_id, "commune": stop.commune_id}
    given = {"day": day_in_words(stop.day), "company": stop.company.name, "host": stop.host_name}
    if stop.tour_id and (other := others.filter(tour=stop.tour_id, **host).first()):
        words = _("La tournée passe déjà à %(host)s, le %(other)s.")
        return NotNow("host_in_tour", words % (given | {"other": day_in_words(other.day)}))
    if other := others.filter(day=stop.day, **host).first():
        words = _("%(host)s accueille déjà « %(offer)s » le %(day)s.")
        return NotNow("host_taken", words % (given | {"offer": other.offer.title}), "day")
    if other := others.filter(company=stop.company_id, day=stop.day).first():
        words = _("%(company)s est déjà à %(other)s le %(day)s.")
        return NotNow("company_taken", words % (given | {"other": other.host_name}), "day")
    return NotNow("taken", _("Cette demande a déjà une date."))


@transaction.atomic
def do(
    stop: Stop,
    action: str,
    by: User | None,
    *,
    reason: str = "",
    cause: str = "",
    words: str = "",
    day: date | None = None,
    quietly: bool = False,
) -> tuple[Stop, bool]:
    """Do this to a stop, in the name of ``by`` (nobody: the site itself); and whether this call did it.

    The request of the stop goes with it, and both sides are told, unless it was held ``quietly``. Raises ``NotNow``,
    ``NotYours``, or another ``Refused``.
    """
    lock(stops=[stop.pk], requests=[stop.request_id] if stop.request_id else [])
    stop = Stop.objects.told().get(pk=stop.pk)
    step = allowed(stop, action, by)
    facts = {"reason": reason, "day": day}
    if step is None or (action == "move" and day == stop.day):
        return stop, False
    if step.guard:
        step.guard(stop, facts)
    if step.target == StopState.CANCELLED:
        end(stop, action, by, reason.strip(), cause)
    elif action == "move":
        move(stop, by, day, words)
    else:
        advance(stop, action, step, by, words, quietly=quietly)
    return Stop.objects.told().get(pk=stop.pk), True


def allowed(stop: Stop, action: str, by: User | None) -> Step | None:
    """The step that this action makes now, for this person; None when it was done already."""
    step = STOPS.get((stop.state, action))
    if step is None and was_done(STOPS, stop.state, action):
        return None
    if step is None:
        words = _("Cette étape est « %(state)s » : ce n’est plus possible.")
        raise NotNow("state", words % {"state": stop.get_state_display().lower()})
    if not roles_of(by, stop) & step.who:
        raise NotYours("role", NOT_YOURS)
    return step


def advance(stop: Stop, action: str, step: Step, by: User | None, words: str, *, quietly: bool) -> None:
    """Proposed, confirmed, held: the stop first, as the tables let it, then its request."""
    before, stop.state = stop.state, step.target
    if step.target != StopState.DONE:
        following.settle_hours(stop)
    if step.target == StopState.PROPOSED:
        following.await_answer(stop)
    write(stop)
    note = following.note(stop, action, by, before)
    if step.target == StopState.CONFIRMED:
        following.came_true(stop, note)
    if stop.request_id:
        given = {} if action == "done" else {"day": stop.day, "offer": stop.offer, "answer": words}
        quietly = action == "done" and (quietly or by is None)
        act(stop.request, OF_THE_REQUEST[action], by, quietly=quietly, **given)
    elif step.target != StopState.DONE:
        emails.tell_hosts(stop, action, f"{stop.day}")


def end(stop: Stop, action: str, by: User | None, reason: str, cause: str) -> None:
    """Not held: an option is only wiped out; the rest is told, and the request waits again or ends."""
    if action == "drop":
        stop.reason = reason or str(DROPPED)
        following.bring(stop, action, StopState.CANCELLED, by)
        return
    stop.cause = cause
    stop.save(update_fields=["cause", "changed_at"])
    if stop.request_id:
        act(stop.request, OF_THE_REQUEST[action], by, reason=reason)
        return
    is_announced, stop.reason = stop.state in {StopState.CONFIRMED, StopState.DONE}, reason
    note = following.bring(stop, action, StopState.CANCELLED, by, reason)
    if stop.session_id:
        cancel_session(stop.session, reason[:200], by)
    if is_announced:
        emails.tell_company(stop, note)
    emails.tell_hosts(stop, action, f"{stop.day}")


def move(stop: Stop, by: User | None, day: date, words: str) -> None:
    """Another day: the agenda and the calendars follow, the agreement has another version."""
    before, stop.day = stop.day, day
    if stop.state == StopState.PROPOSED:
        following.await_answer(stop)
    write(stop)
    note = following.note(stop, "move", by, stop.state, f"{before} → {day}")
    if stop.state == StopState.CONFIRMED:
        following.came_true(stop, note)
    if stop.request_id and stop.state != StopState.OPTION:
        action = "move" if stop.state == StopState.CONFIRMED else "propose"
        act(stop.request, action, by, day=day, offer=stop.offer, answer=words)
    elif stop.state != StopState.OPTION:
        emails.tell_hosts(stop, "move", f"{day}")


@transaction.atomic
def replace(
    stop: Stop, request: ProgrammeRequest, by: User, *, reason: str, cause: str = "", words: str = ""
) -> tuple[Stop, bool]:
    """Another host takes the day of this one, which is cancelled with its reason. Raises ``Refused``."""
    lock(stops=[stop.pk], requests=sorted(filter(None, {stop.request_id, request.pk})))
    stop = Stop.objects.told().get(pk=stop.pk)
    if stop.tour_id is None:
        raise Refused("no_tour", _("Cette date n’est pas d’une tournée."))
    if (known := Stop.objects.filter(replaces=stop).told().first()) is not None:
        return known, False
    do(stop, "cancel" if stop.state == StopState.CONFIRMED else "release", by, reason=reason, cause=cause)
    return place(stop.tour, request, by, day=stop.day, words=words, replaces=stop)


@transaction.atomic
def act_on_tour(tour: Tour, action: str, by: User, *, reason: str = "") -> tuple[Tour, bool]:
    """Open, announce, reopen, close, cancel; a tour that is cancelled cancels its stops. Raises ``Refused``."""
    stops = list(Stop.objects.filter(tour=tour).exclude(state__in=["cancelled", "done"]).values_list("pk", flat=True))
    lock(tours=[tour.pk], stops=stops)
    tour = Tour.objects.select_related("company", "season").get(pk=tour.pk)
    step = TOURS.get((tour.state, action))
    if step is None and was_done(TOURS, tour.state, action):
        return tour, False
    if step is None:
        words = _("Cette tournée est « %(state)s » : ce n’est plus possible.")
        raise NotNow("state", words % {"state": tour.get_state_display().lower()})
    if not plans(by):
        raise NotYours("role", NOT_YOURS)
    if step.guard:
        step.guard(tour, {"reason": reason})
    before, tour.state, tour.reason = tour.state, step.target, reason.strip() if action == "cancel" else ""
    tour.save(update_fields=["state", "reason"])
    TourAct.objects.create(tour=tour, action=action, by=by, before=before, after=tour.state, detail=tour.reason)
    if tour.state == TourState.CANCELLED:
        for stop in Stop.objects.filter(pk__in=stops).exclude(state__in=["cancelled", "done"]).told():
            ends = {StopState.OPTION: "drop", StopState.PROPOSED: "release", StopState.CONFIRMED: "cancel"}
            do(stop, ends[stop.state], by, reason=tour.reason)
    return tour, True
