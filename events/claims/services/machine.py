"""How a claim goes from one state to the next: one table, one way to write a step."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from events.claims import emails
from events.claims.models import Action, Claim, ClaimAct, ClaimState, Envelope, FundLedger
from events.claims.permissions import may_decide, runs_money
from millecafes.people.models import User
from millecafes.people.permissions import access_of
from millecafes.people.services.log import log


class Who(Enum):
    """Whose act it is."""

    CAFE = "cafe"  # those in charge of it
    DESK = "desk"  # those who handle claims, but for their own cafés


WHO = {
    Action.SEND: Who.CAFE,
    Action.COMPLETE: Who.CAFE,
    Action.WITHDRAW: Who.CAFE,
    Action.ASK: Who.DESK,
    Action.AGREE: Who.DESK,
    Action.ACCEPT: Who.DESK,
    Action.CONFIRM: Who.DESK,
    Action.REFUSE: Who.DESK,
    Action.REOPEN: Who.DESK,
    Action.PAY: Who.DESK,
    Action.BOUNCE: Who.DESK,
}
STEPS = {
    (ClaimState.DRAFT, Action.SEND): ClaimState.SUBMITTED,
    (ClaimState.SUBMITTED, Action.ASK): ClaimState.INCOMPLETE,
    (ClaimState.SUBMITTED, Action.AGREE): ClaimState.CHECKED,
    (ClaimState.SUBMITTED, Action.ACCEPT): ClaimState.ACCEPTED,
    (ClaimState.SUBMITTED, Action.REFUSE): ClaimState.REFUSED,
    (ClaimState.SUBMITTED, Action.WITHDRAW): ClaimState.WITHDRAWN,
    (ClaimState.INCOMPLETE, Action.COMPLETE): ClaimState.SUBMITTED,
    (ClaimState.INCOMPLETE, Action.REFUSE): ClaimState.REFUSED,
    (ClaimState.INCOMPLETE, Action.WITHDRAW): ClaimState.WITHDRAWN,
    (ClaimState.CHECKED, Action.ASK): ClaimState.INCOMPLETE,
    (ClaimState.CHECKED, Action.CONFIRM): ClaimState.ACCEPTED,
    (ClaimState.CHECKED, Action.REFUSE): ClaimState.REFUSED,
    (ClaimState.CHECKED, Action.REOPEN): ClaimState.SUBMITTED,
    (ClaimState.CHECKED, Action.WITHDRAW): ClaimState.WITHDRAWN,
    (ClaimState.ACCEPTED, Action.PAY): ClaimState.PAID,
    (ClaimState.ACCEPTED, Action.REOPEN): ClaimState.SUBMITTED,
    (ClaimState.PAID, Action.BOUNCE): ClaimState.ACCEPTED,
}


@dataclass
class Refused(Exception):
    """Why nothing was written: ``code`` for the code, ``message`` for the person, ``about`` a field of the form."""

    code: str
    message: str | Promise
    about: str = ""

    def __str__(self):
        return str(self.message)


class NotNow(Refused):
    """The claim is in another state than the page said: somebody else went first."""


@dataclass
class NotAll(Exception):
    """Of several claims, some could not be: nothing was written of any."""

    faults: dict[int, Refused]


class AlreadyDone(Exception):
    """The same person has just done the same thing."""


@dataclass
class Counter:
    """A claim, and the money it may take, locked until the end of the transaction."""

    claim: Claim
    ledger: FundLedger | None = None
    envelope: Envelope | None = None

    @property
    def room(self) -> Decimal:
        """The most that may be given, whatever is asked."""
        return min(self.ledger.left, self.envelope.left)

    def commit(self, amount: Decimal) -> None:
        """Give so much, or take it back when it is negative."""
        self.envelope.committed += amount
        self.ledger.committed += amount
        self.envelope.save(update_fields=["committed"])
        self.ledger.save(update_fields=["committed"])

    def pay(self, amount: Decimal) -> None:
        self.ledger.paid += amount
        self.ledger.save(update_fields=["paid"])


def lock(pk: int, *, money: bool = False) -> Counter:
    """Take the locks, in the order everybody takes them: fund, envelope of the café, claim; then read.

    First of all in a transaction. SQLite ignores the lock: there the transaction itself is the only one that writes.
    """
    assert connection.in_atomic_block, "Money is counted in a transaction."
    counter = Counter(claim=None)
    if money:
        fund, cafe = Claim.objects.values_list("fund", "cafe").get(pk=pk)
        counter.ledger = FundLedger.objects.select_for_update(no_key=True).get(pk=fund)
        counter.envelope = envelope_of(counter.ledger, cafe)
    claims = Claim.objects.select_related("fund").select_for_update(no_key=True, of=("self",))
    counter.claim = claims.get(pk=pk)
    return counter


def envelope_of(ledger: FundLedger, cafe: int) -> Envelope:
    """The part of this café, made when it is first needed; the fund is locked."""
    ceiling = {"ceiling": ledger.ceiling}
    envelope, _new = Envelope.objects.get_or_create(fund_id=ledger.pk, cafe_id=cafe, defaults=ceiling)
    return Envelope.objects.select_for_update(no_key=True).get(pk=envelope.pk)


def may_act(by: User, action: Action, claim: Claim) -> bool:
    """Whether this person is of those whose act it is, whatever the state of the claim."""
    if WHO[action] == Who.CAFE:
        access = access_of(by)
        return access.may_write and runs_money(access, claim.cafe_id)
    return may_decide(by, claim)


def actions_of(claim: Claim, person: User) -> set[Action]:
    """What this person may do of it now."""
    known = {action for state, action in STEPS if state == claim.state and may_act(person, action, claim)}
    return known - {Action.CONFIRM} if claim.agreed_by_id == person.pk else known


def open_step(pk: int, action: Action, by: User, *, money: bool = False) -> Counter:
    """Lock the claim for this step.

    Raises ``PermissionDenied``, ``AlreadyDone`` for whoever sends the same thing twice, ``NotNow`` when somebody else
    went first.
    """
    counter = lock(pk, money=money)
    claim = counter.claim
    if not may_act(by, action, claim):
        raise PermissionDenied
    if (claim.state, action) not in STEPS:
        last = claim.acts.order_by("-pk").first()
        if last is not None and last.action == action and last.by_id == by.pk and last.after == claim.state:
            raise AlreadyDone
        raise NotNow("not_now", why_not(last, claim, WHO[action]))
    return counter


def why_not(last: ClaimAct | None, claim: Claim, reader: Who) -> str:
    """« Cette demande a changé entre-temps : acceptée (Firmin) ».

    The café reads the state as it is told to it, and no name: who of the team has agreed first is no promise.
    """
    if last is None:
        return _("Cette demande n’est pas encore envoyée.")
    if reader == Who.CAFE:
        return _("Cette demande a changé entre-temps : %(state)s.") % {"state": claim.told_state.lower()}
    words = _("Cette demande a changé entre-temps : %(state)s (%(who)s).")
    who = last.by.get_full_name() if last.by else _("l’équipe")
    return words % {"state": claim.get_state_display().lower(), "who": who}


def take_step(counter: Counter, action: Action, by: User, *, amount=None, text: str = "", **fields) -> ClaimAct:
    """Write the next state, what goes with it, and the line of the history; letters are promised."""
    claim, before = counter.claim, counter.claim.state
    clean = {"reason": "", "missing": "", "agreed": None, "agreed_by": None}
    claim.state, claim.changed_at = STEPS[before, action], timezone.now()
    for name, value in (clean | fields).items():
        setattr(claim, name, value)
    claim.save(update_fields=["state", "changed_at", *clean, *fields])
    act = ClaimAct.objects.create(
        claim=claim, action=action, by=by, before=before, after=claim.state, amount=amount, detail=text
    )
    if WHO[action] == Who.DESK:
        log_decision(act)
    emails.tell(claim, act)
    return act


def log_decision(act: ClaimAct) -> None:
    """The log of the team tells of money too, in its own language; the history of the claim outlives it."""
    with translation.override(settings.LANGUAGE_CODE):
        words = f"remboursement : {Action(act.action).label}"
    sum_and_reason = filter(None, [act.amount and str(act.amount), act.detail])
    log(words, by=act.by, subject=act.claim.number, detail=" · ".join(sum_and_reason))
