"""The café's screens: ask, spend by spend, paper by paper; complete, take back; and all that may not be."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.claims import services
from events.claims.models import Claim, ClaimLine, Receipt
from tests.core.factories import picture_bytes
from tests.events.claims.factories import (
    PDF,
    again,
    euros,
    in_charge,
    in_state,
    make_activity,
    make_desk,
    make_draft,
    make_fund,
    make_line,
    pdf,
    photo,
)
from tests.events.claims.screens import BEGIN, LIST, shown, spend
from tests.events.letters import letters
from tests.people.factories import a_cafe, make_manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafe():
    return a_cafe()


@pytest.fixture
def manager(client, cafe):
    person = make_manager(cafe)
    client.force_login(person)
    return person


@pytest.fixture
def draft(cafe, manager):
    return make_draft(cafe=cafe, by=manager)


def test_a_claim_goes_from_an_activity_to_the_team(client, cafe, manager):
    fund, activity = make_fund(), make_activity(cafe, title="Soirée soupe")
    desk = make_desk()

    page = shown(client.get(BEGIN))
    begun = client.post(BEGIN, {"key": uuid4(), "activity": f"{fund.pk}-{activity.pk}"})
    claim = Claim.objects.get()
    client.post(f"{begun.url}depense/", spend(claim, amount="12.50", file=photo()))
    client.post(f"{begun.url}depense/", spend(claim, amount="1 030,05 €", label="Conteur", file=pdf()))
    ready = shown(client.get(begun.url))
    sent = client.post(f"{begun.url}envoyer/", follow=True)

    assert "Soirée soupe" in page
    assert "300,00 € restent pour votre café" in page.replace("</b> <span>", " ")
    assert "Total demandé</span> <b>1 042,55 €" in ready
    assert "la demande ne pourra être acceptée que pour cette somme" in ready
    assert "C’est parti" in shown(sent)
    assert (again(claim).state, again(claim).asked, again(claim).made_by) == ("submitted", Decimal("1042.55"), manager)
    assert [line.receipts.count() for line in claim.lines.all()] == [1, 1]
    assert set(letters().values_list("to", flat=True)) == {manager.email, desk.email}


def test_several_papers_are_added_one_by_one_and_taken_away(client, draft):
    line = make_line(draft, with_paper=False)
    page = f"/espace/remboursements/depense/{line.pk}/"

    for upload in (photo(), pdf(), SimpleUploadedFile("recu.webp", picture_bytes(kind="WEBP"), "image/webp")):
        assert client.post(f"{page}justificatif/", {"file": upload}).status_code == 302
    receipt = line.receipts.order_by("pk").first()
    name = receipt.file.name
    removed = client.post(f"/espace/remboursements/justificatif/{receipt.pk}/retirer/")

    assert removed.url == page
    assert [one.name for one in line.receipts.order_by("pk")] == ["facture.pdf", "recu.webp"]
    assert "facture.pdf" in shown(client.get(page))
    assert not storages["closed"].exists(name) or Receipt.objects.filter(pk=receipt.pk).count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12,5", "12.50"), ("12.50", "12.50"), ("0,01", "0.01"), ("1 234,56", "1234.56"),
        ("1\u202f234,56 €", "1234.56"),
        ("20000", "20000.00"), ("007", "7.00"), ("3 euros", "3.00"),
    ],
)  # fmt: skip
def test_a_sum_is_typed_with_a_comma_or_a_point(client, draft, typed, kept):
    answer = client.post(f"/espace/remboursements/{draft.pk}/depense/", spend(draft, amount=typed))

    assert answer.status_code == 302
    assert ClaimLine.objects.get().amount == again(draft).asked == Decimal(kept)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"amount": "0.001"}, "au centime près"),
        ({"amount": "1.234"}, "au centime près"),
        ({"amount": "0"}, "plus grande que zéro"),
        ({"amount": "-5"}, "plus grande que zéro"),
        ({"amount": "−5"}, "plus grande que zéro"),
        ({"amount": "20000,01"}, "vérifiez la somme"),
        ({"amount": "1e3"}, "Écrivez une somme en chiffres"),
        ({"amount": "NaN"}, "Écrivez une somme en chiffres"),
        ({"amount": "1,234.50"}, "Écrivez une somme en chiffres"),
        ({"amount": "٣"}, "Écrivez une somme en chiffres"),
        ({"amount": ""}, "Écrivez la somme"),
        ({"label": ""}, "ce qui a été acheté"),
        ({"label": "FR76 3000 6000 0112 3456 7890 189"}, "pas de numéro de compte"),
        ({"expense": "diamonds"}, "Sélectionnez un choix valide"),
        ({"spent_on": "2090-01-01"}, "pas encore venu"),
        ({"spent_on": "2001-01-01"}, "plus d’un an"),
        ({"spent_on": "hier"}, "date valide"),
        ({"file": SimpleUploadedFile("facture.pdf", b"<html><script>")}, "n’est pas ce que dit son nom"),
        ({"file": SimpleUploadedFile("facture.jpg", PDF)}, "n’est pas ce que dit son nom"),
        ({"file": SimpleUploadedFile("facture.exe", b"MZ")}, "n’est pas accepté"),
        ({"file": SimpleUploadedFile("facture.docx", b"PK")}, "n’est pas accepté"),
        ({"file": SimpleUploadedFile("vide.pdf", b"")}, "Ce fichier est vide"),
        ({"file": SimpleUploadedFile("lourd.pdf", PDF + b"0" * (10 * 2**20))}, "il en faut un de moins de"),
        ({"file": SimpleUploadedFile("coupe.jpg", picture_bytes(kind="JPEG")[:200])}, "incomplète ou abîmée"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_written(client, draft, given, words):
    answer = client.post(f"/espace/remboursements/{draft.pk}/depense/", spend(draft, **given))

    assert (answer.status_code, words in shown(answer)) == (400, True)
    assert 'value="Farine"' in shown(answer) or "label" in given
    assert (ClaimLine.objects.count(), Receipt.objects.count(), again(draft).asked) == (0, 0, 0)


def test_what_weighs_too_much_to_be_kept_is_said(client, draft, settings):
    settings.FILE_UPLOAD_MOST = 1000
    line = make_line(draft, with_paper=False)

    answer = client.post(f"/espace/remboursements/depense/{line.pk}/justificatif/", {"file": pdf(words="0" * 2000)})

    assert (answer.status_code, "trop lourd" in shown(answer)) == (400, True)


def test_a_photo_loses_where_it_was_taken(client, draft):
    taken = picture_bytes(kind="JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00GPS-ICI")
    line = make_line(draft, with_paper=False)

    client.post(f"/espace/remboursements/depense/{line.pk}/justificatif/", {"file": SimpleUploadedFile("a.jpg", taken)})

    receipt = Receipt.objects.get()
    with receipt.file.open() as kept:
        assert b"GPS-ICI" not in kept.read()
    assert receipt.file.name.startswith("claims/")


def test_the_same_form_sent_twice_is_one_thing(client, cafe, manager):
    fund, activity = make_fund(), make_activity(cafe)
    asked = {"key": uuid4(), "activity": f"{fund.pk}-{activity.pk}"}

    urls = {client.post(BEGIN, asked).url for _ in range(3)}
    claim = Claim.objects.get()
    line, paper = spend(claim), PDF
    for _ in range(3):
        line["file"] = SimpleUploadedFile("facture.pdf", paper)
        client.post(f"{claim.get_absolute_url()}depense/", line)
    sent = [client.post(f"{claim.get_absolute_url()}envoyer/", follow=True) for _ in range(3)]

    assert urls == {claim.get_absolute_url()}
    assert (claim.lines.count(), Receipt.objects.count(), claim.acts.count()) == (1, 1, 1)
    assert [answer.status_code for answer in sent] == [200] * 3
    assert "déjà fait" in shown(sent[2])
    assert letters().filter(to=manager.email).count() == 1


def test_without_a_paper_it_does_not_leave(client, draft):
    empty = client.post(f"{draft.get_absolute_url()}envoyer/")
    make_line(draft, with_paper=False, label="Chapiteau")
    bare = client.post(f"{draft.get_absolute_url()}envoyer/")

    assert (empty.status_code, "au moins une dépense" in shown(empty)) == (400, True)
    assert (bare.status_code, "n’a pas de justificatif : Chapiteau" in shown(bare)) == (400, True)
    assert again(draft).state == "draft"
    assert letters().count() == 0


def test_what_is_missing_is_listed_completed_and_sent_back(client, cafe, manager):
    claim = in_state("incomplete")
    client.force_login(in_charge(claim.cafe))
    home = shown(client.get("/espace/"))

    page = shown(client.get(claim.get_absolute_url()))
    client.post(f"{claim.get_absolute_url()}depense/", spend(claim, label="Oubli", amount="7", file=pdf()))
    answer = client.post(f"{claim.get_absolute_url()}complete/", {"text": "La facture est jointe."}, follow=True)

    assert f"Compléter votre demande de remboursement {claim.number}" in home
    assert "<li>La facture</li>" in page
    assert "J’ai complété" in page
    assert "l’équipe regarde à nouveau" in shown(answer)
    assert (again(claim).state, again(claim).asked, again(claim).missing) == ("submitted", Decimal("107.00"), "")
    assert again(claim).acts.order_by("pk").last().detail == "La facture est jointe."


def test_a_claim_is_taken_back_and_a_draft_is_thrown_away_with_its_papers(client, django_capture_on_commit_callbacks):
    sent, draft = in_state("submitted"), in_state("draft")
    name = draft.lines.get().receipts.get().file.name

    client.force_login(in_charge(sent.cafe))
    withdrawn = client.post(f"{sent.get_absolute_url()}abandonner/", follow=True)
    too_late = client.post(f"{sent.get_absolute_url()}effacer/")
    client.force_login(in_charge(draft.cafe))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{draft.get_absolute_url()}effacer/")

    assert "La demande est retirée." in shown(withdrawn)
    assert (again(sent).state, too_late.status_code) == ("withdrawn", 409)
    assert not Claim.objects.filter(pk=draft.pk).exists()
    assert not storages["closed"].exists(name)


def asked(client, path: str) -> int:
    """How many questions a page asks; the first time it notes that the device is in use."""
    client.get(path)
    with CaptureQueriesContext(connection) as questions:
        answer = client.get(path)
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].replace(" ", "").split(","))
    return len(questions)


def test_pages_are_for_one_reader_and_their_cost_does_not_grow(client, cafe, manager):
    claim = make_draft(cafe=cafe, by=manager)
    make_line(claim, "1.00")
    pages = (LIST, BEGIN, claim.get_absolute_url())

    few = [asked(client, path) for path in pages]
    for _ in range(6):
        make_line(make_draft(make_fund(), cafe, manager), "1.00")
        make_line(claim, "1.00")
        make_activity(cafe)

    assert [asked(client, path) for path in pages] == few
    assert max(few) <= 14


def test_screens_are_in_english_too(client, cafe, manager):
    make_line(make_draft(cafe=cafe, by=manager))

    pages = [client.get(f"/en{path}") for path in (LIST, BEGIN, Claim.objects.get().get_absolute_url())]

    assert [page.status_code for page in pages] == [200, 200, 200]


@pytest.mark.parametrize("late", ["remove_line", "remove_receipt", "add_receipt", "complete", "send"])
def test_a_first_agreement_is_told_to_nobody_of_the_cafe(client, late):
    claim = in_state("submitted", fund=make_fund(two_people_above=euros(1)))
    line = claim.lines.get()
    services.accept(claim, make_desk(display_name="Odette Exemple"), claim.asked)
    client.force_login(in_charge(claim.cafe))
    addresses = {
        "remove_line": f"{LIST}depense/{line.pk}/retirer/",
        "remove_receipt": f"{LIST}justificatif/{line.receipts.get().pk}/retirer/",
        "add_receipt": f"{LIST}depense/{line.pk}/justificatif/",
        "complete": f"{LIST}{claim.pk}/complete/",
        "send": f"{LIST}{claim.pk}/envoyer/",
    }

    answer = client.post(addresses[late], {"file": pdf()} if late == "add_receipt" else {})

    page = shown(answer).lower()
    assert (again(claim).state, answer.status_code) == ("checked", 409)
    assert "cette demande a changé entre-temps : envoyée." in page
    assert "odette" not in page
    assert "accord" not in page
