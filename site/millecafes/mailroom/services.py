"""Writing to people: a row in the caller's transaction now, a message when the mail server will have it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail.message import BadHeaderError
from django.utils import timezone

from millecafes.mailroom.models import Mail

KEPT = timedelta(days=90)


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
    }
    if dedupe_key is None:
        return Mail.objects.create(**fields)
    return Mail.objects.get_or_create(dedupe_key=dedupe_key, defaults=fields)[0]


def send_again(mail: Mail) -> bool:
    """Give a failed message all its tries again; False when it is not a failed one any longer."""
    failed = Mail.objects.filter(pk=mail.pk, state=Mail.State.FAILED)
    return bool(failed.update(state=Mail.State.QUEUED, attempts=0, not_before=timezone.now(), last_error=""))


def purge(at: datetime | None = None) -> int:
    """Forget the messages that left, or were given up, more than 90 days ago."""
    old = Mail.objects.filter(
        state__in=[Mail.State.SENT, Mail.State.FAILED], created_at__lt=(at or timezone.now()) - KEPT
    )
    return old.delete()[0]


def oldest_waiting(at: datetime | None = None) -> int:
    """For how many seconds the oldest message that could leave has been waiting; 0 when none is."""
    now = at or timezone.now()
    due = Mail.objects.filter(state=Mail.State.QUEUED, not_before__lte=now).order_by("not_before")
    oldest = due.values_list("not_before", flat=True).first()
    return int((now - oldest).total_seconds()) if oldest else 0
