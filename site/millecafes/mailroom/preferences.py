"""What each person has settled, read and written."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from millecafes.mailroom.kinds import Kind, settled_kinds
from millecafes.mailroom.models import Frequency, MailSettings, Notice, Preference
from millecafes.mailroom.times import due_at
from millecafes.people.models import User
from millecafes.people.portal import Step


def settings_of(person: User) -> MailSettings:
    return MailSettings.objects.get_or_create(person=person)[0]


def frequency_of(person: User, kind: Kind) -> str:
    """How often this person wants to be told of this kind."""
    if kind.urgent:
        return Frequency.NOW
    chosen = Preference.objects.filter(person=person, kind=kind.code).values_list("frequency", flat=True).first()
    default = MailSettings.objects.filter(person=person).values_list("by_default", flat=True)
    return chosen or default.first() or Frequency.DAILY


def frequencies_of(person: User) -> dict[str, str]:
    """By kind, what a person has a say in."""
    chosen = dict(Preference.objects.filter(person=person).values_list("kind", "frequency"))
    default = settings_of(person).by_default
    return {kind.code: chosen.get(kind.code, default) for kind in settled_kinds(person)}


@transaction.atomic
def settle(person: User, frequencies: dict[str, str], at: datetime | None = None) -> None:
    """Write what the person wants; what is kept for a digest follows, and what she refuses is forgotten."""
    own = MailSettings.objects.select_for_update(no_key=True).get(pk=settings_of(person).pk)
    for kind, frequency in frequencies.items():
        Preference.objects.update_or_create(person=person, kind=kind, defaults={"frequency": frequency})
        kept = Notice.objects.waiting().filter(person=person, kind=kind)
        if frequency == Frequency.NEVER:
            kept.delete()
        else:
            kept.update(due_at=due_at(frequency, at or timezone.now()))
    # Whoever refuses everything also refuses what we have not thought of yet.
    refuses_all = set(frequencies_of(person).values()) <= {Frequency.NEVER}
    own.by_default = Frequency.NEVER if refuses_all else Frequency.DAILY
    own.save(update_fields=["by_default"])


def refuse_all(person: User) -> None:
    """Never anything again but what is urgent."""
    settle(person, {kind.code: Frequency.NEVER for kind in settled_kinds()})


def first_steps(user, access) -> Iterator[Step]:
    """One of the first things a member does: to say what she wants to receive, if there is a choice."""
    if settled_kinds():
        is_done = Preference.objects.filter(person=user).exists()
        yield Step(_("Choisir ce que vous recevez"), "mailroom:notifications", is_done)
