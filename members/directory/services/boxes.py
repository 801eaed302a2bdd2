"""One's letter box: open or closed, whose messages one no longer wants, what is unread, what is shown to the team."""

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.directory.models import Block, ClosedBox, Message, MessageReport
from millecafes.mailroom.sending import send
from millecafes.people.models import User
from millecafes.people.permissions import Standing
from millecafes.people.portal import Line
from millecafes.people.services import log

JUDGES = "forum.moderate_forum"  # those who read what is reported in the forum read what is reported here
KIND = "member_report"
Outcome = MessageReport.Outcome


class Settled(Exception):
    """Somebody else has decided in between."""


# -- Open, closed, blocked --------------------------------------------------------------------------------------------


def may_write_to(sender: User, recipient: User) -> bool:
    """Two open boxes, and neither has blocked the other: two questions."""
    both = Q(person=sender, blocked=recipient) | Q(person=recipient, blocked=sender)
    closed = ClosedBox.objects.filter(person__in=[sender.pk, recipient.pk])
    return not closed.exists() and not Block.objects.filter(both).exists()


def close_box(person: User) -> None:
    ClosedBox.objects.get_or_create(person=person)


def open_box(person: User) -> None:
    ClosedBox.objects.filter(person=person).delete()


def block(person: User, other: User) -> None:
    """The other goes on reading what was written before, and is told nothing."""
    Block.objects.get_or_create(person=person, blocked=other)


def unblock(person: User, block: Block) -> None:
    Block.objects.filter(person=person, pk=block.pk).delete()


# -- Reading ----------------------------------------------------------------------------------------------------------


def exchanged(one: User, other: User) -> QuerySet[Message]:
    """What the two wrote to one another, the latest first."""
    both = Q(sender=one, recipient=other) | Q(sender=other, recipient=one)
    return Message.objects.filter(both).select_related("sender", "recipient")


def mark_read(message: Message) -> None:
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=timezone.now())


def latest(user, access) -> Iterator[Line]:
    """What one has not read yet, on the first page of the members' area."""
    unread = Message.objects.filter(recipient=user, read_at=None).select_related("sender")
    for message in unread[:3]:
        name = message.sender.shown_name if message.sender else _("Un membre parti")
        yield Line(message.subject, message.get_absolute_url(), _("%s vous écrit") % name, message.sent_at)


# -- Showing to the team ----------------------------------------------------------------------------------------------


def report(message: Message, person: User, reason: str) -> MessageReport:
    """The message is read by the team from now on, and no other; said twice, it is said once."""
    made = {"reporter": person, "reason": reason}
    try:
        with transaction.atomic():
            return MessageReport.objects.get_or_create(message=message, defaults=made)[0]
    except IntegrityError:  # twice at once, on a database that tells only then
        return MessageReport.objects.get(message=message)


def may_judge(person: User) -> bool:
    return person.has_perm(JUDGES)


def reports() -> QuerySet[MessageReport]:
    return MessageReport.objects.select_related("message__sender", "message__recipient", "reporter", "handled_by")


def note_reading(found: MessageReport, by: User) -> None:
    """Who of the team read what two members wrote is written down, each time."""
    log("message signalé lu", by=by, person=found.message.sender, subject=f"signalement {found.pk}")


@transaction.atomic
def decide(found: MessageReport, by: User, *, outcome: str, answer: str) -> MessageReport:
    """Warn the author, or let it be; whoever reported it learns which."""
    now = timezone.now()
    done = MessageReport.objects.filter(pk=found.pk, outcome=Outcome.OPEN)
    if not done.update(outcome=outcome, answer=answer, handled_by=by, handled_at=now):
        raise Settled
    found.outcome, found.answer, found.handled_by, found.handled_at = outcome, answer, by, now
    log("message signalé traité", by=by, person=found.message.sender, subject=f"signalement {found.pk}", detail=outcome)
    if found.reporter and found.reporter.is_active:
        tell(found.reporter, "reported", found, url=found.message.get_absolute_url())
    author = found.message.sender
    if outcome == Outcome.UPHELD and author and author.is_active:
        tell(author, "warned", found, url=found.message.get_absolute_url())
    return found


def tell(person: User, template: str, found: MessageReport, *, url: str) -> None:
    context = {"report": found, "is_upheld": found.outcome == Outcome.UPHELD, "subject": found.message.subject}
    send(person, KIND, f"directory/email/{template}", context, url=url, dedupe_key=f"{template}-{found.pk}")


def tasks(user, access) -> Iterator[Line]:
    """What waits for those of the team who read what is reported."""
    # Rights are asked of the team alone: this is on everybody's first page.
    if (
        access.standing == Standing.TEAM
        and may_judge(user)
        and (count := MessageReport.objects.filter(outcome=Outcome.OPEN).count())
    ):
        words = ngettext("%(n)d message privé est signalé", "%(n)d messages privés sont signalés", count)
        yield Line(words % {"n": count}, reverse("directory:reports"))
