"""Who has which message in hand: taken for a while, brought back with an outcome, or given back untouched."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from millecafes.mailroom.journal import name_of, wills
from millecafes.mailroom.models import Mail

logger = logging.getLogger(__name__)

SENT = f"""UPDATE {Mail._meta.db_table} SET state = 'sent', sent_at = %s, last_error = '', lease_until = NULL
           WHERE id = %s AND state = 'sending' AND lease_until = %s"""
LEASE = timedelta(minutes=5)  # more than one message can take: ten answers of the server, of 20 seconds at most


def lease(limit: int = 1, at: datetime | None = None) -> list[Mail]:
    """Take the next messages for ourselves for a while."""
    now = at or timezone.now()
    # A look without a lock first: an idle worker must not disturb a writer (SQLite has only one).
    if not (Mail.objects.abandoned(now).exists() or Mail.objects.queued(now).exists()):
        return []
    with transaction.atomic():
        for waiting in (Mail.objects.abandoned(now), Mail.objects.queued(now)):
            if mails := list(waiting.select_for_update(skip_locked=True)[:limit]):
                until = now + LEASE
                Mail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
                    state=Mail.State.SENDING, lease_until=until, attempts=F("attempts") + 1
                )
                for mail in mails:
                    mail.state, mail.lease_until, mail.attempts = Mail.State.SENDING, until, mail.attempts + 1
                return mails
    return []


def give_back(mails: list[Mail]) -> None:
    """Put back what was taken and not tried: anybody may take it at once."""
    for mail in mails:
        finish(mail, state=Mail.State.QUEUED, attempts=mail.attempts - 1)


def mark_sent(mail: Mail, at: datetime | None = None) -> None:
    """It has left. The text of a secret is forgotten, except in the demo, whose mailbox is its reader."""
    if mail.is_secret and not settings.DEMO:
        finish(mail, state=Mail.State.SENT, sent_at=at or timezone.now(), last_error="", body_text="", body_html="")
        return
    # What « finish » would write, spelt out: it is done for each message, and spelling it took longer than doing it.
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(SENT, [adapt(at or timezone.now()), mail.pk, adapt(mail.lease_until)])
    mail.state, mail.lease_until = Mail.State.SENT, None


def finish(mail: Mail, **fields) -> None:
    """Write the outcome, unless our lease ran out and somebody else has the message now."""
    still_ours = Mail.objects.filter(pk=mail.pk, state=Mail.State.SENDING, lease_until=mail.lease_until)
    fields["lease_until"] = None
    still_ours.update(**fields)
    for name, value in fields.items():
        setattr(mail, name, value)


def inherit() -> int:
    """Settle what the dead workers of this machine had in hand, without waiting for their leases to run out.

    What the server had taken is marked as sent; the rest leaves again. How many messages were concerned.
    """
    settled = 0
    for will in wills():
        numbers = [name.partition(":")[0] for name in will.leased]
        for mail in Mail.objects.filter(pk__in=[pk for pk in numbers if pk.isdigit()], state=Mail.State.SENDING):
            if (name := name_of(mail)) in will.taken:
                mark_sent(mail)
                settled += 1
            elif name in will.leased:
                give_back([mail])
                settled += 1
    if settled:
        logger.warning("A worker was killed: the %s messages it had in hand are settled.", settled)
    return settled
