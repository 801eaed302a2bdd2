"""Leaving: on one's own word, or because nobody has come for two years."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from millecafes.core.privacy import erase, months_before
from millecafes.people import emails
from millecafes.people.models import Invitation, PolicyAgreement, PolicyVersion, User
from millecafes.people.models.requests import LASTS
from millecafes.people.second_factor import BACK_OFFICE, is_team

logger = logging.getLogger(__name__)

INACTIVE = 23  # months without a visit, after which the person is warned
NOTICE = timedelta(days=30)  # after the warning, before the account is closed
WINDOW = 500  # people warned, or closed, in a turn of the job


class OfTheTeam(Exception):
    """Somebody who has a desk hands it over first."""


@transaction.atomic
def close_account(person: User) -> bool:
    """Forget a person everywhere, and tell her so; False when it was done already."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.closed_at:
        return False
    if is_team(person):
        raise OfTheTeam
    address, language = person.email, person.language
    erase(person)
    emails.account_closed(address, language)
    return True


def is_last_administrator(person: User) -> bool:
    """Whether nobody else could open every door of the back office."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    return person.is_superuser and not others.exists()


def silent_since(moment: datetime):
    """Accounts of people who have not been seen since, on any device; the team's are its own business."""
    team = User.objects.with_perm(BACK_OFFICE, backend="django.contrib.auth.backends.ModelBackend").values("pk")
    seen = Coalesce(Max("usersession__last_seen_at"), "date_joined")
    people = User.objects.filter(is_active=True, is_superuser=False, closed_at=None).exclude(pk__in=team)
    people = people.annotate(seen_at=Greatest(seen, Coalesce("last_login", "date_joined")))
    return people.filter(seen_at__lt=moment).order_by("pk")


def warn_inactive(at: datetime | None = None) -> int:
    """Write once to who has not come for 23 months: signing in is enough to keep the account."""
    now, warned = at or timezone.now(), 0
    silent = silent_since(months_before(now, INACTIVE)).filter(inactivity_warned_at=None)
    for pk in list(silent.values_list("pk", flat=True)[:WINDOW]):
        with transaction.atomic():
            person = User.objects.select_for_update(no_key=True).get(pk=pk)
            if person.inactivity_warned_at is None and person.closed_at is None:
                person.inactivity_warned_at = now
                person.save(update_fields=["inactivity_warned_at"])
                emails.inactivity_warning(person, timezone.localdate(now + NOTICE))
                warned += 1
    return warned


def close_inactive(at: datetime | None = None) -> int:
    """Close the accounts of those who were warned a month ago and have not come; whoever came is warned of nothing."""
    now, closed = at or timezone.now(), 0
    long_ago = months_before(now, INACTIVE)
    awake = User.objects.exclude(inactivity_warned_at=None).exclude(pk__in=silent_since(long_ago).values("pk"))
    awake.update(inactivity_warned_at=None)
    due = silent_since(long_ago).filter(inactivity_warned_at__lte=now - NOTICE)
    failures = []
    for pk in list(due.values_list("pk", flat=True)[:WINDOW]):
        try:
            closed += close_if_silent(pk, long_ago, now)
        except Exception as error:  # the others go on; the status page says it
            logger.exception("The account %s could not be closed.", pk)
            failures.append(error)
    if failures:
        raise failures[0]
    return closed


@transaction.atomic
def close_if_silent(pk: int, long_ago: datetime, now: datetime) -> bool:
    """Asked again once the account is locked: its owner may have come this very minute."""
    User.objects.select_for_update(no_key=True).get(pk=pk)
    still = silent_since(long_ago).filter(pk=pk, inactivity_warned_at__lte=now - NOTICE).first()
    return bool(still and close_account(still))


def forget_invitations(at: datetime | None = None) -> int:
    """Delete the invitations that were answered, taken back or left without an answer for sixty days."""
    return Invitation.objects.filter(sent_at__lt=(at or timezone.now()) - LASTS).delete()[0]


def agree(person: User, version: PolicyVersion) -> PolicyAgreement:
    """Keep that this person agreed to this version; twice is once."""
    return PolicyAgreement.objects.get_or_create(person=person, version=version)[0]
