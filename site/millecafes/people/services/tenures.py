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
    """Begin today the role that a request or an invitation names; one that is already open is kept as it is."""
    role = begin_role(person, wanted)
    person_changed(person.pk)
    return role


def begin_role(person: User, wanted) -> Mandate | CafeRole | ProjectHolder:
    if wanted.role == Role.ELECTED:
        return Mandate.objects.get_or_create(
            person=person,
            commune=wanted.commune,
            ends_on=None,
            defaults={"delegated": wanted.delegated, "function": wanted.function},
        )[0]
    if wanted.role == Role.MANAGER:
        return CafeRole.objects.get_or_create(
            person=person, cafe=wanted.cafe, ends_on=None, defaults={"kind": wanted.kind}
        )[0]
    return ProjectHolder.objects.get_or_create(person=person, ends_on=None, defaults={"commune": wanted.commune})[0]


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
