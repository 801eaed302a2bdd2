"""Who may do what to a registration, and on the day."""

from datetime import datetime

from django.utils import timezone

from events.agenda.models import EventKind, Session
from events.bookings.models import Registration
from millecafes.people.models import User
from millecafes.people.permissions import Access

DESK = "bookings.change_registration"


def may_cancel(registration: Registration, at: datetime | None = None) -> bool:
    """Whether the person may still give the seat back by herself."""
    return registration.is_live and (at or timezone.now()) < registration.session.rules.last_moment_to_cancel


def may_register(session: Session, access: Access) -> bool:
    """Whether somebody who may read of this date may also come: what is for everybody stays so for former members."""
    return session.event.is_public or access.may_write


def may_take_attendance(user: User, access: Access, session: Session) -> bool:
    """The desks of the team that follow events, and whoever runs the café where it is held, or which organises it."""
    if user.has_perm(DESK):
        return True
    return any(cafe is not None and access.runs(cafe) for cafe in (session.cafe_id, session.event.cafe_id))


def may_read_addresses(user: User) -> bool:
    """The team writes to those who come; a café greets them."""
    return user.has_perm(DESK)


def has_certificate(registration: Registration) -> bool:
    """Given to those who came to a training: ticked present, or gone through the door of its online room."""
    return registration.session.event.kind == EventKind.TRAINING and registration.came
