"""A member takes her data away, then leaves: on a phone, by the keyboard or without scripts; nothing of her is left."""

import json
import re
import zipfile

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DATA, CLOSE = "/compte/mes-donnees/", "/compte/mes-donnees/fermer/"


def code_in(letter):
    return re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", letter)[0]


def join(page, mailbox, email):
    page.goto("/compte/signup/")
    page.get_by_label("Votre adresse e-mail").fill(email)
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_label("Code reçu par e-mail").fill(code_in(mailbox(email)[0]))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/compte/"))
    expect(page.get_by_label("Code reçu par e-mail")).to_have_count(0)


def folder_of(download) -> dict[str, str]:
    with zipfile.ZipFile(download.path()) as packed:
        return {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_member_takes_everything_away_in_one_file(open_browser, sign_in, scripts):
    page = sign_in(open_browser.window(java_script_enabled=scripts), "gerante@example.org")
    page.goto("/compte/")
    page.get_by_role("main").get_by_role("link", name="Mes données").click()
    expect(page.get_by_role("main")).to_contain_text("Règles d’exemple")

    with page.expect_download() as waited:
        page.get_by_role("link", name="Télécharger mes données").click()

    assert re.fullmatch(r"mes-donnees-1000-cafes-\d{4}-\d\d-\d\d\.zip", waited.value.suggested_filename)
    files = folder_of(waited.value)
    told = "".join(files.values())
    assert "gerante@example.org" in told
    assert "elue@example.org" not in told
    assert all(json.loads(content) is not None for name, content in files.items() if name.endswith(".json"))


def test_an_account_is_closed_by_the_keyboard_alone_and_its_address_opens_nothing_more(
    page, open_browser, mailbox, tab_to, axe
):
    email = "adieu.exemple@example.org"
    join(page, mailbox, email)
    page.goto(DATA)
    tab_to(page, page.get_by_role("link", name="Fermer mon compte…"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{CLOSE}$"))
    assert axe(page) == []

    word, button = page.get_by_label("Pour confirmer, écrivez"), page.get_by_role("button", name="pour toujours")
    tab_to(page, word)
    page.keyboard.type("peut-être")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Rien n’a été fait")
    expect(word).to_have_value("peut-être")
    assert axe(page) == []

    tab_to(page, word)
    page.keyboard.press("Control+A")
    page.keyboard.type("fermer")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Au revoir, et merci")
    assert axe(page) == []
    page.goto("/compte/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")
    assert [letter for letter in mailbox(email) if "fermé" in letter]


def test_an_account_is_closed_without_scripts(open_browser, mailbox):
    page = open_browser.window(java_script_enabled=False)
    join(page, mailbox, "au.revoir.exemple@example.org")

    page.goto(CLOSE)
    page.get_by_label("Pour confirmer, écrivez").fill("FERMER")
    page.get_by_role("button", name="pour toujours").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Au revoir, et merci")


def test_somebody_of_the_team_is_told_that_another_closes_the_account(open_browser, sign_in):
    page = sign_in(open_browser.window(), "culture@example.org")

    assert page.goto(CLOSE).status == 403
    expect(page.get_by_role("button", name="pour toujours")).to_have_count(0)


@pytest.mark.parametrize("address", [DATA, CLOSE, "/compte/ferme/"])
def test_everybody_can_use_the_pages_of_ones_data(page, sign_in, axe, address):
    sign_in(page, "elue@example.org").goto(address)

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
