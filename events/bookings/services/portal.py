"""What bookings bring to the members’ first page, and to that of who runs a café."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Session
from events.agenda.permissions import zone_of
from events.agenda.services import own_when, where
from events.bookings.emails import signature_of
from events.bookings.models import Registration
from millecafes.people.portal import Line

SHOWN = 5
BEFORE, AFTERWARDS = timedelta(days=7), timedelta(days=2)  # when the list of a day is at hand


def upcoming(user, access) -> Iterator[Line]:
    """The next dates the person is registered to, or waits for."""
    own = Registration.objects.filter(person=user, session__ends_at__gt=timezone.now()).live()
    places = ("session__event", "session__cafe", "session__commune__department", "session__delegated")
    zone = zone_of(access)
    for registration in own.select_related(*places).order_by("session__starts_at", "pk")[:SHOWN]:
        place = where(registration.session)
        detail = _("en liste d’attente, %(place)s") % {"place": place} if registration.is_waiting else place
        if here := own_when(registration.session, zone):
            detail = _("%(detail)s (chez vous : %(when)s)") % {"detail": detail, "when": here}
        url = reverse("bookings:ticket", args=[signature_of(registration)])
        yield Line(registration.session.event.title, url, detail, registration.session.starts_at)


def welcomes(user, access) -> Iterator[Line]:
    """The lists of those who come to the cafés this person runs: those of the week, and of the last days."""
    cafes = [role.cafe_id for role in access.cafe_roles if access.runs(role.cafe_id)]
    if not cafes:
        return
    now = timezone.now()
    held = Session.objects.held().filter(Q(cafe__in=cafes) | Q(event__cafe__in=cafes), rules__isnull=False)
    around = held.filter(event__live=True, starts_at__lt=now + BEFORE, ends_at__gt=now - AFTERWARDS)
    for session in around.with_places().order_by("starts_at", "pk")[:SHOWN]:
        title = _("La liste du jour : %(event)s") % {"event": session.event.title}
        yield Line(title, reverse("bookings:sheet", args=[session.uuid]), where(session), session.starts_at)
