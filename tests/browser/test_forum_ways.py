"""Other ways through the forum: who moderates, by keyboard and without scripts; the way back; naming somebody."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.forum import FORUM, SOUP, arrives_at, laid, message, send, state_of

pytestmark = pytest.mark.browser

REPORTED = f"{SOUP}Report.objects.create(post=answer, reporter=holder, reason='spam', text='Une réclame', copy='')"
MODERATOR = "reseau@example.org"


# -- Who moderates ----------------------------------------------------------------------------------------------------


def test_a_moderator_hides_what_was_reported_by_keyboard_alone(site, phone_of, press, type_in, tab_to, mailbox):
    topic = laid(site, REPORTED, "soup.pk")[0]
    page = phone_of(MODERATOR)

    page.goto("/espace/")
    press(page, "link", re.compile("messages? du forum"))
    press(page, "link", "Lire et décider", page.locator(".waiting", has_text="Une réclame"))
    tab_to(page, page.get_by_label("Laisser le message", exact=False))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Masquer le message", exact=True)).to_be_checked()
    type_in(page, "La raison, que lira qui l’a écrit (facultatif)", "Pas de réclame entre nous.")
    press(page, "button", "Décider")
    expect(page.get_by_role("main")).to_contain_text("Le message est masqué")

    page.goto(f"{FORUM}sujet/{topic}/")
    expect(page.locator("#m2")).to_contain_text("Masqué par la modération")
    press(page, "button", "Rétablir", page.locator("#m2"))
    expect(page.locator("#m2")).not_to_contain_text("Masqué par la modération")
    assert "y a donné suite" in mailbox("porteur@example.org")[0]


def test_a_moderator_decides_deletes_and_moves_without_scripts(site, phone_of, mailbox):
    topic, answer = laid(site, REPORTED, "soup.pk", "answer.pk")
    page = phone_of(MODERATOR, java_script_enabled=False)

    page.goto(f"{FORUM}moderation/")
    page.locator(".waiting", has_text="Une réclame").get_by_role("link", name="Lire et décider").click()
    page.get_by_label("Laisser le message", exact=False).check()
    page.get_by_role("button", name="Décider").click()
    expect(page.get_by_role("main")).to_contain_text("le message reste")

    page.goto(f"{FORUM}message/{answer}/supprimer/")
    page.get_by_role("button", name="Supprimer").click()
    expect(page.get_by_role("main")).to_contain_text("Dites pourquoi")
    page.get_by_label("Pourquoi").fill("Écrit deux fois.")
    page.get_by_role("button", name="Supprimer").click()
    expect(page.get_by_role("main")).to_contain_text("Le message est supprimé.")
    assert "Écrit deux fois." in mailbox("gerante@example.org")[0]

    page.goto(f"{FORUM}sujet/{topic}/gerer/")
    move = page.locator("form", has=page.get_by_role("button", name="Déplacer"))
    move.get_by_label("Vers quel espace ?").select_option(label="La table des élus")
    move.get_by_label("Pourquoi").fill("Entre élus.")
    move.get_by_role("button", name="Déplacer").click()
    expect(page.get_by_role("navigation", name="Fil d’Ariane")).to_contain_text("La table des élus")


# -- The way back -----------------------------------------------------------------------------------------------------


def test_what_was_being_written_is_there_when_one_comes_back(site, phone_of):
    laid(site, SOUP)
    page = phone_of("elue@example.org")

    page.goto(f"{FORUM}nouveau/")
    page.get_by_label("Dans quel espace ?").select_option(label="La grande table")
    page.get_by_label("Titre", exact=True).fill("Le retour en arrière")
    message(page).fill("Ce texte ne se perd pas.")
    expect(state_of(page)).to_contain_text("Brouillon gardé à")
    page.get_by_role("navigation", name="Fil d’Ariane").get_by_role("link", name="Forum").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Le forum")
    page.go_back()
    expect(message(page)).to_have_value("Ce texte ne se perd pas.")
    expect(page.get_by_label("Titre", exact=True)).to_have_value("Le retour en arrière")
    send(page)
    arrives_at(page, 1)
    expect(page.locator("#m1")).to_contain_text("Ce texte ne se perd pas.")


# -- Naming somebody --------------------------------------------------------------------------------------------------


def test_a_member_is_named_after_an_arobase_or_in_the_field_for_it(site, phone_of):
    topic, name, number = laid(site, SOUP, "soup.pk", "manager.shown_name", "manager.member.pk")
    page = phone_of("elue@example.org")

    page.goto(f"{FORUM}sujet/{topic}/")
    message(page).press_sequentially(f"Merci @{name[:4].strip()}")
    page.locator(".editor__names").get_by_role("button", name=name).click()
    expect(message(page)).to_have_value(f"Merci @[{name}](membre:{number}) ")
    message(page).press_sequentially("pour la soupe, et à :")
    page.get_by_role("toolbar").get_by_role("button", name="Nommer").click()
    page.keyboard.type(name[:4].strip())
    page.locator(".editor__names").get_by_role("button", name=name).click()
    send(page)
    arrives_at(page, 3)
    expect(page.locator("#m3 .mention")).to_have_text([name, name])


def test_a_member_is_named_without_scripts(site, phone_of):
    topic, name = laid(site, SOUP, "soup.pk", "manager.shown_name")
    page = phone_of("elue@example.org", java_script_enabled=False)

    page.goto(f"{FORUM}sujet/{topic}/")
    message(page).fill("Merci")
    page.get_by_text("Nommer un membre dans ce message").click()
    page.get_by_label("Son nom, ou sa commune").fill(name[:4].strip())
    page.get_by_label("Son nom, ou sa commune").press("Enter")
    page.locator(".editor__names").get_by_role("button", name=name).click()
    send(page)
    expect(page.locator("#m3 .mention")).to_have_text(name)
