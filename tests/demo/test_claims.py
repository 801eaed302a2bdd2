"""The money of the demo: to the cent what the report says, and every state to be seen."""

from decimal import Decimal

import pytest

from events.claims.models import Claim, ClaimState, Fund, Receipt
from events.claims.services import drift
from events.claims.services.finding import totals
from events.claims.services.machine import STEPS
from millecafes.demo import claims as laying
from millecafes.demo.accounts import add_accounts
from millecafes.demo.claims import add_claims
from millecafes.demo.content.claims import CURRENT, PAID, REPORTED
from millecafes.demo.content.services import SERVICES
from millecafes.demo.content.village_cafes import CAFES
from millecafes.demo.members import add_members
from millecafes.demo.village_cafes import add_village_cafes
from millecafes.mailroom.models import Mail
from millecafes.people.models import User
from tests.places.cafe_factories import commune, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def laid(settings):
    settings.DEMO = True
    for row in CAFES:
        commune(row["commune"])
    for row in SERVICES:
        make_service(row["code"])
    add_village_cafes()
    add_accounts()
    add_members()
    return add_claims()


def test_the_fund_of_the_report_ends_at_exactly_25_000_euros_over_ten_cafes(laid):
    fund = Fund.objects.get(name=REPORTED["name"])

    total = totals(Fund.objects.filter(pk=fund.pk))[0]

    assert (fund.ledger.total, fund.ledger.committed, fund.ledger.paid) == (Decimal("25000.00"),) * 3
    assert (total.cafes, fund.ledger.left, total.to_pay) == (10, 0, 0)
    assert len({row[0] for row in PAID}) == 10
    assert not fund.is_open()


def test_the_ledgers_say_what_the_claims_say_and_every_step_is_allowed(laid):
    assert laid == Claim.objects.count()
    assert [drift(fund) for fund in Fund.objects.all()] == [[], []]
    for claim in Claim.objects.all():
        state = "draft"
        for act in claim.acts.order_by("pk"):
            assert (act.before, STEPS[act.before, act.action]) == (state, act.after)
            state = act.after
        assert state == claim.state
        if claim.accepted and claim.fund.needs_two(claim.accepted):
            assert len(set(claim.acts.filter(action__in=["agree", "confirm"]).values_list("by"))) == 2


def test_every_state_is_seen_and_everything_is_said_to_be_an_example(laid):
    states = set(Claim.objects.filter(fund__name=CURRENT["name"]).values_list("state", flat=True))

    assert states == set(ClaimState) - {ClaimState.WITHDRAWN}
    assert all("xemple" in fund.rules and fund.is_example for fund in Fund.objects.all())
    assert {receipt.is_picture for receipt in Receipt.objects.all()} == {True, False}
    assert all(claim.activity.is_example for claim in Claim.objects.select_related("activity"))
    assert Mail.objects.filter(writer__startswith="claims").count() == 0


def test_the_manager_and_the_desk_of_the_demo_have_something_to_read(laid, client):
    client.force_login(User.objects.get(email="gerante@example.org"))
    page = client.get("/espace/remboursements/").content.decode()
    client.force_login(User.objects.get(email="finances@example.org"))
    queue = client.get("/gestion/remboursements/").content.decode()

    assert page.count("claim-row--") == 5
    assert "La grande tablée d’automne" in queue


def test_laying_again_changes_nothing_and_nothing_is_laid_elsewhere(laid, settings):
    assert add_claims() == 0
    Fund.objects.filter(name="x").delete()
    settings.DEMO = False
    assert add_claims() == 0
    assert laying.colleague("personne") is None
