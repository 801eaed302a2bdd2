"""Roles: given, ended, and what follows for the person."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from millecafes.people import emails
from millecafes.people.models import CafeRole, Invitation, Mandate, Member, Membership, ProjectHolder, Role, User
from millecafes.people.services.directory import person_changed
from millecafes.people.services.log import log


@transaction.atomic
def give_role(person: User, wanted) -> Mandate | CafeRole | ProjectHolder:
    """Begin the role that a request or an invitation names, today unless it says when.

    One that is already open is kept as it is.
    """
    role = begin_role(person, wanted)
    person_changed(person.pk)
    return role


def begin_role(person: User, wanted) -> Mandate | CafeRole | ProjectHolder:
    today = timezone.localdate()
    days = {"starts_on": wanted.starts_on or min(today, wanted.ends_on or today), "ends_on": wanted.ends_on}
    if wanted.role == Role.ELECTED:
        own = {"commune": wanted.commune}
        more = {"delegated": wanted.delegated, "function": wanted.function}
        roles = person.mandates
    elif wanted.role == Role.MANAGER:
        own, more, roles = {"cafe": wanted.cafe}, {"kind": wanted.kind}, person.cafe_roles
    else:
        own, more, roles = {}, {"commune": wanted.commune}, person.projects
    return roles.get_or_create(**own, ends_on=None, defaults=more | days)[0]


@transaction.atomic
def end_role(role: Mandate | CafeRole | ProjectHolder, *, last_day: date, by: User | None) -> None:
    """Say when a role ends: afterwards the person reads for thirty days, then the door closes."""
    Member.objects.select_for_update(no_key=True).filter(person=role.person_id).first()
    role.ends_on, role.warned_on = max(last_day, role.starts_on), None
    role.save(update_fields=["ends_on", "warned_on"])
    person_changed(role.person_id)
    log("fin de rôle", by=by, person=role.person, subject=role, detail=f"{role.ends_on:%d/%m/%Y}")


@transaction.atomic
def suspend(member: Member, by: User, reason: str) -> None:
    """Close the members' area to a person for a while, and say why; whom they have invited is no longer vouched for."""
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if member.state != Membership.APPROVED:
        return
    member.state, member.reason, member.state_at = Membership.SUSPENDED, reason, timezone.now()
    member.save(update_fields=["state", "reason", "state_at"])
    person_changed(member.person_id)
    Invitation.objects.open().filter(invited_by=member.person).update(cancelled_at=timezone.now())
    log("accès suspendu", by=by, person=member.person, detail=reason)
    emails.access_suspended(member)


@transaction.atomic
def welcome_back(member: Member, by: User) -> None:
    """End a suspension."""
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    if member.state != Membership.SUSPENDED:
        return
    member.state, member.reason, member.state_at = Membership.APPROVED, "", timezone.now()
    member.save(update_fields=["state", "reason", "state_at"])
    person_changed(member.person_id)
    log("accès rouvert", by=by, person=member.person)
    emails.access_restored(member)
