"""The team's desk: read with the papers beside, ask, give the whole or a part, refuse, pay, count, take away."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from events.claims import services
from events.claims.models import Claim, Fund, FundLedger, Receipt
from millecafes.people.models import CafeRole, StaffAct
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
    pdf,
    photo,
)
from tests.events.claims.screens import shown
from tests.events.letters import letters
from tests.people.factories import a_cafe, make_staff

pytestmark = pytest.mark.django_db
QUEUE = "/gestion/remboursements/"


def url(claim, verb="") -> str:
    return f"{QUEUE}{claim.pk}/{verb and verb + '/'}"


@pytest.fixture
def desk(client):
    user = make_desk(display_name="Firmin Exemple")
    client.force_login(user)
    return user


def letter_of(claim, words: str):
    """The letter to who runs the café whose subject says this."""
    own = letters().filter(to=in_charge(claim.cafe).email, subject__contains=claim.number)
    return own.get(subject__contains=words)


def test_the_queue_says_what_waits_and_a_claim_shows_its_papers_beside_its_lines(client, desk):
    claim = make_claim()
    line = claim.lines.get()
    Receipt.objects.all().delete()
    type(claim).objects.filter(pk=claim.pk).update(state="draft", sent_at=None)
    services.add_receipt(line, photo(), in_charge(claim.cafe))
    services.add_receipt(line, pdf(), in_charge(claim.cafe))
    services.send(claim, in_charge(claim.cafe))
    make_draft()

    home, queue, page = (shown(client.get(path)) for path in ("/gestion/", QUEUE, url(claim)))

    assert "1 demande de remboursement attend une réponse." in home
    assert (claim.number in queue, "100,00 € demandés en tout" in queue, "Envoyée (1)" in queue) == (True, True, True)
    pictures = [receipt.get_absolute_url() for receipt in line.receipts.order_by("pk")]
    assert f'<img src="{pictures[0]}"' in page
    assert f'href="{pictures[1]}"' in page
    assert "Accepter…" in page


def test_a_claim_is_accepted_whole_then_paid_and_the_cafe_is_told_each_time(client, desk):
    claim = make_claim()

    form = shown(client.get(url(claim, "accepter")))
    accepted = client.post(url(claim, "accepter"), {"amount": "100,00", "reason": ""}, follow=True)
    paid = client.post(
        url(claim, "payer"), {"paid_on": timezone.localdate().isoformat(), "reference": "VIR 2026-12"}, follow=True
    )

    assert 'value="100,00"' in form
    assert "C’est fait : le café est prévenu." in shown(accepted)
    assert (again(claim).state, again(claim).reference, paid.status_code) == ("paid", "VIR 2026-12", 200)
    assert "100,00 €" in letter_of(claim, "acceptée").body_text.replace("\u00a0", " ")
    assert "VIR 2026-12" in letter_of(claim, "payé").body_text


def test_what_is_left_is_proposed_when_the_whole_is_too_much(client, desk):
    fund, cafe = make_fund(1000, 120), a_cafe()
    services.accept(make_claim(fund, "100.00", cafe=cafe), make_desk(), euros(100))
    claim = make_claim(fund, "50.00", cafe=cafe)

    page, form = shown(client.get(url(claim))), shown(client.get(url(claim, "accepter")))
    too_much = client.post(url(claim, "accepter"), {"amount": "50", "reason": ""})
    part = client.post(url(claim, "accepter"), {"amount": "20,00", "reason": "Le plafond est atteint."})

    assert "La demande dépasse ce qui reste : 20,00 € au plus." in page
    assert 'value="20,00"' in form
    assert (too_much.status_code, "Il ne reste que 20,00 € à ce café" in shown(too_much)) == (400, True)
    assert (part.status_code, again(claim).accepted) == (302, Decimal("20.00"))
    words = letter_of(claim, "acceptée").body_text.replace("\u00a0", " ")
    assert "acceptée en partie : 20,00 €" in words
    assert "Le plafond est atteint." in words


@pytest.mark.parametrize(
    ("verb", "given", "words"),
    [
        ("accepter", {"amount": "0,001"}, "au centime près"),
        ("accepter", {"amount": "-5"}, "plus grande que zéro"),
        ("accepter", {"amount": "100,01"}, "ce qui est demandé"),
        ("accepter", {"amount": "99"}, "pourquoi une partie"),
        ("accepter", {"amount": ""}, "Écrivez la somme accordée"),
        ("accepter", {"amount": "99", "reason": "IBAN FR7630006000011234567890189"}, "pas de numéro de compte"),
        ("refuser", {"reason": "  "}, "le café le lira"),
        ("demander", {"missing": " \n "}, "ce qui manque"),
        ("demander", {"usual": ["moon"]}, "valide"),
    ],
)
def test_an_answer_that_cannot_be_is_said_and_nothing_is_written(client, desk, verb, given, words):
    claim = make_claim()
    sent = letters().count()

    answer = client.post(url(claim, verb), given)

    assert (answer.status_code, words in shown(answer)) == (400, True)
    assert (again(claim).state, claim.acts.count(), letters().count()) == ("submitted", 1, sent)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"paid_on": "2090-01-01", "reference": "VIR"}, "pas encore venu"),
        ({"paid_on": "2001-01-01", "reference": "VIR"}, "avant la demande"),
        ({"paid_on": "", "reference": "VIR"}, "jour du virement"),
        ({"paid_on": "2026-11-26", "reference": ""}, "référence du virement"),
        ({"paid_on": "2026-11-26", "reference": "FR76 3000 6000 0112 3456 7890 189"}, "pas de numéro de compte"),
    ],
)
def test_a_payment_that_cannot_be_is_said(client, desk, given, words):
    claim = in_state("accepted")

    answer = client.post(url(claim, "payer"), given)

    assert (answer.status_code, words in shown(answer)) == (400, True)
    assert (again(claim).state, FundLedger.objects.get(pk=claim.fund_id).paid) == ("accepted", 0)


def test_what_is_missing_is_ticked_or_written_and_the_cafe_reads_the_list(client, desk):
    claim = make_claim()

    client.post(url(claim, "demander"), {"usual": ["date"], "missing": "Le nom du conteur\r\n\r\nSa facture"})

    assert again(claim).missing_items == ["La date de la dépense", "Le nom du conteur", "Sa facture"]
    assert "– Sa facture" in letter_of(claim, "manque").body_text


def test_above_the_limit_a_colleague_confirms(client, desk):
    claim = make_claim(make_fund(two_people_above=euros(50)))

    first = client.post(url(claim, "accepter"), {"amount": "100"}, follow=True)
    own = client.post(url(claim, "confirmer"), {})
    client.force_login(make_desk())
    page = shown(client.get(url(claim)))
    client.post(url(claim, "confirmer"), {})

    assert "une deuxième personne doit confirmer" in shown(first)
    assert "Donner le second accord…" not in shown(first)
    assert (own.status_code, "à quelqu’un d’autre" in shown(own)) == (400, True)
    assert "Donner le second accord…" in page
    assert again(claim).state == "accepted"


def test_nobody_decides_for_a_cafe_of_hers(client, desk):
    claim = make_claim()
    CafeRole.objects.create(person=desk, cafe=claim.cafe, kind="volunteer")

    page = client.get(url(claim))
    codes = [client.post(url(claim, verb), {"amount": "1", "reason": "x"}).status_code for verb in VERBS]

    assert "une autre personne décide" in shown(page)
    assert "Accepter…" not in shown(page)
    assert codes == [302] * len(VERBS)  # Wagtail leads back to the first screen, with a word
    assert again(claim).state == "submitted"


VERBS = ("accepter", "confirmer", "demander", "refuser", "reprendre", "payer", "revenu")


def test_who_comes_second_is_told_who_was_first(client, desk):
    claim = make_claim()
    services.refuse(claim, make_desk(display_name="Odette Exemple"), "Hors sujet.")

    answer = client.post(url(claim, "accepter"), {"amount": "100"})

    assert (answer.status_code, "refusée (Odette Exemple)" in shown(answer)) == (409, True)


def test_the_same_paper_in_another_claim_is_shown(client, desk):
    one, other = make_claim(), make_draft()
    line = make_line(other, with_paper=False)
    same = pdf(words="la même")
    services.add_receipt(line, same, in_charge(other.cafe))
    services.send(other, in_charge(other.cafe))
    Receipt.objects.filter(line__claim=one).update(sha256=line.receipts.get().sha256)

    page = shown(client.get(url(again(other))))

    assert f'Le même fichier est dans : <a href="{url(one)}">{one.number}, {one.cafe.name}' in page


def test_a_fund_is_opened_changed_and_counted(client, desk):
    year = timezone.localdate().year
    given = {
        "name": "Mutuelle d’exemple", "funder": "Une mutuelle", "total": "25 000", "ceiling": "3 000,00",
        "two_people_above": "1000", "starts_on": f"{year}-01-01", "ends_on": f"{year}-12-31",
        "claims_until": f"{year + 1}-02-28", "kinds": ["meal"], "rules": "Les repas.",
    }  # fmt: skip

    opened = client.post(f"{QUEUE}fonds/ouvrir/", given)
    fund = Fund.objects.get()
    claim = make_claim(fund, "200.00")
    services.accept(claim, make_desk(), euros(200))
    lower = client.post(f"{QUEUE}fonds/{fund.pk}/changer/", given | {"total": "150", "ceiling": "150"})
    changed = client.post(f"{QUEUE}fonds/{fund.pk}/changer/", given | {"total": "30000,00"})
    pages = [shown(client.get(path)) for path in (f"{QUEUE}fonds/", f"{QUEUE}fonds/{fund.pk}/")]

    assert (opened.status_code, opened.url) == (302, f"{QUEUE}fonds/{fund.pk}/")
    assert (lower.status_code, "200,00 € sont déjà accordés" in shown(lower)) == (400, True)
    assert (changed.status_code, FundLedger.objects.get().total) == (302, Decimal("30000.00"))
    assert all("29 800,00 €" in page for page in pages)
    assert claim.cafe.name in pages[1]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"ceiling": "200", "total": "100"}, "une partie du fonds"),
        ({"total": "-1"}, "plus grande que zéro"),
        ({"ends_on": "2000-01-01"}, "La fin vient après le début"),
        ({"claims_until": "2000-01-01"}, "après le début"),
        ({"name": ""}, "Donnez un nom à ce fonds"),
    ],
)
def test_a_fund_that_cannot_be_is_not_opened(client, desk, given, words):
    day = timezone.localdate().isoformat()
    whole = {"name": "F", "funder": "M", "total": "100", "ceiling": "50", "starts_on": day, "ends_on": day}

    answer = client.post(f"{QUEUE}fonds/ouvrir/", whole | {"claims_until": day} | given)

    assert (answer.status_code, words in shown(answer), Fund.objects.count()) == (400, True, 0)


def test_what_is_to_be_paid_and_the_totals_are_taken_away_without_a_formula(client, desk):
    fund = make_fund(name="=cmd|'calc'!A1")
    claim = make_claim(fund, "100.00")
    claim.cafe.name = "+Café"
    claim.cafe.save()
    services.accept(claim, make_desk(), euros("40.50"), "@raison")
    in_state("paid")

    to_pay, everything, sums = (client.get(f"{QUEUE}{name}.csv") for name in ("a-payer", "toutes", "fonds"))

    assert "no-store" in to_pay.headers["Cache-Control"]
    rows = to_pay.content.decode().splitlines()
    assert len(rows) == 2
    assert f"{claim.number};'=cmd|'calc'!A1;'+Café;" in rows[1]
    assert ";100,00;40,50;" in rows[1]
    assert "'@raison" in everything.content.decode()
    assert len(everything.content.decode().splitlines()) == 3
    assert ";1000,00;40,50;0,00;959,50;1;0;0,00;40,50" in sums.content.decode()
    assert StaffAct.objects.filter(action="remboursements emportés").count() == 3


def test_the_log_of_the_team_tells_of_each_decision_on_money(client, desk):
    claim = make_claim(make_fund(), "100.00")

    services.ask(claim, desk, "Une facture lisible")
    services.complete(claim, in_charge(claim.cafe))
    services.accept(claim, desk, euros("40.50"), "Une part seulement")
    services.pay(again(claim), desk, timezone.localdate(), "VIR-1")

    acts = StaffAct.objects.filter(subject=claim.number, by=desk).order_by("pk")
    assert list(acts.values_list("action", "detail")) == [
        ("remboursement : à compléter", "Une facture lisible"),
        ("remboursement : acceptée", "40.50 · Une part seulement"),
        ("remboursement : payée", "40.50 · VIR-1"),
    ]
    client.force_login(make_staff("Administration"))
    assert claim.number in client.get("/gestion/actes/results/", {"q": "remboursement"}).content.decode()


def test_other_desks_see_nothing_of_it(client):
    claim = make_claim()
    client.force_login(make_staff("Culture", "Réseau", "Communication", "Validation", "Instruction"))

    paths = [QUEUE, url(claim), url(claim, "accepter"), f"{QUEUE}fonds/", f"{QUEUE}a-payer.csv"]

    assert [client.get(path).status_code for path in paths] == [302] * 5
    assert QUEUE not in shown(client.get("/gestion/"))


def test_screens_ask_as_many_questions_for_many(client, desk, django_assert_max_num_queries):
    fund = make_fund(100_000, 50_000)
    claims = [make_claim(fund) for _ in range(6)]
    for _ in range(5):
        draft = make_draft(fund)
        for _line in range(4):
            make_line(draft)
    client.get(QUEUE)

    with django_assert_max_num_queries(16):
        client.get(QUEUE)
    with django_assert_max_num_queries(30):
        client.get(url(claims[0]))


def test_words_and_numbers_find_a_claim_and_odd_ones_find_nothing(client, desk):
    claim, other = make_claim(), make_claim()

    met = [shown(client.get(QUEUE, {"q": words})) for words in (claim.number, claim.cafe.name, "zanzibar")]
    odd = [client.get(QUEUE, asked).status_code for asked in ODD]

    assert [(url(claim) in page, url(other) in page) for page in met] == [(True, False), (True, False), (False, False)]
    assert odd == [200] * len(ODD)


ODD = [
    {"q": "\0"}, {"q": "R-" + "9" * 40}, {"fonds": "9" * 30}, {"fonds": "-1"}, {"etat": "x"}, {"page": "zz"},
    {"q": '"'}, {"q": "٣"}, {"fonds": "٣"},
]  # fmt: skip


def test_a_draft_is_not_on_the_desk(client, desk):
    draft = make_draft(cafe=a_cafe())

    assert client.get(url(draft)).status_code == 404
    assert Claim.objects.get().state == "draft"
    assert reverse("claims_claim", args=[draft.pk]) not in shown(client.get(QUEUE))


def test_activities_to_come_are_not_offered(client):
    cafe = a_cafe()
    make_fund()
    make_activity(cafe, day=timezone.localdate() + timedelta(days=2), title="Dans deux jours")
    client.force_login(in_charge(cafe))

    assert "Dans deux jours" not in shown(client.get("/espace/remboursements/nouvelle/"))
