"""What somebody registered to, given back and forgotten; the count of who came stays."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.bookings.models import HeadCount, Registration
from events.bookings.services import release_all
from millecafes.core.privacy import Chapter, told
from millecafes.people.models import User

OF_THE_MACHINE = ["key", "uuid", "person", "made_by", "checked_by", "rank"]


def chapters(person: User) -> Iterator[Chapter]:
    registrations = Registration.objects.filter(person=person).select_related("session__event")
    rows = (told(one, leave=OF_THE_MACHINE) for one in registrations.iterator())
    yield Chapter("inscriptions", _("Vos inscriptions aux événements"), rows)


def forget(person: User) -> None:
    """Seats to come are given back; what is past keeps its seat, and no name nor answer."""
    release_all(person)
    own = Registration.objects.filter(person=person)
    own.update(person=None, answers={}, cancel_reason="", agrees_to_be_listed=False)
    for name in ("made_by", "checked_by"):
        Registration.objects.filter(**{name: person}).update(**{name: None})
    HeadCount.objects.filter(counted_by=person).update(counted_by=None)
