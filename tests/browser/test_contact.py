"""Writing to the team, on a phone without scripts, with the keyboard, after a wrong click."""

import re

import pytest
from playwright.sync_api import expect

from home.forms import SHORTEST

pytestmark = pytest.mark.browser

LETTER = "Notre café a fermé en mars.\nPar où commencer ?"
THANKS = "Votre message est bien arrivé"


def wait_like_a_reader(page):
    page.wait_for_timeout(SHORTEST * 1000 + 200)


def test_one_writes_to_the_team_from_a_phone_without_scripts(open_browser, mailbox):
    page = open_browser.window(java_script_enabled=False)
    page.goto("/")

    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Contact").click()
    page.get_by_label("Votre nom").fill("Sans Script")
    page.get_by_label("Votre adresse e-mail").fill("sans.script@")
    page.get_by_label("Votre message").fill(LETTER)
    page.get_by_role("button", name="Envoyer le message").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_in_viewport()
    assert summary.get_by_role("link").all_inner_texts() == ["Votre adresse e-mail", "De quoi s’agit-il ?"]
    for label, message in [
        ("Votre adresse e-mail", "Cette adresse semble incomplète. Exemple : prenom.nom@exemple.fr"),
        ("De quoi s’agit-il ?", "Choisissez un sujet : la bonne personne vous lira."),
    ]:
        summary.get_by_role("link", name=label).click()
        expect(page.get_by_label(label)).to_be_focused()
        expect(page.get_by_label(label)).to_have_accessible_description(re.compile(re.escape(message)))
        expect(page.get_by_label(label)).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Votre nom")).to_have_value("Sans Script")
    expect(page.get_by_label("Votre message")).to_have_value(LETTER)

    page.get_by_label("Votre adresse e-mail").fill("sans.script@example.net")
    page.get_by_label("De quoi s’agit-il ?").select_option(index=1)
    wait_like_a_reader(page)
    page.get_by_role("button", name="Envoyer le message").click()

    expect(page.get_by_role("heading", name=THANKS)).to_be_in_viewport()
    assert [LETTER.splitlines()[0] in letter for letter in mailbox("sans.script@example.net")] == [True]
    assert [LETTER.splitlines()[0] in letter for letter in mailbox("contact@1000cafes.org") if "Sans Script" in letter]


def test_the_worker_takes_the_letters_away(page, mailbox):
    page.goto("/contact/")
    page.get_by_label("Votre nom").fill("Parti Vite")
    page.get_by_label("Votre adresse e-mail").fill("parti.vite@example.net")
    page.get_by_label("De quoi s’agit-il ?").select_option(index=1)
    page.get_by_label("Votre message").fill(LETTER)
    wait_like_a_reader(page)
    page.get_by_role("button", name="Envoyer le message").click()
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()

    for _half_second in range(40):
        copy = mailbox("parti.vite@example.net")[0]
        if "(envoyé)" in copy:
            break
        page.wait_for_timeout(500)

    assert "(envoyé)" in copy


def test_one_writes_to_the_team_with_the_keyboard_alone(desk, tab_to):
    desk.goto("/contact/")

    for label, text in [
        ("Votre nom", "Camille Clavier"),
        ("Votre adresse e-mail", "camille.clavier@example.net"),
        ("Votre commune", "Cadalen"),
    ]:
        tab_to(desk, desk.get_by_label(label))
        desk.keyboard.type(text)
    tab_to(desk, desk.get_by_label("De quoi s’agit-il ?"))
    desk.keyboard.press("ArrowDown")
    tab_to(desk, desk.get_by_label("Votre message"))
    desk.keyboard.type(LETTER)
    wait_like_a_reader(desk)
    tab_to(desk, desk.get_by_role("button", name="Envoyer le message"))
    desk.keyboard.press("Enter")

    expect(desk.get_by_role("heading", name=THANKS)).to_be_visible()


def test_the_keyboard_never_falls_into_the_trap_of_robots(desk, tab_to):
    desk.goto("/contact/")
    tab_to(desk, desk.get_by_label("Votre nom"))
    reached = set()

    while "BUTTON" not in reached:
        desk.keyboard.press("Tab")
        reached.add(desk.evaluate("document.activeElement.name || document.activeElement.tagName"))

    assert reached == {"email", "commune", "subject", "message", "BUTTON"}


def test_a_letter_survives_a_wrong_click_and_is_forgotten_once_sent(page):
    page.goto("/contact/")
    page.get_by_label("Votre nom").fill("Gaston Distrait")
    page.get_by_label("Votre adresse e-mail").fill("gaston.distrait@example.net")
    page.get_by_label("De quoi s’agit-il ?").select_option(index=2)
    page.get_by_label("Votre message").fill(LETTER)
    subject = page.get_by_label("De quoi s’agit-il ?").input_value()
    page.get_by_role("link", name="1000 cafés").first.click()
    page.wait_for_url(re.compile("/$"))

    page.goto("/contact/")

    expect(page.get_by_label("Votre nom")).to_have_value("Gaston Distrait")
    expect(page.get_by_label("De quoi s’agit-il ?")).to_have_value(subject)
    expect(page.get_by_label("Votre message")).to_have_value(LETTER)

    wait_like_a_reader(page)
    page.get_by_role("button", name="Envoyer le message").click()
    expect(page.get_by_role("heading", name=THANKS)).to_be_visible()
    page.goto("/contact/")

    expect(page.get_by_label("Votre nom")).to_have_value("")
    expect(page.get_by_label("Votre message")).to_have_value("")
