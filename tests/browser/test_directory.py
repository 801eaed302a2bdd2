"""A member says who she is, finds another one and writes to her: on a phone, without scripts."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_profile_is_filled_previewed_and_looked_up_without_scripts(open_browser, sign_in):
    page = sign_in(open_browser.window(java_script_enabled=False), "porteur@example.org")

    page.goto("/espace/profil/")
    page.get_by_label("Téléphone", exact=False).first.fill("02 00 00 00 03")
    page.get_by_label("Qui lit mon téléphone").select_option("Les membres")
    page.get_by_label("Bénévoles et association").check()
    page.get_by_role("button", name="Enregistrer et voir ce que les autres voient").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que les autres voient")
    expect(page.get_by_text("02 00 00 00 03")).to_have_count(1)

    page.goto("/espace/annuaire/")
    page.get_by_label("Nom, commune ou café").fill("irma")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Irma Exemple").click()
    page.get_by_label("Objet").fill("Vos bénévoles")
    page.get_by_label("Message").fill("Comment les avez-vous trouvés ?")
    page.get_by_role("button", name="Envoyer le message").click()

    expect(page.get_by_text("Votre message est parti.")).to_be_visible()


def test_a_letter_cut_off_is_found_again_and_forgotten_once_it_has_left(page, sign_in):
    sign_in(page, "elue@example.org").goto("/espace/annuaire/?q=irma")
    page.get_by_role("link", name="Irma Exemple").click()
    page.get_by_label("Message").fill("Notre fournil cherche un four.")

    page.goto("/espace/")
    page.go_back()
    page.reload()

    expect(page.get_by_label("Message")).to_have_value("Notre fournil cherche un four.")
    page.get_by_label("Objet").fill("Un four")
    page.get_by_role("button", name="Envoyer le message").click()
    expect(page.get_by_text("Votre message est parti.")).to_be_visible()
    expect(page.get_by_label("Message")).to_have_value("")


@pytest.mark.parametrize("address", ["profil/", "profil/apercu/", "annuaire/", "annuaire/?q=zzz", "messages/"])
def test_everybody_can_read_the_members_pages(page, sign_in, axe, address):
    sign_in(page, "elue@example.org").goto(f"/espace/{address}")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
