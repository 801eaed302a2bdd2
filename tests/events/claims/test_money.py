"""Sums: counted to the cent, never more than a café's part nor than the fund, whatever is done and in which order."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.claims import services
from events.claims.models import Claim, Envelope, FundLedger
from events.claims.services.finding import choices_of, room_for, rooms_of, totals
from tests.events.claims.factories import (
    again,
    euros,
    in_charge,
    in_state,
    make_activity,
    make_claim,
    make_desk,
    make_draft,
    make_fund,
    make_line,
)
from tests.people.factories import a_cafe, make_manager
from tests.places.cafe_factories import CILAOS, make_cafe

pytestmark = pytest.mark.django_db


def ledger(fund) -> tuple:
    row = FundLedger.objects.get(pk=fund.pk)
    return row.committed, row.paid


def test_three_times_ten_cents_is_thirty_cents():
    claim = make_draft()
    for _ in range(3):
        make_line(claim, "0.10")
    services.send(claim, in_charge(claim.cafe))

    services.accept(claim, make_desk(), euros("0.30"))

    claim = again(claim)
    assert (claim.asked, claim.accepted, claim.is_partial) == (euros("0.30"), euros("0.30"), False)
    assert ledger(claim.fund) == (euros("0.30"), 0)
    assert services.drift(claim.fund) == []


def test_what_goes_beyond_the_part_of_a_cafe_is_accepted_for_the_remainder_only():
    fund, cafe = make_fund(1000, 300), a_cafe()
    first, second = make_claim(fund, "250.00", cafe=cafe), make_claim(fund, "80.00", cafe=cafe)
    desk = make_desk()
    services.accept(first, desk, euros("250.00"))

    with pytest.raises(services.Refused) as refusal:
        services.accept(second, desk, euros("80.00"))
    assert (refusal.value.code, again(second).state) == ("over_ceiling", "submitted")
    assert "50,00\u00a0€" in str(refusal.value)
    services.accept(second, desk, euros("50.00"), "Le plafond est atteint.")

    assert again(second).accepted == euros("50.00")
    assert room_for(again(second)).left == 0
    assert services.drift(fund) == []


def test_the_fund_ends_before_the_parts_of_cafes_do():
    fund, desk = make_fund(400, 300), make_desk()
    one, other = make_claim(fund, "300.00"), make_claim(fund, "300.00")
    services.accept(one, desk, euros(300))

    with pytest.raises(services.Refused) as refusal:
        services.accept(other, desk, euros("100.01"), "Ce qui reste.")
    services.accept(other, desk, euros(100), "Ce qui reste.")

    assert refusal.value.code == "over_fund"
    assert ledger(fund) == (euros(400), 0)
    assert room_for(again(other)).is_the_fund
    assert totals()[0].fund.ledger.left == 0


@pytest.mark.parametrize("amount", ["0", "-5", "100.01", "1000000"])
def test_a_sum_that_cannot_be_is_not_given(amount):
    claim = make_claim()

    with pytest.raises(services.Refused):
        services.accept(claim, make_desk(), euros(amount), "Pourquoi.")

    assert ledger(claim.fund) == (0, 0)


def test_a_part_says_why():
    with pytest.raises(services.Refused, match="pourquoi une partie"):
        services.accept(make_claim(), make_desk(), euros("99.99"))


def test_what_is_reopened_returns_to_the_fund_and_what_bounced_is_to_be_paid_again():
    claim, desk = in_state("paid"), make_desk()
    fund = claim.fund

    assert ledger(fund) == (euros(100), euros(100))
    services.bounce(claim, desk, "Compte fermé.")
    assert ledger(fund) == (euros(100), 0)
    services.reopen(claim, desk, "Facture en double.")

    claim = again(claim)
    assert ledger(fund) == (0, 0)
    assert Envelope.objects.get(fund=fund).committed == 0
    assert (claim.state, claim.accepted, claim.paid_on, claim.reference) == ("submitted", None, None, "")
    assert services.drift(fund) == []


def test_the_tables_themselves_refuse_to_give_what_is_not_there():
    claim = in_state("accepted")

    for rows, fields in (
        (FundLedger.objects.filter(pk=claim.fund_id), {"committed": euros("1000.01")}),
        (FundLedger.objects.filter(pk=claim.fund_id), {"paid": euros("100.01")}),
        (FundLedger.objects.filter(pk=claim.fund_id), {"total": euros("99.99"), "ceiling": euros("99.99")}),
        (FundLedger.objects.filter(pk=claim.fund_id), {"committed": euros("-0.01")}),
        (Envelope.objects.filter(fund=claim.fund_id), {"committed": euros("300.01")}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fields)


def test_a_fund_is_never_made_smaller_than_what_it_gave():
    claim = in_state("accepted", amount="200.00")
    fund, desk = claim.fund, make_desk()

    for total, ceiling, about in (("199.99", "100", "total"), ("1000", "199.99", "ceiling"), ("100", "300", "ceiling")):
        with pytest.raises(services.Refused) as refusal:
            services.change_fund(fund, euros(total), euros(ceiling), desk)
        assert refusal.value.about == about
    services.change_fund(fund, euros("200.00"), euros("200.00"), desk)

    assert FundLedger.objects.get(pk=fund.pk).left == 0
    assert Envelope.objects.get(fund=fund).ceiling == euros(200)


def test_a_payment_has_a_day_that_has_come_and_comes_after_the_claim():
    claim, desk, today = in_state("accepted"), make_desk(), timezone.localdate()

    for paid_on, reference, about in (
        (today + timedelta(days=1), "VIR", "paid_on"),
        (today - timedelta(days=1), "VIR", "paid_on"),
        (today, "  ", "reference"),
    ):
        with pytest.raises(services.Refused) as refusal:
            services.pay(claim, desk, paid_on, reference)
        assert refusal.value.about == about

    assert ledger(claim.fund) == (euros(100), 0)


# -- What may be claimed ----------------------------------------------------------------------------------------------


def test_what_may_be_claimed_is_what_the_fund_is_for():
    cafe, overseas = make_cafe(), make_cafe(where=CILAOS)
    region = cafe.commune.department.region
    fund = make_fund(regions=[region], kinds=["meal", "chess"])
    good = make_activity(cafe)
    make_activity(cafe, kind="concert")
    make_activity(cafe, day=fund.starts_on - timedelta(days=1))
    make_activity(cafe, day=timezone.localdate() + timedelta(days=1))
    make_activity(overseas)

    assert [choice.activity for choice in choices_of([cafe, overseas])] == [good]
    assert [(room.cafe, room.left) for room in rooms_of([cafe, overseas])] == [(cafe, euros(300))]


def test_an_activity_is_claimed_once_at_a_time_of_a_fund():
    claim = in_state("submitted")
    person = in_charge(claim.cafe)

    again_, is_new = services.begin(claim.fund, claim.activity, person, key=uuid4())
    assert (again_, is_new, choices_of([claim.cafe])) == (claim, False, [])
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(fund=claim.fund, cafe=claim.cafe, activity=claim.activity)
    services.withdraw(claim, person)

    _other, is_new = services.begin(claim.fund, claim.activity, person, key=uuid4())
    assert is_new


def test_the_rest_is_said_with_what_is_being_read():
    fund, cafe = make_fund(1000, 300), a_cafe()
    services.accept(make_claim(fund, "120.00", cafe=cafe), make_desk(), euros("120.00"))
    make_claim(fund, "30.50", cafe=cafe)

    room = rooms_of([cafe])[0]

    assert (room.given, room.left, room.waiting) == (euros(120), euros(180), Decimal("30.50"))


def test_lists_ask_the_same_number_of_questions_for_one_and_for_ten(django_assert_num_queries):
    cafes = [make_cafe() for _ in range(3)]
    fund = make_fund(10_000, 3000)
    make_claim(fund, cafe=cafes[0])
    with django_assert_num_queries(4):
        rooms_of(cafes[:1])
    with django_assert_num_queries(2):
        totals()
    for cafe in cafes:
        make_manager(cafe)
        make_claim(make_fund(), cafe=cafe)
    with django_assert_num_queries(4):
        rooms_of(cafes)
    with django_assert_num_queries(2):
        totals()


def test_a_count_that_is_wrong_is_found_by_the_command(capsys):
    claim = in_state("paid")
    call_command("claims_check")
    FundLedger.objects.filter(pk=claim.fund_id).update(committed=euros("100.01"))
    Envelope.objects.filter(fund=claim.fund_id).update(committed=euros("99.99"))

    with pytest.raises(SystemExit):
        call_command("claims_check")

    said = capsys.readouterr().out
    assert said.startswith("All is right.")
    assert f"{claim.fund}: committed" in said
    assert f"{claim.fund}: cafe {claim.cafe_id}" in said
