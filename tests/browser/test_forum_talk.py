"""What is put to members' voices, what they write to one another, what a picture shows: by keyboard, for everybody."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.forum import ASKED, FORUM, SOUP, arrives_at, laid, message, number_in, send
from tests.conftest import DESK, PHONE
from tests.core.factories import picture_bytes
from tools.looks import SHARP, TOO_SMALL, TOO_WIDE

pytestmark = pytest.mark.browser

# Each has written to the other; nobody has blocked nor reported anybody yet.
WRITTEN = """
from members.directory.models import Block, Message, MessageReport
Block.objects.all().delete()
MessageReport.objects.all().delete()
Message.objects.all().delete()
got = Message.objects.create(sender=manager, recipient=mayor, subject="Votre four", body="Qui vous a prêté le four ?")
given = Message.objects.create(sender=mayor, recipient=manager, subject="Merci", body="Merci de la visite.")
"""


@pytest.fixture
def press(tab_to):
    """Reaches a button or a link with the Tab key, and presses it."""

    def reach_and_press(page, role, name):
        tab_to(page, page.get_by_role("main").get_by_role(role, name=name).first)
        page.keyboard.press("Enter")

    return reach_and_press


@pytest.fixture
def type_in(tab_to):
    """Reaches a field with the Tab key, and types in it."""

    def reach_and_type(page, label, words):
        tab_to(page, page.get_by_role("main").get_by_label(label, exact=True))
        page.keyboard.type(words)

    return reach_and_type


def faults_of(page, axe) -> list[str]:
    return axe(page, **SHARP) + page.evaluate(TOO_WIDE) + page.evaluate(TOO_SMALL)


# -- Consultations ----------------------------------------------------------------------------------------------------


def test_a_consultation_is_opened_answered_and_read_by_keyboard_alone(site, phone_of, press, type_in, tab_to):
    laid(site)
    moderator, mayor = phone_of("reseau@example.org"), phone_of("elue@example.org")
    last = timezone.localdate() + timedelta(days=9)

    moderator.goto(f"{FORUM}moderation/")
    press(moderator, "link", "Ouvrir une consultation")
    tab_to(moderator, moderator.get_by_label("Dans quel espace ?"))
    moderator.keyboard.type("La grande")
    type_in(moderator, "Titre", "La licence dans chaque village")
    type_in(moderator, "La question", "La demander pour tous ?")
    type_in(moderator, "Les réponses possibles", "Oui")
    moderator.keyboard.press("Enter")
    moderator.keyboard.type("Non")
    moderator.get_by_label("Dernier jour pour répondre").fill(last.isoformat())  # a calendar has keys of its own
    type_in(moderator, "Votre message", "Voici ce que nous dirions.")
    press(moderator, "button", "Envoyer")
    arrives_at(moderator, 1)
    number = number_in(moderator)

    mayor.goto(f"{FORUM}sujet/{number}/")
    ballot = mayor.get_by_role("region", name="La demander pour tous")
    tab_to(mayor, ballot.get_by_role("radio").first)
    mayor.keyboard.press("Space")
    tab_to(mayor, ballot.get_by_role("checkbox"))
    mayor.keyboard.press("Space")
    press(mayor, "button", "Donner ma voix")
    expect(mayor.get_by_role("main")).to_contain_text("Votre voix est enregistrée")
    expect(ballot.get_by_label("Oui")).to_be_checked()
    tab_to(mayor, ballot.get_by_role("radio", checked=True))
    mayor.keyboard.press("ArrowDown")
    press(mayor, "button", "Changer ma voix")
    expect(ballot.get_by_label("Non")).to_be_checked()
    expect(ballot).not_to_contain_text("100")

    over = "timezone.now() - timedelta(minutes=5)"
    said = "from django.utils import timezone\nfrom members.forum.models import Poll\n"
    laid(site, f"{said}Poll.objects.filter(topic={number}).update(closes_at={over})")
    mayor.reload()
    row = ballot.get_by_role("row", name=re.compile("^Non"))
    expect(row).to_contain_text(re.compile("1.*100"))
    expect(row).to_contain_text("votre voix")
    press(mayor, "link", "Version à imprimer")
    expect(mayor.get_by_role("main")).to_contain_text("La demander pour tous")
    expect(mayor.get_by_role("main")).to_contain_text(re.compile("1 voix donnée"))


def test_what_was_begun_of_a_consultation_comes_back(site, phone_of):
    laid(site)
    page = phone_of("reseau@example.org")
    page.goto(f"{FORUM}consulter/")
    page.get_by_label("La question").fill("La demander pour tous ?")
    page.get_by_label("Les réponses possibles").fill("Oui\nNon")
    expect(page.locator("[data-state]")).to_contain_text("Brouillon gardé à")

    page.goto(f"{FORUM}brouillons/")
    page.get_by_role("main").get_by_role("link", name="La demander pour tous").click()

    expect(page.get_by_label("La question")).to_have_value("La demander pour tous ?")
    expect(page.get_by_label("Les réponses possibles")).to_have_value("Oui\nNon")


# -- Letters between members ------------------------------------------------------------------------------------------


def test_a_letter_is_answered_reported_and_its_author_blocked_by_keyboard_alone(site, phone_of, press, type_in, tab_to):
    got = laid(site, WRITTEN, "got.pk")[0]
    page, moderator = phone_of("elue@example.org"), phone_of("reseau@example.org")

    page.goto("/espace/messages/")
    press(page, "link", "Votre four")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre four")
    type_in(page, "Message", "Le boulanger du bourg.")
    press(page, "button", "Envoyer la réponse")
    expect(page.get_by_text("Votre message est parti.")).to_be_visible()

    page.goto(f"/espace/messages/{got}/")
    press(page, "link", "Signaler")
    press(page, "button", "Montrer ce message à l’équipe")
    expect(page.get_by_role("main")).to_contain_text("Dites en quelques mots")
    type_in(page, "Ce qui ne va pas", "Ce n’est pas elle.")
    press(page, "button", "Montrer ce message à l’équipe")
    expect(page.get_by_role("main")).to_contain_text("Vous avez signalé ce message")

    press(page, "button", re.compile("^Bloquer"))
    expect(page.get_by_role("main")).to_contain_text("Ne peuvent plus m’écrire")
    moderator.goto("/espace/messages/signales/")
    moderator.get_by_role("main").get_by_role("link").last.click()
    expect(moderator.get_by_role("main")).to_contain_text("Qui vous a prêté le four ?")
    expect(moderator.get_by_role("main")).not_to_contain_text("Le boulanger du bourg.")


# -- Pictures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_what_a_picture_shows_is_asked_beside_it(site, phone_of, scripts):
    topic = laid(site, SOUP, "soup.pk")[0]
    page = phone_of("gerante@example.org", java_script_enabled=scripts)
    page.goto(f"{FORUM}sujet/{topic}/repondre/")
    message(page).fill("Voici la salle, un jeudi.")
    chosen = {"name": "salle.png", "mimeType": "image/png", "buffer": picture_bytes()}
    page.get_by_label("Joindre des images ou des fichiers").set_input_files(chosen)
    if not scripts:
        send(page)
        expect(page.get_by_role("main")).to_contain_text("n’est pas encore parti")
    page.get_by_label("Ce que montre « salle.png »").fill("Trente personnes attablées")
    send(page)

    expect(page.locator("#m3 .note__pictures img")).to_have_attribute("alt", "Trente personnes attablées")


# -- Owed to every page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_everybody_can_use_what_is_put_to_voices_and_written_between_members(site, open_browser, sign_in, axe, size):
    running, closed = laid(site, ASKED, "running.pk", "closed.pk")
    got, given, to_whom = laid(site, WRITTEN, "got.pk", "given.pk", "manager.member.pk")
    mayor, moderator = (sign_in(open_browser.window(size), f"{box}@example.org") for box in ("elue", "reseau"))
    read = [f"{FORUM}sujet/{topic}/" for topic in (running, closed)]
    read += [f"{FORUM}sujet/{topic}/imprimer/" for topic in (running, closed)]
    read += ["/espace/messages/", "/espace/messages/?envoyes=1", f"/espace/annuaire/{to_whom}/"]
    read += [f"/espace/messages/{given}/", f"/espace/messages/{got}/signaler/", f"/espace/messages/{got}/"]

    found = {}
    for page, addresses in (
        (mayor, read),
        (moderator, [f"{FORUM}consulter/", "/espace/messages/signales/", *read[:4]]),
    ):
        for address in addresses:
            assert page.goto(address).status == 200, address
            found[address, page is moderator] = faults_of(page, axe)
    mayor.goto(f"/espace/messages/{got}/")
    mayor.get_by_role("button", name=re.compile("^Bloquer")).click()
    found["blocked"] = faults_of(mayor, axe)
    mayor.goto(f"{FORUM}sujet/{running}/repondre/")
    chosen = {"name": "salle.png", "mimeType": "image/png", "buffer": picture_bytes()}
    mayor.get_by_label("Joindre des images ou des fichiers").set_input_files(chosen)
    found["picture chosen"] = faults_of(mayor, axe)
    message(mayor).fill("Voici.")
    send(mayor)
    found["picture asked of"] = faults_of(mayor, axe)

    assert {address: faults for address, faults in found.items() if faults} == {}
