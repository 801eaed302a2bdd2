"""What bookings bring to the first page of the members' area."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.services import where
from events.bookings.emails import signature_of
from events.bookings.models import Registration
from millecafes.people.portal import Line

SHOWN = 5


def upcoming(user, access) -> Iterator[Line]:
    """The next dates the person is registered to, or waits for."""
    own = Registration.objects.filter(person=user, session__ends_at__gt=timezone.now()).live()
    places = ("session__event", "session__cafe", "session__commune__department", "session__delegated")
    for registration in own.select_related(*places).order_by("session__starts_at", "pk")[:SHOWN]:
        place = where(registration.session)
        detail = _("en liste d’attente, %(place)s") % {"place": place} if registration.is_waiting else place
        url = reverse("bookings:ticket", args=[signature_of(registration)])
        yield Line(registration.session.event.title, url, detail, registration.session.starts_at)
