"""Leaving a place: the last day, and who comes next, said in one act."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from millecafes.people import emails
from millecafes.people.models import CafeRole, Invitation, Mandate, Role
from millecafes.people.models.roles import WARNING
from millecafes.people.services.invitations import invite
from millecafes.people.services.tenures import end_role


@dataclass(frozen=True)
class Successor:
    """Whom the person who leaves invites: ``task`` is a function of the town hall, or a role in the café."""

    email: str
    name: str
    task: str


@transaction.atomic
def hand_over(role: Mandate | CafeRole, *, last_day: date, successor: Successor | None = None) -> Invitation | None:
    """The person leaves on ``last_day``, is told what follows, and may invite who comes next.

    Saying the same twice writes and sends nothing more.
    """
    fresh = type(role).objects.select_for_update(no_key=True).get(pk=role.pk)
    if fresh.ends_on != last_day:
        end_role(fresh, last_day=last_day, by=fresh.person)
        emails.role_ending(fresh)
        if fresh.ends_on <= timezone.localdate() + WARNING:
            fresh.warned_on = timezone.localdate()
            fresh.save(update_fields=["warned_on"])
    return invite_to(fresh, successor) if successor else None


def invite_to(role: Mandate | CafeRole, whom: Successor) -> Invitation:
    """Invite somebody to the place of this role, in the name of who holds it."""
    if isinstance(role, CafeRole):
        place = {"role": Role.MANAGER, "cafe": role.cafe, "kind": whom.task}
    else:
        place = {"role": Role.ELECTED, "commune": role.commune, "delegated": role.delegated, "function": whom.task}
    return invite(whom.email, by=role.person, name=whom.name, **place)
