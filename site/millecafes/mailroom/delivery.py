"""Leaving: what the worker does with the outbox."""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from time import monotonic

from django.utils import timezone

from millecafes.mailroom.journal import Journal
from millecafes.mailroom.later import write
from millecafes.mailroom.leases import finish, give_back, lease, mark_sent
from millecafes.mailroom.models import Mail
from millecafes.mailroom.transport import connection, message_for

logger = logging.getLogger(__name__)

BATCH = 20  # messages leased together, for one connection
PATIENCE = 2  # seconds: what is not begun by then is given back, so that what somebody waits for goes first
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


def deliver(limit: int = BATCH, *, at: datetime | None = None, journal: Journal | None = None) -> Round:
    """Send at most ``limit`` messages, each on its own: nobody's failure stops the others.

    Safe to kill at any moment and to run several times at once: messages are leased before they leave, and a lease
    that runs out gives them back. The worst that happens is a second copy under the same Message-ID.
    """
    done = Round()
    mails = lease(limit, at)
    if not mails:
        return done
    if journal:
        journal.begin(mails)
    until, server, unreachable = monotonic() + PATIENCE, connection(), 0
    try:
        while mails and monotonic() < until and unreachable < UNREACHABLE_ENOUGH:
            mail = mails.pop(0)
            error = attempt(server, mail)
            if mail.pk is None:  # nothing to say any more
                continue
            if error is None:
                if journal:
                    journal.taken(mail)
                mark_sent(mail, at)
                done.sent += 1
                unreachable = 0
                continue
            put_back(mail, error, at)
            done.failed += mail.state == Mail.State.FAILED
            done.postponed += mail.state == Mail.State.QUEUED
            hang_up(server)
            server = connection()
            unreachable = 0 if concerns_message(error) else unreachable + 1
    finally:
        give_back(mails)
        hang_up(server)
    return done


def attempt(server, mail: Mail) -> Exception | None:
    """Hand one message to the server; what went wrong, whatever it was, is for whoever reads the outbox."""
    try:
        if not write(mail):
            return None
        server.open()
        if not server.send_messages([message_for(mail)]):
            raise SMTPException("The server took nothing.")
    except Exception as error:
        return error
    return None


def put_back(mail: Mail, error: Exception, at: datetime | None = None) -> None:
    """It has not left: try again later, unless the server said never or we tried often enough."""
    now, reason = at or timezone.now(), reason_of(error)
    if is_refusal(error) or mail.attempts > len(RETRY_AFTER):
        logger.error("Mail %s was given up after %s tries: %s", mail.pk, mail.attempts, type(error).__name__)
        finish(mail, state=Mail.State.FAILED, last_error=reason)
    else:
        finish(mail, state=Mail.State.QUEUED, last_error=reason, not_before=now + RETRY_AFTER[mail.attempts - 1])


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
