"""The digest: what each person’s applications have kept for her, in one message a day or a week.

May be killed at any moment and run again, late, twice, or in two workers at once: a person’s message and the mark on
what it says are written in one transaction, under a lock on what it says. Nobody is written to twice for one morning.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from millecafes.mailroom.kinds import known_kinds
from millecafes.mailroom.letters import compose
from millecafes.mailroom.models import Frequency, Mail, MailSettings, Notice, Preference
from millecafes.mailroom.sending import AUTOMATIC, EVERYTHING, absolute, footer_of, unsubscribe_headers
from millecafes.mailroom.services import queue
from millecafes.mailroom.times import due_at, last_opening
from millecafes.people.models import User
from millecafes.people.permissions import people_who_enter

WINDOW = 200  # people read together
KEPT = timedelta(days=90)
TEMPLATE = "mailroom/email/digest"


@dataclass
class Thread:
    """One line of the digest: the last thing that happened in a thread, and how many did."""

    line: str
    url: str
    count: int


@dataclass
class Family:
    """The lines under one heading."""

    name: str
    threads: list[Thread] = field(default_factory=list)


def send_digests(at: datetime | None = None) -> int:
    """Write the digests that are due; how many were written."""
    now = at or timezone.now()
    return sum(1 for people in windows(now) for person in people if write_digest(person, now))


def windows(now: datetime) -> Iterator[list[User]]:
    """Those for whom something is due, a few at a time, with what tells whether and where to write to them."""
    last = 0
    while numbers := list(
        Notice.objects.due(now)
        .filter(person_id__gt=last)
        .order_by("person_id")
        .values_list("person_id", flat=True)
        .distinct()[:WINDOW]
    ):
        last = numbers[-1]
        MailSettings.objects.bulk_create([MailSettings(person_id=pk) for pk in numbers], ignore_conflicts=True)
        entering = set(people_who_enter(now).filter(pk__in=numbers).values_list("pk", flat=True))
        people = list(User.objects.filter(pk__in=numbers).select_related("mail_settings").order_by("pk"))
        for person in people:
            person.enters = person.pk in entering
        yield people


@transaction.atomic
def write_digest(person: User, now: datetime) -> Mail | None:
    """One person’s message and the marks on what it says, together; nothing when there is nothing to say."""
    due = list(Notice.objects.due(now).filter(person=person).select_for_update(no_key=True).order_by("pk"))
    if not due:  # another worker was quicker
        return None
    refused = refused_kinds(person)
    told = [notice for notice in due if person.enters and notice.kind not in refused]
    told = still_open(person, told)
    left_out = {notice.pk for notice in due} - {notice.pk for notice in told}
    if left_out:
        Notice.objects.filter(pk__in=left_out).delete()
    if not told:
        return None
    numbers = [notice.pk for notice in told]
    key = f"digest:{person.pk}:{last_opening(now):%Y-%m-%d}"
    if Mail.objects.filter(dedupe_key=key).exists():  # this morning’s has left: the next one will say it
        Notice.objects.filter(pk__in=numbers).update(due_at=due_at(Frequency.DAILY, now))
        return None
    mail = compose_digest(person, told, now, key)
    Notice.objects.filter(pk__in=numbers).update(told_at=now, mail=mail)
    return mail


def refused_kinds(person: User) -> set[str]:
    """A choice made while a notice was being written has not seen it."""
    return set(Preference.objects.filter(person=person, frequency=Frequency.NEVER).values_list("kind", flat=True))


def still_open(person: User, notices: list[Notice]) -> list[Notice]:
    """Without what she may not read any more, which the application of its kind tells."""
    kinds = known_kinds()
    closed = set()
    for code in {notice.kind for notice in notices}:
        if code in kinds and (path := kinds[code].still_open):
            threads = {notice.thread for notice in notices if notice.kind == code}
            closed |= {(code, thread) for thread in threads - set(import_string(path)(person, threads))}
    return [notice for notice in notices if (notice.kind, notice.thread) not in closed]


def compose_digest(person: User, notices: list[Notice], now: datetime, key: str) -> Mail:
    families = families_of(notices)
    token, language = person.mail_settings.token, person.language
    context = {
        "person": person,
        "families": families,
        "count": sum(len(family.threads) for family in families),
        "day": timezone.localtime(now, timezone.get_default_timezone()).date(),
    }
    subject, text, html = compose(TEMPLATE, context, language, footer_of(token, None, language))
    headers = AUTOMATIC | unsubscribe_headers(token, EVERYTHING, language)
    return queue(person.email, subject, text, body_html=html, headers=headers, dedupe_key=key, may_wait=True)


def families_of(notices: list[Notice]) -> list[Family]:
    """One line a thread, the last to move at the end, under the headings and in the order of the applications."""
    kinds = known_kinds()
    counts = Counter((notice.kind, notice.thread) for notice in notices)
    latest = {(notice.kind, notice.thread): notice for notice in notices}  # the last one of each stays
    order = {code: number for number, code in enumerate(kinds)}
    families: dict[str, Family] = {}
    for key in sorted(latest, key=lambda key: (order.get(key[0], len(order)), latest[key].pk)):
        notice = latest[key]
        # A kind that its application no longer names still says what it had to.
        name = str(kinds[notice.kind].family) if notice.kind in kinds else ""
        family = families.setdefault(name, Family(name))
        family.threads.append(Thread(notice.line, absolute(notice.url), counts[key]))
    return list(families.values())


def forget_told(at: datetime | None = None) -> int:
    """Delete what was told more than ninety days ago."""
    return Notice.objects.filter(told_at__lt=(at or timezone.now()) - KEPT).delete()[0]
