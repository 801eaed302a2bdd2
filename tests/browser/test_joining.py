"""A mayor joins from her phone: the code, who she is, the wait, two clicks of the team, and she is in."""

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import DESK

pytestmark = pytest.mark.browser

SOMEBODY = "odile.exemple@example.org"
HOME = "/espace/"


def code_in(letter):
    return re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", letter)[0]


@pytest.fixture
def keys(tab_to):
    """What one does without a mouse: reach, then type or press."""

    def type_in(page, label, words):
        tab_to(page, page.get_by_label(label))
        page.keyboard.type(words)

    def press(page, role, name):
        tab_to(page, page.get_by_role(role, name=name))
        page.keyboard.press("Enter")

    return type_in, press


def test_a_mayor_joins_by_keyboard_without_scripts_and_the_team_accepts_in_two_clicks(open_browser, mailbox, keys):
    type_in, press = keys
    phone, desk = open_browser.window(java_script_enabled=False), open_browser.window(DESK)

    phone.goto("/compte/signup/")
    type_in(phone, "Votre adresse e-mail", SOMEBODY)
    press(phone, "button", "Recevoir un code")
    expect(phone.get_by_label("Code reçu par e-mail")).to_be_visible()
    type_in(phone, "Code reçu par e-mail", code_in(mailbox(SOMEBODY)[0]))
    phone.keyboard.press("Enter")
    press(phone, "link", "Élue ou élu d’une commune")
    type_in(phone, "Votre nom", "Odile Exemple")
    type_in(phone, "Votre commune", "81046")
    type_in(phone, "Votre fonction", "Maire")
    press(phone, "button", "Envoyer ma demande")
    expect(phone.get_by_role("main")).to_contain_text("Votre demande est bien arrivée")
    assert "Votre demande est bien arrivée" in mailbox(SOMEBODY)[0]
    assert phone.goto("/espace/forum/").status == 403  # the wait is told, and leads back to where it is followed
    expect(phone.get_by_role("main")).to_contain_text("Votre demande est chez nous")

    desk.goto("/gestion/")
    desk.get_by_label("Votre adresse e-mail").fill("reseau@example.org")
    desk.get_by_role("button", name="Recevoir un code").click()
    expect(desk.get_by_label("Code reçu par e-mail")).to_be_visible()
    desk.get_by_label("Code reçu par e-mail").fill(code_in(mailbox("reseau@example.org")[0]))
    desk.get_by_role("button", name="Entrer").click()
    desk.get_by_role("button", name="Utiliser le téléphone de démonstration").click()
    desk.get_by_role("link", name="Odile Exemple").click()
    desk.get_by_role("button", name="Accepter").click()
    expect(desk.get_by_text("l’espace des membres lui est ouvert")).to_be_visible()

    phone.goto(HOME)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Nos règles, avant d’entrer")
    press(phone, "button", "J’accepte, continuer")
    expect(phone.get_by_role("main")).to_contain_text("Maire, Cadalen")
    assert "Bienvenue" in mailbox(SOMEBODY)[0]
