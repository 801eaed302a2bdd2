"""What is left to pay, to the cent."""

from datetime import date
from decimal import Decimal

import pytest

from home.models import Aid
from home.services.costs import remaining_cost

TODAY = date(2026, 6, 1)
BANK = Aid(pk=1, code="bank", name="Banque", rate=Decimal(50), cap=Decimal(10_000), sort_order=10)
FUND = Aid(pk=2, code="fund", name="Fonds", rate=Decimal(100), cap=Decimal(5_000), sort_order=20)

# Cost, owner's share in %, then what each aid gives and what is left.
CASES = [
    ("0", 0, "0", "0", "0"),
    ("4000", 0, "2000", "2000", "0"),
    ("8000", 0, "4000", "4000", "0"),
    ("10000", 0, "5000", "5000", "0"),
    ("12000", 0, "6000", "5000", "1000"),
    ("20000", 0, "10000", "5000", "5000"),
    ("20001", 0, "10000", "5000", "5001"),
    ("30000", 0, "10000", "5000", "15000"),
    ("12000.50", 0, "6000.25", "5000", "1000.25"),
    ("10000", 20, "5000", "3000", "2000"),
    ("0.01", 0, "0.01", "0", "0"),
    ("0.03", 0, "0.02", "0.01", "0"),
    ("10000.05", 20, "5000.03", "3000.01", "2000.01"),
    ("10000", 100, "0", "0", "10000"),
]


@pytest.mark.parametrize("cost, share, bank, fund, remainder", CASES)
def test_aids_are_counted_in_their_order_and_never_beyond_what_is_left(cost, share, bank, fund, remainder):
    bill = remaining_cost(Decimal(cost), [FUND, BANK], Decimal(share), at=TODAY)

    assert [one.aid.code for one in bill.shares] == ["bank", "fund"]
    assert [one.amount for one in bill.shares] == [Decimal(bank), Decimal(fund)]
    assert bill.remainder == Decimal(remainder)
    assert bill.aided + bill.remainder == bill.cost


def test_without_the_fund_the_bank_alone_is_counted():
    bill = remaining_cost(Decimal(12_000), [BANK], at=TODAY)

    assert (bill.aided, bill.remainder) == (6000, 6000)


def test_each_share_says_what_bounds_it():
    bounds = {
        cost: [one.bound for one in remaining_cost(Decimal(cost), [BANK, FUND], at=TODAY).shares]
        for cost in (4_000, 12_000, 30_000)
    }

    assert bounds == {4_000: ["rate", "rest"], 12_000: ["rate", "cap"], 30_000: ["cap", "cap"]}


@pytest.mark.parametrize(
    "dates, bound",
    [
        ({"valid_until": date(2026, 5, 31)}, "ended"),
        ({"valid_from": date(2026, 6, 2)}, "coming"),
    ],
)
def test_an_aid_outside_its_dates_is_shown_and_not_counted(dates, bound):
    other = Aid(pk=3, code="old", name="Ancienne", rate=Decimal(50), cap=Decimal(1_000), sort_order=1, **dates)

    bill = remaining_cost(Decimal(8_000), [other, BANK], at=TODAY)

    assert [one.bound for one in bill.others] == [bound]
    assert bill.remainder == 4_000


def test_its_first_and_its_last_day_count():
    day = Aid(code="day", rate=Decimal(50), cap=Decimal(1_000), valid_from=TODAY, valid_until=TODAY)

    assert remaining_cost(Decimal(1_000), [day], at=TODAY).aided == 500
