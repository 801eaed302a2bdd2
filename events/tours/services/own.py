"""What a café did by itself: a date of its own that is over goes to the register, with how many came."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models import EventKind, Session, SessionState
from events.tours import emails
from events.tours.models import Activity, Season, Source
from events.tours.services.machine import NotNow
from events.tours.services.reporting import AFTER, LATE, Figures, put_figures
from millecafes.people.models import User


def report_of(session: Session) -> Activity | None:
    return Activity.objects.filter(session=session, stop=None, source=Source.REPORT).first()


def usual_kind(session: Session) -> str:
    """What the café said of another date of the same animation."""
    said = Activity.objects.filter(session__event=session.event_id, source=Source.REPORT).order_by("-day", "-pk")
    return said.values_list("kind", flat=True).first() or ""


def season_of(day: date) -> Season | None:
    """The season that holds this day, the latest to begin if there are two."""
    return Season.objects.filter(first_day__lte=day, last_day__gte=day).order_by("-first_day", "-pk").first()


def may_be_told(session: Session, at=None) -> bool:
    return session.has_started(at) and not session.is_cancelled


def keeps_its_kind(activity: Activity | None) -> bool:
    """Whether money was asked for it: a fund pays for some kinds only."""
    return activity is not None and activity.claims.exclude(state="draft").exists()


@transaction.atomic
def report_own(session: Session, kind: str, figures: Figures, by: User) -> tuple[Activity, bool]:
    """Write how a date went, or correct it; and whether it is the first time.

    Raises ``NotNow`` before it began, and for what was cancelled. Who may is the affair of the caller.
    """
    session = Session.objects.select_for_update(of=("self",), no_key=True).select_related("event").get(pk=session.pk)
    if session.is_cancelled:
        raise NotNow("state", _("Cette date a été annulée : elle n’a pas de bilan."))
    if not session.has_started():
        raise NotNow("too_early", _("Le bilan se fait une fois la date passée."))
    activity = report_of(session)
    is_new = activity is None
    if not keeps_its_kind(activity):
        activity = activity or Activity(session=session, source=Source.REPORT, is_example=session.event.is_example)
        activity.kind = kind
    activity.cafe_id, activity.title, activity.day = session.event.cafe_id, session.event.title[:140], session.day
    activity.season = activity.season or season_of(session.day)
    put_figures(activity, figures, by)
    activity.reported_at = timezone.now()
    activity.full_clean()
    activity.save()
    return activity, is_new


def ask_for_reports(at=None) -> int:
    """Ask 2 and 7 days after, as for the date of a tour; how many letters were promised, each once."""
    today, written = timezone.localdate(at), 0
    for days in AFTER:
        span = (today - timedelta(days=days + LATE), today - timedelta(days=days))
        held = Session.objects.filter(event__kind=EventKind.ANIMATION, event__live=True, event__cafe__isnull=False)
        held = held.filter(state=SessionState.SCHEDULED, day__range=span).select_related("event").order_by("pk")
        for session in held.exclude(activities__source=Source.REPORT):
            written += emails.ask_about(session, f"report_{days}")
    return written
