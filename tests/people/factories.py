"""The smallest valid people."""

from itertools import count

from django.contrib.auth.models import Group

from millecafes.people.groups import sync_groups
from millecafes.people.models import User

_numbers = count(1)


def make_account(email="", **fields) -> User:
    return User.objects.create_user(email or f"personne{next(_numbers)}@example.org", **fields)


def make_staff(*groups, **fields) -> User:
    """Somebody of the team, at these desks (« Communication » …)."""
    sync_groups()
    user = make_account(**fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user
