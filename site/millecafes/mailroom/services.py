"""Writing to people: a row in the caller's transaction now, a message when the mail server will have it."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail.message import BadHeaderError
from django.db.models import Min
from django.utils import timezone

from millecafes.mailroom.models import Mail

KEPT = timedelta(days=90)
WINDOW = 500  # messages forgotten together
HEAVIEST = 200_000  # bytes attached to one message; what is larger is given as a link


@dataclass(frozen=True)
class Attachment:
    """A small file that leaves with a message."""

    name: str
    content: bytes
    content_type: str


def queue(
    to: str,
    subject: str,
    body_text: str,
    *,
    body_html: str = "",
    from_email: str = "",
    reply_to: str = "",
    headers: dict | None = None,
    dedupe_key: str | None = None,
    not_before: datetime | None = None,
    is_secret: bool = False,
    may_wait: bool = False,
    attachments: Iterable[Attachment] = (),
) -> Mail:
    """Write a message to one person. It is committed, or forgotten, with whatever caused it.

    Asking twice with the same ``dedupe_key`` gives the same message.
    """
    headers = headers or {}
    for value in (to, subject, from_email, reply_to, *headers, *headers.values()):
        if "\n" in str(value) or "\r" in str(value):
            raise BadHeaderError("A header of a mail cannot hold a line break.")
    fields = {
        "to": to,
        "subject": subject[:998],
        "body_text": body_text,
        "body_html": body_html,
        "from_email": from_email or settings.DEFAULT_FROM_EMAIL,
        "reply_to": reply_to,
        "headers": headers,
        "not_before": not_before or timezone.now(),
        "is_secret": is_secret,
        "may_wait": may_wait,
        "attachments": packed(attachments),
    }
    if dedupe_key is None:
        return Mail.objects.create(**fields)
    return Mail.objects.get_or_create(dedupe_key=dedupe_key, defaults=fields)[0]


def packed(attachments: Iterable[Attachment]) -> list[dict[str, str]]:
    """As the outbox keeps them. Raises ``ValueError`` when they are too heavy for it."""
    files = list(attachments)
    if sum(len(file.content) for file in files) > HEAVIEST:
        raise ValueError("The outbox carries small files only: give a link to this one instead.")
    return [
        {"name": file.name, "type": file.content_type, "content": b64encode(file.content).decode()} for file in files
    ]


def send_again(mail: Mail) -> bool:
    """Give a failed message all its tries again; False when it is not a failed one any longer."""
    failed = Mail.objects.filter(pk=mail.pk, state=Mail.State.FAILED)
    return bool(failed.update(state=Mail.State.QUEUED, attempts=0, not_before=timezone.now(), last_error=""))


def purge(at: datetime | None = None) -> int:
    """Forget the messages that left, or were given up, more than 90 days ago: a few at a time."""
    old = Mail.objects.filter(
        state__in=[Mail.State.SENT, Mail.State.FAILED], created_at__lt=(at or timezone.now()) - KEPT
    )
    forgotten = 0
    while numbers := list(old.order_by("created_at", "pk").values_list("pk", flat=True)[:WINDOW]):
        forgotten += Mail.objects.filter(pk__in=numbers).only("pk").delete()[1].get("mailroom.Mail", 0)
    return forgotten


def oldest_waiting(at: datetime | None = None) -> int:
    """For how many seconds the oldest message that could leave has been waiting; 0 when none is.

    Between two tries at a server that is down it waits too; for a mailbox that is full, it is a matter of that mailbox.
    """
    now = at or timezone.now()
    due = [Mail.objects.queued(now), Mail.objects.abandoned(now)]
    oldest = [mails.aggregate(oldest=Min("not_before"))["oldest"] for mails in due]
    oldest.append(Mail.objects.tried_in_vain().aggregate(oldest=Min("created_at"))["oldest"])
    return max([int((now - since).total_seconds()) for since in oldest if since], default=0)
