"""Invitations: by the team, or by who is already in place."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from millecafes.people import emails
from millecafes.people.models import Invitation, Membership, Role, User
from millecafes.people.services.log import log
from millecafes.people.services.requests import member_of, move
from millecafes.people.services.tenures import give_role

AGAIN_AFTER = timedelta(days=1)  # an invitation is not sent twice within that
LASTS = timedelta(days=60)


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
        return Invitation.objects.get(**same, accepted_at=None, cancelled_at=None)
    log("invitation", by=by, subject=invitation)
    emails.invitation_sent(invitation)
    return invitation


@transaction.atomic
def send_invitation_again(invitation: Invitation, by: User) -> bool:
    """Send it once more; False when it left less than a day ago, or is no longer open."""
    now = timezone.now()
    still = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, cancelled_at=None, sent_at__lt=now - AGAIN_AFTER
    )
    if not still.update(sent_at=now):
        return False
    invitation.refresh_from_db()
    log("invitation renvoyée", by=by, subject=invitation)
    emails.invitation_sent(invitation)
    return True


def cancel_invitation(invitation: Invitation, by: User) -> bool:
    """Take it back; False when it was accepted, or cancelled, meanwhile."""
    open_one = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, cancelled_at=None)
    done = bool(open_one.update(cancelled_at=timezone.now()))
    if done:
        log("invitation annulée", by=by, subject=invitation)
    return done


@transaction.atomic
def accept_invitations(person: User) -> int:
    """Give the person, whose address is confirmed, the roles they were invited to; how many there were."""
    now = timezone.now()
    waiting = Invitation.objects.filter(
        email__iexact=person.email, accepted_at=None, cancelled_at=None, sent_at__gt=now - LASTS
    )
    if not waiting.exists():
        return 0
    member = member_of(person)
    if member.state == Membership.SUSPENDED:
        return 0
    invitations = list(waiting.select_related("commune", "delegated", "cafe"))
    for invitation in invitations:
        give_role(person, invitation)
        if invitation.name and not person.display_name:
            person.display_name = invitation.name
            person.save(update_fields=["display_name"])
    waiting.update(accepted_at=now)
    move(member, Membership.APPROVED)
    return len(invitations)
