"""Who may do what to a registration."""

from datetime import datetime

from django.utils import timezone

from events.bookings.models import Registration


def may_cancel(registration: Registration, at: datetime | None = None) -> bool:
    """Whether the person may still give the seat back by herself."""
    return registration.is_live and (at or timezone.now()) < registration.session.rules.last_moment_to_cancel
