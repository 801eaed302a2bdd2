"""What the café does of its claim: it leaves, comes back completed, or is taken back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.claims.models import Action, Claim, ClaimLine
from events.claims.services.finding import is_covered
from events.claims.services.machine import AlreadyDone, Refused, open_step, take_step
from millecafes.people.models import User


def faults_of(claim: Claim, lines: list[ClaimLine] | None = None) -> list[str]:
    """What keeps it from being sent, in words; ``lines`` when they are known, with their receipts."""
    lines = list(claim.lines.prefetch_related("receipts")) if lines is None else lines
    if not lines:
        return [_("Ajoutez au moins une dépense.")]
    without = [line.label for line in lines if not line.receipts.all()]
    if without:
        words = ngettext(
            "Cette dépense n’a pas de justificatif : %(labels)s.",
            "Ces dépenses n’ont pas de justificatif : %(labels)s.",
            len(without),
        )
        return [words % {"labels": ", ".join(without)}]
    return []


@transaction.atomic
def send(claim: Claim, by: User) -> bool:
    """Hand a draft to the team; False when it is done already. Raises ``Refused``."""
    try:
        counter = open_step(claim.pk, Action.SEND, by)
    except AlreadyDone:
        return False
    claim = counter.claim
    check(claim)
    if not claim.fund.is_open():
        raise Refused("closed", _("Ce fonds ne reçoit plus de demandes depuis que vous avez commencé celle-ci."))
    if claim.activity.cafe_id != claim.cafe_id or not is_covered(claim.fund, claim.activity):
        raise Refused("not_covered", _("Ce fonds ne rembourse plus cette animation : écrivez-nous."))
    take_step(counter, Action.SEND, by, amount=claim.asked, sent_at=timezone.now())
    return True


@transaction.atomic
def complete(claim: Claim, by: User, text: str = "") -> bool:
    """« J’ai complété »: the team looks again, whatever the day."""
    try:
        counter = open_step(claim.pk, Action.COMPLETE, by)
    except AlreadyDone:
        return False
    check(counter.claim)
    take_step(counter, Action.COMPLETE, by, amount=counter.claim.asked, text=text)
    return True


@transaction.atomic
def withdraw(claim: Claim, by: User, text: str = "") -> bool:
    """Ask for nothing any more, as long as nothing is accepted."""
    try:
        counter = open_step(claim.pk, Action.WITHDRAW, by)
    except AlreadyDone:
        return False
    take_step(counter, Action.WITHDRAW, by, text=text, reason=text)
    return True


def check(claim: Claim) -> None:
    if faults := faults_of(claim):
        raise Refused("not_ready", " ".join(faults))
