"""Asking to be recognised, and deciding on it. Each verb locks the person's member row: two decisions cannot cross."""

from django.db import transaction
from django.utils import timezone

from millecafes.people import emails
from millecafes.people.models import Member, Membership, Role, RoleRequest, User
from millecafes.people.services.directory import person_changed
from millecafes.people.services.log import log
from millecafes.people.services.tenures import give_role

State = RoleRequest.State


class AlreadyDecided(Exception):
    """Somebody else has answered this request meanwhile."""


def member_of(person: User) -> Member:
    """The person's row, locked until the end of the transaction; made if it is the first time."""
    Member.objects.get_or_create(person=person, defaults={"state_at": timezone.now()})
    member = Member.objects.select_for_update(no_key=True).get(person=person)
    member.person = person  # who holds the person sees what becomes of her, without asking again
    return member


def open_request(request: RoleRequest, *states: State) -> RoleRequest:
    """The request as it is now, its person locked; raises ``AlreadyDecided`` when it is in none of these states."""
    member_of(request.person)
    fresh = RoleRequest.objects.select_related("person", "commune__department", "delegated", "cafe").get(pk=request.pk)
    if fresh.state not in (states or (State.REQUESTED, State.ASKED)):
        raise AlreadyDecided
    return fresh


def move(member: Member, state: Membership, reason: str = "") -> None:
    """Put a member in a state; nothing happens when they already are in it."""
    if member.state != state or member.reason != reason:
        member.state, member.reason, member.state_at = state, reason, timezone.now()
        member.save(update_fields=["state", "reason", "state_at"])
        person_changed(member.person_id)


@transaction.atomic
def request_role(person: User, role: Role | str, **wanted) -> RoleRequest:
    """Ask for a role at a place (``commune``, ``delegated``, ``function``, ``cafe``, ``kind``, ``message``).

    Asking for the same role again while the first request is open corrects that request.
    """
    member = member_of(person)
    if member.state in {Membership.REFUSED, Membership.ENDED}:
        move(member, Membership.REQUESTED)
    request = person.role_requests.open().filter(role=role).first()
    request = request or RoleRequest(person=person, role=role, requested_at=timezone.now())
    for name in ("commune", "delegated", "cafe"):
        setattr(request, name, wanted.get(name))
    for name in ("function", "kind", "message"):
        setattr(request, name, wanted.get(name) or "")
    request.state = State.REQUESTED
    is_new = request.pk is None
    request.save()
    if is_new:
        emails.request_received(request)
    return request


@transaction.atomic
def accept(request: RoleRequest, by: User) -> None:
    """Recognise the person: the role begins today, and the door opens."""
    request = open_request(request)
    decide(request, State.APPROVED, by)
    give_role(request.person, request)
    move(member_of(request.person), Membership.APPROVED)
    log("demande acceptée", by=by, person=request.person, subject=request)
    emails.request_accepted(request)


@transaction.atomic
def ask(request: RoleRequest, by: User, question: str) -> None:
    """Ask the person something before deciding; the answer brings the request back."""
    request = open_request(request)
    request.state, request.question, request.answer = State.ASKED, question, ""
    request.save(update_fields=["state", "question", "answer"])
    log("question posée", by=by, person=request.person, subject=request, detail=question)
    emails.question_asked(request)


@transaction.atomic
def answer(request: RoleRequest, text: str) -> None:
    """The person answers; the request goes back to the end of nobody's queue: its date stays."""
    request = open_request(request, State.ASKED)
    request.state, request.answer, request.reminded_on = State.REQUESTED, text, None
    request.save(update_fields=["state", "answer", "reminded_on"])


@transaction.atomic
def refuse(request: RoleRequest, by: User, reason: str) -> None:
    """Say no, and why. A member who asked for one role more keeps the others."""
    request = open_request(request)
    request.reason = reason
    decide(request, State.REFUSED, by)
    member = member_of(request.person)
    if member.state == Membership.REQUESTED and not request.person.role_requests.open().exists():
        move(member, Membership.REFUSED, reason)
    log("demande refusée", by=by, person=request.person, subject=request, detail=reason)
    emails.request_refused(request)


@transaction.atomic
def withdraw(request: RoleRequest) -> None:
    """The person asks no more, and stands where she stood before."""
    request = open_request(request)
    decide(request, State.WITHDRAWN, None)
    member, person = member_of(request.person), request.person
    if member.state != Membership.REQUESTED or person.role_requests.open().exists():
        return
    refused = person.role_requests.filter(state=State.REFUSED).first()
    if person.mandates.exists() or person.cafe_roles.exists() or person.projects.exists():
        move(member, Membership.ENDED)
    elif refused:
        move(member, Membership.REFUSED, refused.reason)
    else:
        forget_asking(member, request)


def forget_asking(member: Member, request: RoleRequest) -> None:
    """Whoever asked for nothing has no row; what the team noted meanwhile goes to its log, and is forgotten with it."""
    if member.team_notes:
        action = "notes gardées d’une demande retirée"
        log(action, by=None, person=request.person, subject=request, detail=member.team_notes)
    member.delete()


def decide(request: RoleRequest, state: State, by: User | None) -> None:
    request.state, request.decided_by, request.decided_at = state, by, timezone.now()
    request.save(update_fields=["state", "reason", "decided_by", "decided_at"])
