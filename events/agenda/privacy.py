"""The private calendar of somebody, and the events she proposed: given back, and forgotten."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.agenda.models import CalendarToken, Event
from millecafes.core.privacy import Chapter
from millecafes.people.models import User


def chapters(person: User) -> Iterator[Chapter]:
    proposed = Event.objects.filter(proposed_by=person).values_list("title", "created_at")
    rows = ({_("Titre"): title, _("Proposé le"): at} for title, at in proposed)
    yield Chapter("evenements", _("Les événements que vous avez proposés"), rows)


def forget(person: User) -> None:
    CalendarToken.objects.filter(person=person).delete()
    Event.objects.filter(proposed_by=person).update(proposed_by=None)
