"""After: how many came, said in two minutes by who welcomed; the register of activities keeps it."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours import emails
from events.tours.models import Activity, RequestState, Source, Stop, StopState, TourState
from events.tours.permissions import HELPER, HOST, TEAM, roles_of
from events.tours.services import following
from events.tours.services.acting import act
from events.tours.services.machine import NotNow, NotYours, Refused
from events.tours.services.planning import do, lock
from millecafes.people.models import User

logger = logging.getLogger(__name__)

AFTER = (2, 7)  # days
LATE = 3


@dataclass
class Figures:
    """What a report says; ``photo`` False: take away the one there was."""

    participants: int
    seniors: int | None = None
    newcomers: int | None = None
    meals: int | None = None
    comment: str = ""
    photo: UploadedFile | bool | None = None
    consent: bool = False


@transaction.atomic
def report(stop: Stop, figures: Figures, by: User) -> tuple[Activity, bool]:
    """Write the report of a stop, or correct it; and whether it is the first one.

    Raises ``NotNow`` before the day or for what was not held, and for a correction once the tour is closed, but for
    the team; ``NotYours``.
    """
    lock(stops=[stop.pk], requests=[stop.request_id] if stop.request_id else [])
    stop = Stop.objects.told().get(pk=stop.pk)
    check(stop, by)
    if stop.state == StopState.CONFIRMED:
        stop, _new = do(stop, "done", by, quietly=True)  # nobody is asked for the report being made
    activity = Activity.objects.filter(stop=stop, source=Source.REPORT).first()
    is_new = activity is None
    activity = activity or Activity(stop=stop, source=Source.REPORT, is_example=stop.offer.is_example)
    put(activity, stop, figures, by)
    activity.full_clean()
    activity.save()
    note = following.note(stop, "report" if is_new else "correct", by, stop.state, f"{figures.participants}")
    if stop.request_id and stop.request.state == RequestState.DONE:
        act(stop.request, "report", by)
    if is_new:
        emails.tell_the_team_of(stop, note)
    return activity, is_new


def check(stop: Stop, by: User) -> None:
    roles = roles_of(by, stop)
    if not roles & {HOST, HELPER, TEAM}:
        raise NotYours("role", _("Ce n’est pas à vous de le faire."))
    if stop.state not in {StopState.CONFIRMED, StopState.DONE}:
        words = _("Cette étape est « %(state)s » : elle n’a pas de bilan.")
        raise NotNow("state", words % {"state": stop.get_state_display().lower()})
    if stop.day > timezone.localdate():
        raise NotNow("too_early", _("Le bilan se fait une fois la date passée."))
    if stop.tour_id and stop.tour.state == TourState.CLOSED and TEAM not in roles and is_reported(stop):
        raise NotNow("closed", _("La tournée est close : son bilan ne change plus. Écrivez à l’équipe."))


def is_reported(stop: Stop) -> bool:
    return stop.activities.filter(source=Source.REPORT).exists()


def put(activity: Activity, stop: Stop, figures: Figures, by: User) -> None:
    """On the row."""
    activity.cafe, activity.commune, activity.kind = stop.cafe, stop.commune, stop.offer.kind
    activity.title, activity.day = stop.offer.title, stop.day
    activity.season, activity.tour, activity.session = stop.season, stop.tour, stop.session
    put_figures(activity, figures, by)


def put_figures(activity: Activity, figures: Figures, by: User) -> None:
    """How many, of whom; a photo without the consent of those who are on it is refused."""
    for name in ("participants", "seniors", "newcomers", "meals", "comment"):
        setattr(activity, name, getattr(figures, name))
    if figures.photo and not figures.consent:
        raise Refused("consent", _("Une photo demande l’accord des personnes qu’on y voit."), "photo_consent")
    if figures.photo is not None:
        if former := activity.photo.name:
            storage = activity.photo.storage
            transaction.on_commit(lambda: storage.delete(former))
        activity.photo = figures.photo or ""
    activity.photo_consent = bool(activity.photo)
    activity.reported_by, activity.reported_at = by, timezone.now()


def hold(at=None) -> int:
    """What was confirmed and whose day is over was held; how many. Nobody is told: the report is asked for later."""
    today, held = timezone.localdate(at), 0
    for stop in Stop.objects.filter(state=StopState.CONFIRMED, day__lt=today).order_by("pk"):
        try:
            held += do(stop, "done", None)[1]
        except Exception:
            logger.exception("Stop %s could not be held: the others are.", stop.pk)
    return held


def ask_for_reports(at=None) -> int:
    """Ask 2 and 7 days after, those who have not said; how many letters were promised, each once."""
    today, written = timezone.localdate(at), 0
    for days in AFTER:
        span = (today - timedelta(days=days + LATE), today - timedelta(days=days))
        stops = Stop.objects.filter(state=StopState.DONE, day__range=span).told()
        for stop in stops.exclude(activities__source=Source.REPORT):
            written += emails.tell_hosts(stop, f"report_{days}", f"{stop.day}")
    return written


def after_the_day(at=None) -> int:
    """What the worker does each morning."""
    return hold(at) + ask_for_reports(at)
