"""What is left to pay once the aids are counted: pure arithmetic, to the cent."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from home.models.aids import Aid

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Share:
    """What one aid gives, and what bounds it: its rate, its cap, or what the others have left."""

    aid: Aid
    amount: Decimal
    bound: str  # "rate", "cap", "rest"; "ended" or "coming" when it is not counted


@dataclass(frozen=True)
class RemainingCost:
    """A cost, the aids that share it in their order, and what the commune pays."""

    cost: Decimal
    shares: list[Share] = field(default_factory=list)
    others: list[Share] = field(default_factory=list)  # asked for, and not counted today

    @property
    def aided(self) -> Decimal:
        return sum((share.amount for share in self.shares), Decimal(0))

    @property
    def remainder(self) -> Decimal:
        return self.cost - self.aided

    @property
    def aided_percent(self) -> int:
        return int((self.aided / self.cost * HUNDRED).to_integral_value(ROUND_HALF_UP)) if self.cost else 0


def remaining_cost(cost: Decimal, aids: list[Aid], owner_share=Decimal(0), at: date | None = None) -> RemainingCost:
    """Apply the aids one after the other; together they never go beyond the cost less the owner's share (in %)."""
    at = at or timezone.localdate()
    rest = cost - cents(cost * owner_share / HUNDRED)
    shares, others = [], []
    for aid in sorted(aids, key=lambda aid: (aid.sort_order, aid.pk or 0)):
        if aid.has_ended(at) or aid.is_coming(at):
            others.append(Share(aid, Decimal(0), "ended" if aid.has_ended(at) else "coming"))
            continue
        bounds = {"rate": cents(cost * aid.rate / HUNDRED), "cap": aid.cap, "rest": rest}
        bound = min(bounds, key=bounds.get)
        shares.append(Share(aid, bounds[bound], bound))
        rest -= bounds[bound]
    return RemainingCost(cost, shares, others)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
