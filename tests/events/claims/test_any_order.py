"""Whatever is done, by whom and in which order, no fund and no café gets beyond what it has."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.claims import services
from events.claims.models import Claim, Envelope, Fund, FundLedger
from tests.events.claims.factories import in_charge, make_claim, make_desk, make_fund
from tests.people.factories import a_cafe

pytestmark = pytest.mark.django_db

CENTS = st.integers(min_value=-100, max_value=7_000).map(lambda cents: Decimal(cents) / 100)
WHO = st.sampled_from(["first", "second", "cafe"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("claim"), st.integers(0, 2), CENTS.filter(lambda sum_: sum_ > 0)),
        st.tuples(st.just("accept"), st.integers(0, 9), WHO, CENTS | st.just(None)),
        st.tuples(st.sampled_from(["confirm", "ask", "refuse", "reopen", "bounce"]), st.integers(0, 9), WHO),
        st.tuples(st.sampled_from(["complete", "withdraw"]), st.integers(0, 9), WHO),
        st.tuples(st.just("pay"), st.integers(0, 9), WHO, st.integers(-1, 1)),
        st.tuples(st.just("fund"), CENTS, CENTS),
    ),
    min_size=4,
    max_size=14,
)


class Village:
    """One fund, three cafés, two colleagues; what is asked of the services is what people would click."""

    def __init__(self):
        self.fund = make_fund(100, 45, two_people_above=Decimal(20))
        self.cafes = [a_cafe() for _ in range(3)]
        self.people = {"first": make_desk(), "second": make_desk()}
        self.claims: list[Claim] = [make_claim(self.fund, "30.00", cafe=cafe) for cafe in self.cafes]

    def do(self, verb: str, *given) -> None:
        if verb == "claim":
            cafe, amount = given
            self.claims.append(make_claim(self.fund, amount, cafe=self.cafes[cafe]))
        elif verb == "fund":
            services.change_fund(Fund.objects.get(pk=self.fund.pk), *given, self.people["first"])
        else:
            number, who, *more = given
            claim = self.claims[number % len(self.claims)]
            by = self.people.get(who) or in_charge(claim.cafe)
            self.step(verb, claim, by, *more)

    def step(self, verb: str, claim: Claim, by, *more) -> None:
        claim.refresh_from_db()
        if verb == "accept":
            services.accept(claim, by, claim.asked if more[0] is None else more[0], "Une partie.")
        elif verb == "pay":
            services.pay(claim, by, day(more[0]), "VIR-1")
        elif verb in {"confirm", "complete", "withdraw"}:
            getattr(services, verb)(claim, by)
        else:
            getattr(services, verb)(claim, by, "Essai.")

    def check(self) -> None:
        """What must hold, counted from the rows and not from what the services believe."""
        ledger = FundLedger.objects.get(pk=self.fund.pk)
        given = [claim for claim in Claim.objects.filter(fund=self.fund) if claim.state in {"accepted", "paid"}]
        total = sum((claim.accepted for claim in given), Decimal(0))
        paid = sum((claim.accepted for claim in given if claim.state == "paid"), Decimal(0))
        assert (ledger.committed, ledger.paid) == (total, paid)
        assert 0 <= paid <= total <= ledger.total
        for envelope in Envelope.objects.filter(fund=self.fund):
            own = sum((claim.accepted for claim in given if claim.cafe_id == envelope.cafe_id), Decimal(0))
            assert envelope.committed == own <= envelope.ceiling == ledger.ceiling
        assert services.drift(self.fund) == []
        for claim in given:
            assert 0 < claim.accepted <= claim.asked
            if claim.accepted > 20:
                people = claim.acts.filter(action__in=["agree", "confirm"]).order_by("-pk").values_list("by")[:2]
                assert len(set(people)) == 2


def day(offset: int) -> date:
    return timezone.localdate() + timedelta(days=offset)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_no_sequence_of_actions_exceeds_a_fund_or_a_part(steps):
    refused = (services.Refused, PermissionDenied)
    with transaction.atomic():
        village = Village()
        for step in steps:
            with suppress(*refused):
                village.do(*step)
            village.check()
        transaction.set_rollback(True)
