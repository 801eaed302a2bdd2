"""Leaving: what the worker does with the outbox."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from millecafes.mailroom.models import Mail
from millecafes.mailroom.transport import connection, message_for

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
RETRY_AFTER = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
]
UNREACHABLE_ENOUGH = 3  # in a row: the server is down, the rest of the queue is left untouched until the next round


@dataclass
class Round:
    """What one round of ``deliver`` did."""

    sent: int = 0
    postponed: int = 0
    failed: int = 0

    def __bool__(self):
        return bool(self.sent or self.postponed or self.failed)


def deliver(limit: int = 20, *, at: datetime | None = None) -> Round:
    """Send at most ``limit`` messages, each on its own: nobody's failure stops the others.

    Safe to kill at any moment and to run several times at once: a message is leased before it leaves, and a lease
    that runs out gives it back. The worst that happens is a second copy under the same Message-ID.
    """
    done, unreachable, server = Round(), 0, connection()
    try:
        for _turn in range(limit):
            mail = lease(at)
            if mail is None:
                break
            try:
                server.open()
                if not server.send_messages([message_for(mail)]):
                    raise SMTPException("The server took nothing.")
            except Exception as error:  # whatever happens to one message is written on it, and the next one leaves
                put_back(mail, error, at)
                done.failed += mail.state == Mail.State.FAILED
                done.postponed += mail.state == Mail.State.QUEUED
                hang_up(server)
                server = connection()
                unreachable = 0 if concerns_message(error) else unreachable + 1
                if unreachable == UNREACHABLE_ENOUGH:
                    break
            else:
                mark_sent(mail, at)
                done.sent += 1
                unreachable = 0
    finally:
        hang_up(server)
    return done


def lease(at: datetime | None = None) -> Mail | None:
    """Take the next message for ourselves for a while."""
    now = at or timezone.now()
    # A look without a lock first: an idle worker must not disturb a writer (SQLite has only one).
    if not (Mail.objects.abandoned(now).exists() or Mail.objects.queued(now).exists()):
        return None
    with transaction.atomic():
        waiting = (Mail.objects.abandoned(now), Mail.objects.queued(now))
        for mails in waiting:
            if mail := mails.select_for_update(skip_locked=True).first():
                mail.state, mail.lease_until = Mail.State.SENDING, now + LEASE
                mail.attempts += 1
                mail.save(update_fields=["state", "lease_until", "attempts"])
                return mail
    return None


def mark_sent(mail: Mail, at: datetime | None = None) -> None:
    """It has left. The text of a secret is forgotten, except in the demo, whose mailbox is its reader."""
    forgotten = {"body_text": "", "body_html": ""} if mail.is_secret and not settings.DEMO else {}
    finish(mail, state=Mail.State.SENT, sent_at=at or timezone.now(), last_error="", **forgotten)


def put_back(mail: Mail, error: Exception, at: datetime | None = None) -> None:
    """It has not left: try again later, unless the server said never or we tried often enough."""
    now, reason = at or timezone.now(), reason_of(error)
    if is_refusal(error) or mail.attempts > len(RETRY_AFTER):
        logger.error("Mail %s was given up after %s tries: %s", mail.pk, mail.attempts, type(error).__name__)
        finish(mail, state=Mail.State.FAILED, last_error=reason)
    else:
        finish(mail, state=Mail.State.QUEUED, last_error=reason, not_before=now + RETRY_AFTER[mail.attempts - 1])


def finish(mail: Mail, **fields) -> None:
    """Write the outcome, unless our lease ran out and somebody else has the message now."""
    still_ours = Mail.objects.filter(pk=mail.pk, state=Mail.State.SENDING, lease_until=mail.lease_until)
    fields["lease_until"] = None
    still_ours.update(**fields)
    for name, value in fields.items():
        setattr(mail, name, value)


def concerns_message(error: Exception) -> bool:
    """Whether the fault is in this recipient or this message (refused, or impossible to write): others may leave."""
    return isinstance(error, SMTPRecipientsRefused | SMTPDataError | ValueError)


def is_refusal(error: Exception) -> bool:
    """Whether the server said « never » (5xx) of this message; a server that refuses *us* may be mended."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def reason_of(error: Exception) -> str:
    """A sentence for whoever reads the outbox."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(f"{code} {decoded(text)}" for code, text in error.recipients.values())[:1000]
    if isinstance(error, SMTPResponseException):
        return f"{error.smtp_code} {decoded(error.smtp_error)}"[:1000]
    return f"{type(error).__name__}: {error}"[:1000]


def decoded(text: bytes | str) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def hang_up(server) -> None:
    with suppress(OSError, SMTPException):
        server.close()
