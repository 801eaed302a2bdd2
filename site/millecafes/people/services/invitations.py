"""Invitations: by the team, or by who is already in place."""

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from millecafes.people import emails
from millecafes.people.models import Invitation, Member, Membership, Role, User
from millecafes.people.models.requests import AGAIN_AFTER
from millecafes.people.services.log import log
from millecafes.people.services.requests import member_of, move
from millecafes.people.services.tenures import give_role


@transaction.atomic
def invite(email: str, role: Role | str, *, by: User, name: str = "", **wanted) -> Invitation:
    """Invite somebody to a place; the same invitation twice, even at once, is one invitation and one message."""
    now = timezone.now()
    fields = {"email": email.strip().lower(), "role": role} | wanted
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(name=name, invited_by=by, invited_at=now, sent_at=now, **fields)
    except IntegrityError:
        same = {name: fields.get(name) for name in ("email", "role", "commune", "cafe")}
        known = Invitation.objects.open().get(**same)
        if known.state == Invitation.State.EXPIRED:
            send_invitation_again(known, by)
        return known
    log("invitation", by=by, subject=invitation)
    emails.invitation_sent(invitation)
    return invitation


@transaction.atomic
def send_invitation_again(invitation: Invitation, by: User) -> bool:
    """Send it once more; False when it left less than a day ago, or is no longer open."""
    now = timezone.now()
    still = Invitation.objects.open().filter(pk=invitation.pk, sent_at__lt=now - AGAIN_AFTER)
    if not still.update(sent_at=now):
        return False
    invitation.refresh_from_db()
    log("invitation renvoyée", by=by, subject=invitation)
    emails.invitation_sent(invitation)
    return True


@transaction.atomic
def cancel_invitation(invitation: Invitation, by: User) -> bool:
    """Take it back; False when it was accepted, or cancelled, meanwhile."""
    done = bool(Invitation.objects.open().filter(pk=invitation.pk).update(cancelled_at=timezone.now()))
    if done:
        log("invitation annulée", by=by, subject=invitation)
    return done


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose letter bears this token."""
    try:
        number = signing.Signer(salt=Invitation.SALT).unsign(token)
    except signing.BadSignature:
        return None
    known = Invitation.objects.select_related("commune__department", "delegated", "cafe", "invited_by")
    return known.filter(pk=int(number)).first()


@transaction.atomic
def accept_invitations(person: User) -> int:
    """Give the person, whose address is confirmed, the roles they were invited to; how many there were."""
    waiting = Invitation.objects.working().filter(email__iexact=person.email)
    return take(person, waiting) if waiting.exists() else 0


@transaction.atomic
def accept_invitation(invitation: Invitation, person: User) -> bool:
    """Accept one by its letter, with whatever account; False when it is no longer open, or the person is suspended."""
    taken = take(person, Invitation.objects.working().filter(pk=invitation.pk))
    if taken and invitation.email.lower() != person.email.lower():
        log("invitation acceptée avec une autre adresse", by=person, person=person, subject=invitation)
    return bool(taken)


def take(person: User, invitations) -> int:
    member: Member = member_of(person)
    if member.state == Membership.SUSPENDED:
        return 0
    # Locked: a letter that two people open at once gives the role to one of them.
    rows = invitations.select_for_update(of=("self",), no_key=True)
    waiting = list(rows.select_related("commune", "delegated", "cafe"))
    for invitation in waiting:
        give_role(person, invitation)
        if invitation.name and not person.display_name:
            person.display_name = invitation.name
            person.save(update_fields=["display_name"])
    Invitation.objects.filter(pk__in=[one.pk for one in waiting]).update(accepted_at=timezone.now())
    if waiting:
        move(member, Membership.APPROVED)
    return len(waiting)
