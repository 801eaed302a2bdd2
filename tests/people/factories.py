"""The smallest valid people."""

from datetime import date
from itertools import count

from django.contrib.auth.models import Group
from django.utils import timezone

from millecafes.people.groups import DESKS, sync_groups
from millecafes.people.models import CafeRole, Mandate, Member, ProjectHolder, User
from millecafes.places.models import Cafe, Commune
from tests.places.factories import make_commune

_numbers = count(1)


def make_account(email="", **fields) -> User:
    return User.objects.create_user(email or f"personne{next(_numbers)}@example.org", **fields)


def make_staff(*groups, **fields) -> User:
    """Somebody of the team, at these desks (« Communication » …)."""
    if Group.objects.filter(name__in=DESKS).count() < len(DESKS):  # a test that commits has emptied the tables
        sync_groups()
    user = make_account(**fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_member(*, email="", state="approved", **fields) -> User:
    """Somebody whose request was accepted; without a role the door stays shut."""
    person = make_account(email)
    reason = "Essai." if state in {"refused", "suspended"} else ""
    given = {"state": state, "state_at": timezone.now(), "reason": reason}
    Member.objects.create(person=person, **given | fields)
    return person


def make_elected(commune=None, *, starts_on=date(2020, 6, 1), ends_on=None, **fields) -> User:
    person = make_member(**fields)
    Mandate.objects.create(
        person=person, commune=commune or a_commune(), function="mayor", starts_on=starts_on, ends_on=ends_on
    )
    return person


def make_manager(cafe=None, *, ends_on=None, **fields) -> User:
    person = make_member(**fields)
    CafeRole.objects.create(person=person, cafe=cafe or a_cafe(), starts_on=date(2020, 6, 1), ends_on=ends_on)
    return person


def make_holder(**fields) -> User:
    person = make_member(**fields)
    ProjectHolder.objects.create(person=person, starts_on=date(2020, 6, 1))
    return person


def a_commune() -> Commune:
    return Commune.objects.filter(code="81046").first() or make_commune()


def a_cafe() -> Cafe:
    number = next(_numbers)
    return Cafe.objects.create(name=f"Café {number}", slug=f"zinc-{number}", commune=a_commune())
