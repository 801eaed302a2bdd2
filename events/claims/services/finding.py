"""What may be asked of which fund, and how much is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.utils import timezone

from events.claims.models import Claim, Envelope, Fund, Receipt
from events.claims.models.claims import OPEN, WAITING
from events.claims.models.funds import ZERO
from events.tours.models import Activity
from millecafes.places.models import Cafe

MOST_ACTIVITIES = 100  # offered at once, the latest first


def region_of(cafe: Cafe) -> str | None:
    return cafe.commune.department.region_id


def is_for(fund: Fund, cafe: Cafe) -> bool:
    """Whether the fund is for this café; its regions come prefetched where many are asked."""
    regions = {region.pk for region in fund.regions.all()}
    return not regions or region_of(cafe) in regions


def is_covered(fund: Fund, activity: Activity) -> bool:
    """Whether the fund pays for this: its period, its kinds, its regions; what has not taken place yet waits."""
    if not fund.starts_on <= activity.day <= min(fund.ends_on, timezone.localdate()):
        return False
    return (not fund.kinds or activity.kind in fund.kinds) and is_for(fund, activity.cafe)


@dataclass
class Choice:
    """An activity that a fund may pay for; whether it has paid for it once already."""

    fund: Fund
    activity: Activity
    is_again: bool = False

    @property
    def value(self) -> str:
        return f"{self.fund.pk}-{self.activity.pk}"


def choices_of(cafes: Iterable[Cafe]) -> list[Choice]:
    """What may be claimed for these cafés and is not being claimed already, the latest first; then what was paid."""
    funds = list(Fund.objects.open().prefetch_related("regions"))
    if not funds:
        return []
    known = {cafe.pk: cafe for cafe in cafes}
    first = min(fund.starts_on for fund in funds)
    rows = Activity.objects.filter(cafe__in=known, day__gte=first, day__lte=timezone.localdate())
    activities = list(rows.order_by("-day", "-pk")[:MOST_ACTIVITIES])
    claims = Claim.objects.filter(cafe__in=known, fund__in=funds)
    taken = set(claims.filter(state__in=OPEN).values_list("fund", "activity"))
    given = set(claims.given().values_list("fund", "activity"))
    found = []
    for activity in activities:
        activity.cafe = known[activity.cafe_id]
        for fund in funds:
            if (fund.pk, activity.pk) not in taken and is_covered(fund, activity):
                found.append(Choice(fund, activity, (fund.pk, activity.pk) in given))
    return sorted(found, key=lambda choice: choice.is_again)


@dataclass
class Room:
    """What a fund may still give a café: ``left``; ``waiting`` is asked and not decided."""

    fund: Fund
    cafe: Cafe
    ceiling: Decimal
    given: Decimal
    left: Decimal
    waiting: Decimal

    @property
    def is_the_fund(self) -> bool:
        """Whether it is the fund that lacks, and not the part of the café."""
        return self.left < self.ceiling - self.given


def rooms_of(cafes: Iterable[Cafe], at: date | None = None) -> list[Room]:
    """By café, the open funds that are for it. Four questions, whatever their number."""
    funds = list(Fund.objects.open(at).select_related("ledger").prefetch_related("regions"))
    known = {cafe.pk: cafe for cafe in cafes}
    envelopes = {(one.fund_id, one.cafe_id): one for one in Envelope.objects.filter(fund__in=funds, cafe__in=known)}
    asked = Claim.objects.filter(fund__in=funds, cafe__in=known, state__in=[*WAITING, "incomplete"]).order_by()
    rows = asked.values_list("fund", "cafe").annotate(total=Sum("asked"))
    waiting = {(fund, cafe): total for fund, cafe, total in rows}
    return [
        room_of(fund, cafe, envelopes.get((fund.pk, cafe.pk)), waiting.get((fund.pk, cafe.pk), ZERO))
        for cafe in known.values()
        for fund in funds
        if is_for(fund, cafe)
    ]


def room_of(fund: Fund, cafe: Cafe, envelope: Envelope | None, waiting: Decimal = ZERO) -> Room:
    ceiling = envelope.ceiling if envelope else fund.ledger.ceiling
    given = envelope.committed if envelope else ZERO
    return Room(fund, cafe, ceiling, given, min(ceiling - given, fund.ledger.left), waiting)


def room_for(claim: Claim) -> Room:
    """What its fund may still give its café, read without a lock: what is decided counts again."""
    envelope = Envelope.objects.filter(fund=claim.fund_id, cafe=claim.cafe_id).first()
    return room_of(claim.fund, claim.cafe, envelope)


@dataclass
class Total:
    """A fund as the desk reads it."""

    fund: Fund
    cafes: int
    waiting: int
    asked: Decimal
    to_pay: int


def totals(funds=None) -> list[Total]:
    """Each fund with its ledger, how many cafés it gave to, what waits. Two questions."""
    funds = list((Fund.objects.all() if funds is None else funds).select_related("ledger"))
    given = Q(state__in=["accepted", "paid"])
    rows = Claim.objects.filter(fund__in=funds).order_by().values("fund").annotate(
        cafes=Count("cafe", filter=given, distinct=True),
        waiting=Count("pk", filter=Q(state__in=WAITING)),
        asked=Sum("asked", filter=Q(state__in=WAITING), default=ZERO),
        to_pay=Count("pk", filter=Q(state="accepted")),
    )  # fmt: skip
    known = {row.pop("fund"): row for row in rows}
    nothing = {"cafes": 0, "waiting": 0, "asked": ZERO, "to_pay": 0}
    return [Total(fund, **known.get(fund.pk, nothing)) for fund in funds]


def same_papers(claim: Claim) -> dict[str, list[Claim]]:
    """By print of a receipt of this claim, the other claims in which it stands: an invoice is paid back once."""
    prints = Receipt.objects.filter(line__claim=claim).values("sha256")
    twins = Receipt.objects.filter(sha256__in=prints).exclude(line__claim=claim)
    twins = twins.exclude(line__claim__state__in=["draft", "refused", "withdrawn"])
    found: dict[str, list[Claim]] = {}
    for twin in twins.select_related("line__claim__cafe").order_by("pk"):
        others = found.setdefault(twin.sha256, [])
        if twin.line.claim not in others:
            others.append(twin.line.claim)
    return found
