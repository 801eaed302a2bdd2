"""From one member to another, through the site: neither reads the other's address."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from members.directory.models import Message
from members.directory.services.boxes import may_write_to
from millecafes.mailroom.sending import send
from millecafes.people.models import User
from millecafes.people.permissions import access_of

KEPT = timedelta(days=365)
LIMITS = {timedelta(hours=1): 10, timedelta(days=1): 30}  # messages of one person
TWICE = timedelta(minutes=10)  # the same words again within that are the same message
WINDOW = 500  # messages forgotten together


class Refused(Exception):
    """One of the two does not want messages, or not from the other; it is not said which."""


class TooMany(Exception):
    """This person has written more than one person writes."""


def may_be_written_to(person: User | None) -> bool:
    """Whoever may still read it; a person who has left may not."""
    return person is not None and access_of(person).may_enter


@transaction.atomic
def write(sender: User, recipient: User, subject: str, body: str, at: datetime | None = None) -> Message:
    """Send a message, and tell the recipient as she has settled; raises ``TooMany`` or ``Refused``."""
    now = at or timezone.now()
    User.objects.select_for_update(no_key=True).get(pk=sender.pk)  # two at once are counted one after the other
    if not may_write_to(sender, recipient):
        raise Refused
    sent = Message.objects.filter(sender=sender)
    same = sent.filter(recipient=recipient, subject=subject, body=body, sent_at__gt=now - TWICE).first()
    if same:
        return same
    for span, most in LIMITS.items():
        if sent.filter(sent_at__gt=now - span).count() >= most:
            raise TooMany
    message = Message.objects.create(sender=sender, recipient=recipient, subject=subject, body=body, sent_at=now)
    context = {"message": message, "sender": sender, "lines": body.splitlines()}
    with translation.override(recipient.language):
        url = message.get_absolute_url()
    send(
        recipient,
        "member_message",
        "directory/email/message",
        context,
        url=url,
        thread=f"message-{message.pk}",
        dedupe_key=f"message-{message.pk}",
    )
    return message


def forget_old_messages(at: datetime | None = None) -> int:
    """Forget what was written more than twelve months ago, a few at a time."""
    old = Message.objects.filter(sent_at__lt=(at or timezone.now()) - KEPT).order_by("sent_at")
    forgotten = 0
    while numbers := list(old.values_list("pk", flat=True)[:WINDOW]):
        forgotten += Message.objects.filter(pk__in=numbers).delete()[0]
    return forgotten
