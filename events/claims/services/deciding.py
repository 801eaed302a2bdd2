"""What the team decides of a claim; money is only given under the lock of its fund."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.claims.models import Action, Claim
from events.claims.services.machine import AlreadyDone, Counter, NotAll, NotNow, Refused, open_step, take_step
from events.claims.services.words import in_euros
from millecafes.people.models import User


@transaction.atomic
def ask(claim: Claim, by: User, missing: str) -> bool:
    """Send it back with the list of what is missing, one thing a line; False when it is done already."""
    items = "\n".join(line.strip() for line in missing.splitlines() if line.strip())
    if not items:
        raise Refused("empty", _("Dites ce qui manque : une chose par ligne."), "missing")
    try:
        counter = open_step(claim.pk, Action.ASK, by)
    except AlreadyDone:
        return False
    take_step(counter, Action.ASK, by, text=items, missing=items)
    return True


@transaction.atomic
def accept(claim: Claim, by: User, amount: Decimal, reason: str = "") -> bool:
    """Give the whole, or a part with the reason; above the limit of the fund, a colleague must confirm it.

    Never more than what is left to the café, nor to the fund. Raises ``Refused``.
    """
    try:
        counter = open_step(claim.pk, Action.ACCEPT, by, money=True)
    except AlreadyDone:
        return False
    except NotNow:
        if agreed_just_now(claim, by, amount):
            return False
        raise
    claim, amount = counter.claim, Decimal(amount)
    if not 0 < amount <= claim.asked:
        words = _("Entre 0,01 € et %(asked)s, ce qui est demandé.") % {"asked": in_euros(claim.asked)}
        raise Refused("amount", words, "amount")
    if amount < claim.asked and not reason.strip():
        raise Refused("reason", _("Dites pourquoi une partie seulement : le café le lira."), "reason")
    check_room(counter, amount)
    if claim.fund.needs_two(amount):
        take_step(counter, Action.AGREE, by, amount=amount, text=reason, agreed=amount, agreed_by=by, reason=reason)
        return True
    counter.commit(amount)
    take_step(counter, Action.ACCEPT, by, amount=amount, text=reason, accepted=amount, reason=reason)
    return True


def agreed_just_now(claim: Claim, by: User, amount: Decimal) -> bool:
    """The same form, sent twice: the first time it was an agreement that waits for a second one."""
    return Claim.objects.filter(pk=claim.pk, agreed_by=by, agreed=amount).exists()


@transaction.atomic
def confirm(claim: Claim, by: User) -> bool:
    """The second agreement, of somebody else, on the same sum."""
    try:
        counter = open_step(claim.pk, Action.CONFIRM, by, money=True)
    except AlreadyDone:
        return False
    claim = counter.claim
    if claim.agreed_by_id == by.pk:
        raise Refused("same_person", _("Vous avez donné le premier accord : le second est à quelqu’un d’autre."))
    amount, reason = claim.agreed, claim.reason
    check_room(counter, amount)
    counter.commit(amount)
    take_step(counter, Action.CONFIRM, by, amount=amount, text=reason, accepted=amount, reason=reason)
    return True


def check_room(counter: Counter, amount: Decimal) -> None:
    """Refuse what the café, or the fund, no longer has."""
    if amount <= counter.room:
        return
    is_the_fund = counter.ledger.left < counter.envelope.left
    words = (
        _("Il ne reste que %(left)s dans ce fonds.")
        if is_the_fund
        else _("Il ne reste que %(left)s à ce café dans ce fonds.")
    )
    if counter.room <= 0:
        words = _("Il ne reste rien dans ce fonds.") if is_the_fund else _("Il ne reste rien à ce café dans ce fonds.")
    code = "over_fund" if is_the_fund else "over_ceiling"
    raise Refused(code, words % {"left": in_euros(counter.room)}, "amount")


@transaction.atomic
def refuse(claim: Claim, by: User, reason: str) -> bool:
    """Give nothing, and say why."""
    if not reason.strip():
        raise Refused("reason", _("Dites pourquoi : le café le lira."), "reason")
    try:
        counter = open_step(claim.pk, Action.REFUSE, by)
    except AlreadyDone:
        return False
    take_step(counter, Action.REFUSE, by, text=reason, reason=reason)
    return True


@transaction.atomic
def reopen(claim: Claim, by: User, reason: str) -> bool:
    """Go back on an agreement that is not paid yet: the money returns to the fund."""
    if not reason.strip():
        raise Refused("reason", _("Dites pourquoi : cela reste dans l’historique."), "reason")
    try:
        counter = open_step(claim.pk, Action.REOPEN, by, money=True)
    except AlreadyDone:
        return False
    given = counter.claim.accepted
    if given is not None:
        counter.commit(-given)
    take_step(counter, Action.REOPEN, by, amount=given, text=reason, accepted=None)
    return True


@transaction.atomic
def pay(claim: Claim, by: User, paid_on: date, reference: str) -> bool:
    """Write that the bank has sent it: the day, and the reference of the transfer."""
    if not reference.strip():
        raise Refused("reference", _("Donnez la référence du virement."), "reference")
    if paid_on > timezone.localdate():
        raise Refused("future", _("Ce jour n’est pas encore venu : notez le paiement une fois fait."), "paid_on")
    try:
        counter = open_step(claim.pk, Action.PAY, by, money=True)
    except AlreadyDone:
        return False
    claim = counter.claim
    if paid_on < timezone.localdate(claim.sent_at):
        raise Refused("too_early", _("Ce jour vient avant la demande."), "paid_on")
    counter.pay(claim.accepted)
    kept = {"paid_on": paid_on, "reference": reference.strip(), "reason": claim.reason}
    take_step(counter, Action.PAY, by, amount=claim.accepted, text=reference.strip(), **kept)
    return True


@transaction.atomic
def pay_many(claims: list[Claim], by: User, paid_on: date, references: dict[int, str]) -> int:
    """What one order of transfers has sent: all of them are noted, or none; how many this call did.

    ``references`` by the number of the claim. Raises ``NotAll`` with what keeps each from being paid. Funds are taken
    in one order, whoever pays: two colleagues wait for each other and never cross.
    """
    faults, done = {}, 0
    for claim in sorted(claims, key=lambda one: (one.fund_id, one.cafe_id, one.pk)):
        try:
            done += pay(claim, by, paid_on, references[claim.pk])
        except Refused as refusal:
            faults[claim.pk] = refusal
        except PermissionDenied:
            words = _("Vous êtes de ce café, ou vous avez fait cette demande : une autre personne la paie.")
            faults[claim.pk] = Refused("own", words)
    if faults:
        raise NotAll(faults)
    return done


@transaction.atomic
def bounce(claim: Claim, by: User, reason: str) -> bool:
    """The transfer came back, or was never sent: the sum is to be paid again."""
    if not reason.strip():
        raise Refused("reason", _("Dites pourquoi : cela reste dans l’historique."), "reason")
    try:
        counter = open_step(claim.pk, Action.BOUNCE, by, money=True)
    except AlreadyDone:
        return False
    claim = counter.claim
    counter.pay(-claim.accepted)
    unpaid = {"paid_on": None, "reference": "", "reason": claim.reason}
    take_step(counter, Action.BOUNCE, by, amount=claim.accepted, text=reason, **unpaid)
    return True
