"""The simulator: asked by address, answered without script, nothing kept."""

from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.models import Aid, SimulatorPage
from millecafes.places.models import Commune
from tests.core.factories import build, make
from tests.pages.factories import in_english, make_page, open_english
from tests.places.factories import make_register

pytestmark = pytest.mark.django_db

RULES = {"source": "Rapport", "checked_on": date(2026, 5, 4)}


def make_aid(code="banque", **fields) -> Aid:
    return make(Aid, code=code, **{"name": f"Aide {code}", "sort_order": 10} | RULES | fields)


@pytest.fixture
def simulator():
    make_register()
    make_aid()
    make_aid("fonds", rate=100, cap=5_000, sort_order=20)
    return make_page(SimulatorPage, slug="simulateur")


def ask(client, page, **query):
    answer = client.get(f"{page.url}?{urlencode(query, doseq=True)}")
    return answer, answer.content.decode()


def remainder_of(answer):
    return answer.context["bill"].remainder


BOTH = ["banque", "fonds"]


def test_at_first_both_aids_are_ticked_and_shown_with_their_rules(client, simulator):
    html = client.get(simulator.url).content.decode()

    assert html.count('type="checkbox"') == html.count("checked") == 2
    assert "50\u00a0% du coût, jusqu’à 10\u00a0000\u00a0€" in html
    assert "Jusqu’à 5\u00a0000\u00a0€" in html
    assert "Vérifiée le 4 mai 2026" in html


@pytest.mark.parametrize(
    "typed, remainder",
    [
        ("12000", "1000"),
        ("12 000,50", "1000.25"),
        ("12\u00a0000,50\u00a0€", "1000.25"),
        ("12\u202f000,5", "1000.25"),
        ("12000.50", "1000.25"),
        ("20001 euros", "5001"),
        ("0", "0"),
    ],
)
def test_a_cost_is_read_as_people_write_it(client, simulator, typed, remainder):
    answer, html = ask(client, simulator, cout=typed, aides=BOTH)

    assert answer.status_code == 200
    assert remainder_of(answer) == Decimal(remainder)
    assert "Reste à charge de la commune" in html
    assert "Estimation indicative." in html


def test_the_answer_shows_each_aid_how_it_was_found_and_the_total(client, simulator):
    _answer, html = ask(client, simulator, cout="30000", aides=BOTH)

    assert "50\u00a0% de 30\u00a0000\u00a0€ dépasseraient le plafond de 10\u00a0000\u00a0€" in html
    assert "Au plus 5\u00a0000\u00a0€\u00a0: le plafond est atteint." in html
    assert "15\u00a0000\u00a0€" in html


def test_an_aid_left_out_is_not_counted(client, simulator):
    answer, _html = ask(client, simulator, cout="12000", aides=["banque"])

    assert remainder_of(answer) == 6000


WRONG = {
    "-1": "Un coût ne peut pas être négatif.",
    "\u22125": "Un coût ne peut pas être négatif.",
    "abc": "Écrivez un montant en chiffres",
    "12.000,50": "Écrivez un montant en chiffres",
    "1e9": "Écrivez un montant en chiffres",
    "NaN": "Écrivez un montant en chiffres",
    "€": "Écrivez un montant en chiffres",
    "9" * 300: "Écrivez un montant en chiffres",
    "5000000,01": "Au-delà de 5 millions",
    "<script>x</script>": "Écrivez un montant en chiffres",
    "": "Écrivez un coût, une commune, ou les deux.",
}


@pytest.mark.parametrize("typed, sentence", WRONG.items(), ids=lambda value: value[:20])
def test_a_wrong_cost_is_told_at_the_field_and_kept(client, simulator, typed, sentence):
    answer, html = ask(client, simulator, cout=typed, aides=["banque"])

    assert answer.status_code == 400
    assert sentence in html
    assert "<script>x" not in html
    assert answer.context["bill"] is None
    assert answer.context["form"]["cout"].value() == typed


