"""What somebody changed of the sheet of a café, given back; the sheet keeps it, without her name."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from members.portal.models import CafeChange
from millecafes.core.privacy import Chapter, told
from millecafes.people.models import User


def chapters(person: User) -> Iterator[Chapter]:
    changes = CafeChange.objects.filter(by=person).select_related("cafe")
    rows = (told(change, leave=["by", "decided_by"]) for change in changes.iterator())
    yield Chapter("fiches", _("Ce que vous avez changé sur la fiche d’un café"), rows)


def forget(person: User) -> None:
    CafeChange.objects.filter(by=person).update(by=None)
    CafeChange.objects.filter(decided_by=person).update(decided_by=None)
