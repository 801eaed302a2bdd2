"""What one order of transfers has paid is noted at once, or not at all."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.claims import services
from events.claims.forms import no_bank_number
from events.claims.models import Claim, FundLedger
from millecafes.people.models import CafeRole
from tests.events.claims.factories import euros, in_charge, in_state, make_claim, make_desk, make_fund
from tests.events.claims.screens import shown
from tests.events.letters import letters

pytestmark = pytest.mark.django_db
URL = "/gestion/remboursements/payer/"


@pytest.fixture
def desk(client):
    found = make_desk()
    client.force_login(found)
    return found


def accepted(fund, amount="40.00") -> Claim:
    claim = make_claim(fund, amount)
    services.accept(claim, make_desk(), euros(amount))
    return claim


def data(*claims, **given) -> dict:
    common = {"paid_on": timezone.localdate().isoformat(), "reference": "LOT-7"}
    return common | {f"take_{claim.pk}": "on" for claim in claims} | given


def test_several_are_paid_at_once_each_with_its_reference(client, desk):
    fund = make_fund()
    one, two, left = accepted(fund), accepted(fund, "60.00"), accepted(fund)

    page = shown(client.get(URL))
    answer = client.post(URL, data(one, two, **{f"reference_{two.pk}": "VIR-12"}), follow=True)
    again = client.post(URL, data(one, two), follow=True)

    rows = {row.pk: (row.state, row.reference) for row in Claim.objects.all()}
    assert one.number in page
    assert "Marquer plusieurs paiements" in page
    assert "2 paiements sont notés. Chaque café est prévenu." in shown(answer)
    assert "C’était déjà fait." in shown(again)
    assert rows == {one.pk: ("paid", "LOT-7"), two.pk: ("paid", "VIR-12"), left.pk: ("accepted", "")}
    assert FundLedger.objects.get(pk=fund.pk).paid == euros("100.00")
    assert letters().filter(subject__contains=two.number).exists()


@pytest.mark.parametrize(
    ("state", "act", "subject", "words"),
    [
        ("paid", lambda claim: services.bounce(claim, make_desk(), "Compte fermé."),
         "le virement n’est pas arrivé", ["Le virement de 100,00 € n’est pas arrivé", "Compte fermé."]),
        ("accepted", lambda claim: services.reopen(claim, make_desk(), "Facture en double."),
         "demande reprise", ["l’accord donné ne vaut plus", "Facture en double."]),
        ("submitted", lambda claim: services.withdraw(claim, in_charge(claim.cafe)),
         "demande retirée", ["Cette demande est retirée"]),
    ],
)  # fmt: skip
def test_a_cafe_reads_that_money_did_not_come_that_its_claim_is_read_again_or_withdrawn(state, act, subject, words):
    claim = in_state(state)
    manager = in_charge(claim.cafe)

    act(claim)

    letter = letters().filter(to=manager.email).order_by("pk").last()
    said = f"{letter.subject} {letter.body_text}".replace("\u00a0", " ").replace("\u202f", " ")
    assert (claim.number in letter.subject, subject in said) == (True, True)
    assert [one for one in words if one not in said] == []


def test_all_or_nothing_and_each_line_says_why(client, desk):
    fund = make_fund()
    fine, own, gone = accepted(fund), accepted(fund), accepted(fund)
    services.pay(gone, make_desk(display_name="Odette Exemple"), timezone.localdate(), "VIR-1")
    CafeRole.objects.create(person=desk, cafe=own.cafe, kind="volunteer")
    written = letters().count()

    answer = client.post(URL, data(fine, own, gone))

    page = shown(answer)
    assert answer.status_code == 400
    assert "une autre personne la paie" in page
    assert "payée (Odette Exemple)" in page
    assert "Rien n’a été enregistré" in page
    assert 'value="LOT-7"' in page
    assert [Claim.objects.get(pk=one.pk).state for one in (fine, own, gone)] == ["accepted", "accepted", "paid"]
    assert FundLedger.objects.get(pk=fund.pk).paid == euros("40.00")
    assert letters().count() == written


@pytest.mark.parametrize(
    "given, words",
    [
        ({"reference": ""}, "Donnez la référence commune, ou celle de chaque ligne cochée."),
        ({"reference": "FR76 3000 6000 0112 3456 7890 189"}, "numéro de compte"),
        ({"paid_on": ""}, "Donnez le jour des virements."),
        ({"paid_on": "2999-01-01"}, "Ce jour n’est pas encore venu"),
        ({"paid_on": (timezone.localdate() - timedelta(days=40)).isoformat()}, "Ce jour vient avant la demande."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_paid(client, desk, given, words):
    claim = accepted(make_fund())

    answer = client.post(URL, data(claim, **given))

    assert answer.status_code == 400
    assert words in shown(answer)
    assert Claim.objects.get().state == "accepted"


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("FR7630006000011234567890189", True),
        ("virement sur fr76 3000 6000 0112 3456 7890 189, merci", True),
        ("DE89 3704 0044 0532 0130 00", True),
        ("30006 00001 12345678901 89", True),
        ("RIB : 30006000011234567890189", True),
        ("FA2026123456789012", False),
        ("VIR 2026-11-26 0123456789", False),
        ("Facture 2026 0001 12345678901234567890", False),
        ("FR76 3000 6000 0112 3456 7890 188", False),
    ],
)
def test_an_account_number_is_known_by_its_sum_and_a_reference_is_none(words, is_one):
    refused = False
    try:
        no_bank_number(words)
    except ValidationError:
        refused = True

    assert refused == is_one


def test_nothing_ticked_and_odd_numbers_pay_nothing(client, desk):
    claim, draft = accepted(make_fund()), in_state("draft")

    nothing = client.post(URL, data())
    odd = client.post(URL, data(claim, **{"take_²": "on", f"take_{draft.pk}": "on", "take_99999999999": "on"}))

    assert "Cochez au moins une demande." in shown(nothing)
    assert odd.status_code == 302
    assert Claim.objects.get(pk=draft.pk).state == "draft"


def test_the_list_asks_as_many_questions_for_many(client, desk, django_assert_max_num_queries):
    fund = make_fund()
    for _ in range(6):
        accepted(fund)
    client.get(URL)

    with django_assert_max_num_queries(18):
        client.get(URL)
