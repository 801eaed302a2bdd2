"""Money that comes back, in a browser: asked on a telephone, read and paid at a desk."""

import pytest
from django.utils import timezone

from tests.conftest import DESK
from tests.core.factories import picture_bytes

pytestmark = pytest.mark.browser

LIST = "/espace/remboursements/"
TICKET = {"name": "ticket.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes((600, 900), kind="JPEG")}
BILL = {"name": "facture.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


def ask(phone):
    """A new claim with one expense and two papers, not sent yet."""
    phone.goto(LIST)
    phone.get_by_role("link", name="Demander un remboursement").click()
    phone.get_by_label("Atelier brioches").check()
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_role("link", name="Ajouter une dépense").click()
    phone.get_by_label("Combien, en euros").fill("42,50")
    phone.get_by_label("Quoi").fill("Farine et œufs")
    phone.get_by_label("Sorte de dépense").select_option("food")
    phone.get_by_label("Date du ticket").fill(timezone.localdate().isoformat())
    phone.get_by_label("Facture ou ticket").set_input_files(TICKET)
    phone.get_by_role("button", name="Enregistrer, puis un autre justificatif").click()
    phone.get_by_label("Facture ou ticket").set_input_files(BILL)
    phone.get_by_role("button", name="Ajouter ce justificatif").click()
    phone.get_by_role("link", name="Revenir à la demande").click()


def answer(desk, number: str) -> list[int]:
    """Accepted, then paid; how wide the papers are that were seen beside the lines."""
    desk.goto(f"/gestion/remboursements/{number}/")
    seen = desk.locator(".desk-expense img")
    seen.first.scroll_into_view_if_needed()
    desk.wait_for_function("document.querySelector('.desk-expense img').naturalWidth > 0")
    widths = seen.evaluate_all("all => all.map(one => one.naturalWidth)")
    desk.get_by_role("link", name="Accepter…").first.click()
    desk.get_by_role("button", name="Accorder cette somme").click()
    desk.get_by_role("link", name="Marquer payée…").first.click()
    desk.get_by_label("Référence du virement").fill("VIR-TEST-1")
    desk.get_by_role("button", name="Noter ce paiement").click()
    return widths


def test_a_claim_goes_from_a_telephone_to_the_bank_and_back(open_browser, sign_in, axe):
    phone = sign_in(open_browser.window(), "gerante@example.org")
    desk = sign_in(open_browser.window(DESK), "finances@example.org")

    ask(phone)
    faults, total = axe(phone), phone.locator(".claims__total b").inner_text()
    phone.get_by_role("button", name="Envoyer à l’équipe").click()
    widths = answer(desk, phone.url.rstrip("/").rpartition("/")[2])
    faults += [fault for fault in axe(desk) if "desk" in fault or ".listing" in fault]
    phone.reload()

    assert " ".join(total.split()) == "42,50 €"
    assert widths == [600]
    assert "référence VIR-TEST-1" in " ".join(phone.locator(".claims__answer").inner_text().split())
    assert faults + axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_paper_is_added_without_javascript(open_browser, sign_in):
    phone = sign_in(open_browser.window(java_script_enabled=False), "gerante@example.org")

    phone.goto(LIST)
    phone.get_by_role("link", name="Soupes du monde").click()
    phone.get_by_role("link", name="Légumes et épices", exact=True).click()
    before = phone.locator(".claim-paper").count()
    phone.get_by_label("Facture ou ticket").set_input_files(BILL)
    phone.get_by_role("button", name="Ajouter ce justificatif").click()

    assert phone.locator(".claim-paper").count() == before + 1
