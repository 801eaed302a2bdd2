"""Telling many people of one thing: as ``sending.send`` does of one, in as many questions for five hundred.

The caller has chosen those who may know of it; a letter asks again when it leaves, a digest when it is written.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from millecafes.mailroom.kinds import kind_of
from millecafes.mailroom.letters import one_line
from millecafes.mailroom.models import Frequency, Mail, MailSettings, Notice, Preference
from millecafes.mailroom.times import due_at
from millecafes.people.models import User


@transaction.atomic
def tell(
    people: Collection[User],
    kind: str,
    *,
    key: str,
    writer: str,
    facts: dict,
    line: Callable[[], tuple[str, str]],
    thread: str,
    quietly: Collection[int] = (),
    at: datetime | None = None,
) -> int:
    """Promise a letter, or keep a line, as each has settled; once for this ``key`` however often it is called.

    ``line`` gives the words of a digest and their address, in the language that is active. ``facts`` and the number of
    the ``person`` are given to the ``writer`` of the letter. Those told ``quietly`` are sent no letter of its own: they
    have one already that they did not come for. How many were told.
    """
    kind_of(kind)  # a code that nobody registered is a fault of the programmer
    keys = {person.pk: f"{kind}:{person.pk}:{key}" for person in people}
    told = known(Mail, keys.values()) | known(Notice, keys.values())
    wanted = frequencies(kind, keys)
    fresh = [person for person in people if keys[person.pk] not in told]
    at_once = [one for one in fresh if wanted[one.pk] == Frequency.NOW and one.pk not in quietly]
    later = [one for one in fresh if wanted[one.pk] in {Frequency.DAILY, Frequency.WEEKLY}]
    Mail.objects.bulk_create(
        [
            Mail(
                to=person.email,
                writer=writer,
                facts=facts | {"person": person.pk},
                dedupe_key=keys[person.pk],
                from_email=settings.DEFAULT_FROM_EMAIL,
            )
            for person in at_once
        ],
        ignore_conflicts=True,
    )
    now = at or timezone.now()
    Notice.objects.bulk_create(list(kept(later, kind, keys, wanted, line, thread, now)), ignore_conflicts=True)
    return len(at_once) + len(later)


def known(model, keys) -> set[str]:
    return set(model.objects.filter(dedupe_key__in=list(keys)).values_list("dedupe_key", flat=True))


def frequencies(kind: str, people: Collection[int]) -> dict[int, str]:
    """How often each of these wants to be told of this kind."""
    chosen = dict(Preference.objects.filter(kind=kind, person__in=people).values_list("person_id", "frequency"))
    default = dict(MailSettings.objects.filter(person__in=people).values_list("person_id", "by_default"))
    return {pk: chosen.get(pk) or default.get(pk) or Frequency.DAILY for pk in people}


def kept(people, kind: str, keys, wanted, line, thread: str, now: datetime):
    """A line for the next digest of each, in their language."""
    said = {}
    for person in people:
        if person.language not in said:
            with translation.override(person.language):
                said[person.language] = line()
        words, url = said[person.language]
        yield Notice(
            person=person,
            kind=kind,
            thread=thread[:200],
            line=one_line(words, 200),
            url=url[:500],
            created_at=now,
            due_at=due_at(wanted[person.pk], now),
            dedupe_key=keys[person.pk],
        )
