"""What comes with a state of a stop, whoever brought it there: the agenda, the papers, the list of the host."""

from datetime import timedelta

from django.utils import timezone

from events.tours import emails
from events.tours.models import Agreement, Poster, PosterFormat, ProgrammeRequest, Stop, StopState, TourAct
from events.tours.models.papers import PaperState
from events.tours.services import preparing, publishing
from events.tours.services.agreeing import terms_of
from millecafes.people.models import User

ANSWERED_IN = timedelta(days=7)
LED = {"confirm": StopState.CONFIRMED, "done": StopState.DONE}


def follow(request: ProgrammeRequest, action: str, by: User | None) -> None:
    """The stop of a request goes where the request went. The caller holds the locks."""
    target = LED.get(action)
    if target is None:
        return
    for stop in request.stops.live().exclude(state=target).told():
        bring(stop, action, target, by)


def bring(stop: Stop, action: str, target: str, by: User | None, detail: str = "") -> TourAct:
    """Write the state, the act, and what comes with it."""
    before, stop.state = stop.state, target
    if target == StopState.CONFIRMED:
        settle_hours(stop)
    stop.save()
    act = note(stop, action, by, before, detail)
    if target == StopState.CONFIRMED:
        came_true(stop, act)
    return act


def settle_hours(stop: Stop) -> None:
    """A date that is announced has its hours: those of its kind, where nobody has said others."""
    if stop.starts_at is None:
        stop.starts_at = publishing.usual_start(stop.offer.kind)
    if stop.ends_at is None:
        stop.ends_at = publishing.usual_end(stop.starts_at, stop.offer.minutes)
    if stop.ends_at == stop.starts_at:  # a whole day
        stop.ends_at = None


def came_true(stop: Stop, act: TourAct, *, quietly: bool = False) -> None:
    """Confirmed, or changed since: the agenda says it, the papers are to be made, the host has its list.

    The company is told of this act, unless it is done ``quietly``.
    """
    publishing.publish(stop, act.by)
    preparing.make_list(stop)
    renew_papers(stop)
    if not quietly:
        emails.tell_company(stop, act)


def await_answer(stop: Stop) -> None:
    """The host has a week to answer, and answers before the day itself."""
    today = timezone.localdate()
    stop.answer_by = max(today, min(today + ANSWERED_IN, stop.day - timedelta(days=1)))


def renew_papers(stop: Stop) -> None:
    """An agreement that says something else is another version; posters are made anew. The worker makes both."""
    terms, latest = terms_of(stop), stop.agreements.order_by("-version").first()
    if latest is None or latest.terms != terms:
        Agreement.objects.create(stop=stop, version=latest.version + 1 if latest else 1, terms=terms)
    for paper in PosterFormat.values:
        wanted = {"state": PaperState.WAITING, "wanted_at": timezone.now()}
        Poster.objects.update_or_create(stop=stop, format=paper, defaults=wanted)


def note(stop: Stop, action: str, by: User | None, before: str = "", detail: str = "") -> TourAct:
    """One line of the log."""
    return TourAct.objects.create(
        stop=stop,
        tour_id=stop.tour_id,
        request_id=stop.request_id,
        action=action,
        by=by,
        before=before,
        after=stop.state,
        detail=detail,
    )
