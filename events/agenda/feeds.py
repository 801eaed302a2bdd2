"""Calendars one subscribes to: public ones by kind and place, and one's own by a secret address."""

from datetime import datetime, timedelta
from hashlib import blake2b

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from events.agenda.models import CalendarToken, EventKind, Session
from events.agenda.models.feeds import new_token
from events.agenda.services.choosing import Choice
from millecafes.core import page_store
from millecafes.people.models import User
from millecafes.places import labels

KEPT = timedelta(days=90)  # what is over stays that long in calendars
MOST = 5000


def chosen_for_feed(choice: Choice, at: datetime | None = None):
    """The dates of the last three months and all that are to come, cancelled ones included."""
    since = (at or timezone.now()) - KEPT
    sessions = choice.anywhen(Session.objects.public()).filter(ends_at__gt=since)
    return sessions.with_places().order_by("starts_at", "pk")[:MOST]


def name_of(choice: Choice) -> str:
    """« Guinguettes · Marne · 1000 cafés »."""
    kind = EventKind(choice.kind).label if choice.kind else _("Agenda")
    place = labels.departments().get(choice.department, "")
    return " · ".join(filter(None, [str(kind), place, "1000 cafés"]))


def address_of(choice: Choice) -> str:
    """In full, with the filters in use."""
    query = choice.query(period="", day="")
    return settings.SITE_URL + reverse("agenda:feed") + (f"?{query}" if query else "")


def frame_address_of(choice: Choice) -> str:
    """Of the bare list, in full."""
    query = choice.query(period="", day="")
    return settings.SITE_URL + reverse("agenda:embedded") + (f"?{query}" if query else "")


def state_of_feed(request, choice: Choice) -> str | None:
    """What the answer depends on: the question, the day, and the generation that any change replaces."""
    generation = page_store.generation()
    if generation is None:
        return None
    state = "|".join([generation, timezone.localdate().isoformat(), request.path, choice.query(period="", day="")])
    return quote_etag(blake2b(state.encode(), digest_size=12).hexdigest())


def own_sessions(person: User, at: datetime | None = None) -> tuple[list[Session], list[int]]:
    """The dates this person is registered to, and the numbers of those she waits for; cancelled ones for three months.

    What concerns seats is asked through names: the agenda does not know of bookings.
    """
    since = (at or timezone.now()) - KEPT
    own = Q(registrations__person=person)
    live = own & Q(registrations__state__in=["confirmed", "waiting"])
    held = own & Q(registrations__cancelled_at__gt=since, state="cancelled")
    sessions = Session.objects.filter(live | held, ends_at__gt=since).distinct().with_places()
    waiting = Session.objects.filter(own, registrations__state="waiting").values_list("pk", flat=True)
    return list(sessions.order_by("starts_at", "pk")), list(waiting)


def renew(person: User, *, close: bool = False) -> None:
    """Give the person's calendar another address, so that nobody reads the former one; or none any more."""
    if close:
        CalendarToken.objects.filter(person=person).delete()
    else:
        CalendarToken.objects.update_or_create(person=person, defaults={"token": new_token()})