def test_an_unknown_aid_is_refused(client, simulator):
    answer, _html = ask(client, simulator, cout="1000", aides=["banque", "<b>"])

    assert answer.status_code == 400


def test_an_ambiguous_commune_keeps_the_cost_and_the_ticks(client, simulator):
    answer, html = ask(client, simulator, commune="chaumont", cout="12 000", aides=["fonds"])

    assert answer.status_code == 400
    assert html.count('type="radio"') == 5
    assert 'value="12 000"' in html
    assert html.count("checked") == 1


def test_the_commune_is_answered_beside_the_cost(client, simulator):
    answer, html = ask(client, simulator, commune="cadalen", cout="12000", aides=BOTH)

    assert answer.status_code == 200
    assert "Oui, votre commune est concernée" in html
    assert 'value="Cadalen, Tarn (81)"' in html
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_commune_alone_is_answered_too(client, simulator):
    answer, html = ask(client, simulator, commune_code="38061", cout="")

    assert answer.status_code == 200
    assert "Non, pas directement" in html
    assert answer.context["bill"] is None


def test_an_aid_that_has_ended_is_shown_as_such_and_cannot_be_ticked(client, simulator):
    Aid.objects.filter(code="fonds").update(valid_until=timezone.localdate() - timedelta(days=1))

    html = client.get(simulator.url).content.decode()
    answer, _html = ask(client, simulator, cout="12000", aides=BOTH)

    assert "Terminée depuis le" in html
    assert html.count('type="checkbox"') == 1
    assert answer.status_code == 400


def test_an_aid_yet_to_come_is_not_counted(client, simulator):
    Aid.objects.filter(code="fonds").update(valid_from=timezone.localdate() + timedelta(days=9))

    answer, html = ask(client, simulator, cout="12000", aides=BOTH)

    assert remainder_of(answer) == 6000
    assert "non comptée" in html


def test_the_share_of_the_commune_is_kept_for_it(client, simulator):
    SimulatorPage.objects.update(owner_share=20)

    answer, html = ask(client, simulator, cout="10000", aides=BOTH)

    assert [share.amount for share in answer.context["bill"].shares] == [5000, 3000]
    assert remainder_of(answer) == 2000
    assert "au moins 20\u00a0%" in html


def test_without_any_aid_the_page_still_answers(client):
    page = make_page(SimulatorPage)

    answer, _html = ask(client, page, cout="100")

    assert remainder_of(answer) == 100


def test_in_english_sums_are_written_in_english(client, simulator):
    open_english()
    in_english(simulator, title="What will be left to pay")

    html = client.get(f"/en{simulator.url}?cout=12000.50&aides=banque&aides=fonds").content.decode()

    assert "€1,000.25" in html
    assert "Left for the commune to pay" in html


def test_an_answer_asks_little_of_the_database_and_writes_nothing(client, simulator, django_assert_max_num_queries):
    ask(client, simulator, commune="cadalen", cout="1", aides=BOTH)

    with django_assert_max_num_queries(12) as queries:
        ask(client, simulator, commune="cadalen", cout="1", aides=BOTH)

    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert Commune.objects.filter(population=1547).count() == 1


REFUSED = {
    "rate": ({"rate": 0}, "Le taux est une part du coût"),
    "too much": ({"rate": 101}, "Le taux est une part du coût"),
    "cap": ({"cap": 0}, "Le plafond est une somme"),
    "dates": ({"valid_from": date(2026, 2, 1), "valid_until": date(2026, 1, 1)}, "ne peut pas finir avant"),
    "code": ({"code": "pris"}, "Une autre aide porte déjà ce code."),
}


@pytest.mark.parametrize("fields, sentence", REFUSED.values(), ids=REFUSED)
def test_an_aid_that_cannot_be_is_refused_with_a_sentence_and_by_the_database_too(fields, sentence):
    make_aid("pris")
    aid = build(Aid, **fields)

    with pytest.raises(ValidationError, match=sentence):
        aid.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        aid.save()
