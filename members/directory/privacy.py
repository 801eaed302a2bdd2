"""What members wrote to one another, given back and erased."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from members.directory.models import Message
from millecafes.core.privacy import Chapter, told
from millecafes.people.models import User


def chapters(person: User) -> Iterator[Chapter]:
    messages = Message.objects.filter(Q(sender=person) | Q(recipient=person)).select_related("sender", "recipient")
    yield Chapter("messages", _("Vos messages avec d’autres membres"), (told(one) for one in messages.iterator()))


def forget(person: User) -> None:
    """What she received goes with her; what she wrote stays with those she wrote to, without her name."""
    Message.objects.filter(recipient=person).delete()
    Message.objects.filter(sender=person).update(sender=None)
