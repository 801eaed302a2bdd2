"""What members wrote to one another, given back and erased."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from members.directory.models import Block, ClosedBox, Message, MessageReport
from millecafes.core.privacy import Chapter, told
from millecafes.people.models import User


def chapters(person: User) -> Iterator[Chapter]:
    messages = Message.objects.filter(Q(sender=person) | Q(recipient=person)).select_related("sender", "recipient")
    yield Chapter("messages", _("Vos messages avec d’autres membres"), (told(one) for one in messages.iterator()))
    reports = MessageReport.objects.filter(reporter=person)
    yield Chapter(
        "messages-signales",
        _("Les messages que vous avez signalés"),
        (told(one, leave=("reporter", "handled_by", "message")) for one in reports.iterator()),
    )
    blocks = Block.objects.filter(person=person).select_related("blocked")
    yield Chapter(
        "messages-bloques",
        _("Les membres dont vous ne voulez plus de message"),
        ({_("Membre"): one.blocked.shown_name, _("Depuis le"): one.at} for one in blocks.iterator()),
    )
    closed = ClosedBox.objects.filter(person=person)
    yield Chapter(
        "boite-fermee",
        _("Votre boîte aux lettres, si vous l’avez fermée"),
        ({_("Fermée le"): one.closed_at} for one in closed.iterator()),
    )


def forget(person: User) -> None:
    """What she received goes with her; what she wrote stays with those she wrote to, without her name."""
    Message.objects.filter(recipient=person).delete()
    Message.objects.filter(sender=person).update(sender=None)
    MessageReport.objects.filter(reporter=person).update(reporter=None)
    Block.objects.filter(Q(person=person) | Q(blocked=person)).delete()
    ClosedBox.objects.filter(person=person).delete()
