"""Replays as members watch them: who may, where each stopped, what she has seen; and how they are found from a date."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.agenda.services.afterwards import Link
from millecafes.people.permissions import Access
from resources.models import Replay, Viewed

OFTEN = timedelta(seconds=5)  # between two positions that are written
LONGEST = 24 * 3600  # seconds of a film
NEAR_THE_START = 10  # seconds that are not worth resuming from


def sheet_of(replay: Replay, access: Access | None = None, person=None, asked: str = "") -> dict:
    """All that the page of a replay says to this reader; ``asked`` is the instant that an address names."""
    viewed = Viewed.objects.filter(replay=replay, person=person).first() if person and replay.pk else None
    start = int(asked) if asked.isdecimal() and len(asked) < 6 else viewed.seconds if viewed else 0
    session = replay.session
    return {
        "replay": replay,
        "start": min(start, LONGEST),
        "is_resumed": bool(start and not asked),
        "viewed": viewed,
        "is_member": person is not None,
        "may_keep": person is not None and access.may_write,
        "webinar": session.event if session and access and shows(session.event, access) else None,
        "plays_published": False,
        "words_language": replay.language if replay.language != get_language() else "",
    }


def shows(event, access: Access) -> bool:
    return event.live and bool(access.audiences & set(event.audiences))


# -- Where one stopped ------------------------------------------------------------------------------------------------


def keep_position(person, replay: Replay, seconds: int) -> None:
    """Note where she is, at most once in a few seconds: whatever is sent, little is written."""
    now, seconds = timezone.now(), 0 if seconds < NEAR_THE_START else seconds
    row, is_new = Viewed.objects.get_or_create(person=person, replay=replay, defaults={"seconds": seconds, "at": now})
    if not is_new:
        Viewed.objects.filter(pk=row.pk, at__lte=now - OFTEN).exclude(seconds=seconds).update(seconds=seconds, at=now)


@transaction.atomic
def mark(person, replay: Replay, *, is_seen: bool) -> None:
    """« Vu », from the beginning the next time; or no longer, and nothing is kept."""
    if not is_seen:
        Viewed.objects.filter(person=person, replay=replay).delete()
        return
    now = timezone.now()
    row, is_new = Viewed.objects.get_or_create(person=person, replay=replay, defaults={"seen_at": now, "at": now})
    if not is_new and (row.seen_at is None or row.seconds):
        Viewed.objects.filter(pk=row.pk).update(seconds=0, seen_at=row.seen_at or now, at=now)


# -- From the agenda --------------------------------------------------------------------------------------------------


def links_of(sessions, access: Access) -> dict[int, Link]:
    """« Revoir », for the dates whose replay this person may open."""
    replays = Replay.objects.readable_by(access).filter(session__in=[session.pk for session in sessions])
    return {
        session: Link(_("Revoir"), reverse("resources:replay", args=[slug]))
        for session, slug in replays.order_by().values_list("session", "slug")
    }
