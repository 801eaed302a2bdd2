"""The forum in the hands of a mayor and a manager: by keyboard, without scripts, with the line cut."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.forum import FORUM, LICENCE, SECRET, SOUP, arrives_at, laid, message, number_in, send, state_of
from tests.core.factories import picture_bytes

pytestmark = pytest.mark.browser

TYPED = "Le préau est libre. Qui a déjà monté un café sous un préau ?"


@pytest.fixture
def forgive(open_browser):
    """What a journey does on purpose is no fault: a line that is cut, a text that is refused."""

    def forget(*reasons):
        open_browser.faults[:] = [
            fault for fault in open_browser.faults if not any(reason in fault for reason in reasons)
        ]

    return forget


# -- A mayor on a phone -----------------------------------------------------------------------------------------------


def test_a_mayor_asks_is_answered_and_says_so_by_keyboard_alone(site, phone_of, press, type_in, tab_to):
    asked = laid(site, LICENCE, "licence.pk")[0]
    page = phone_of("elue@example.org")

    page.goto("/espace/")
    press(page, "button", "Menu de l’espace", page.locator("body"))
    press(page, "link", "Forum", page.get_by_role("navigation", name="Espace des membres"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Le forum")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\d+ sujets? à lire"))
    press(page, "link", "Non lus")
    unread = page.locator("article.thread", has=page.locator(f"a[href*='/sujet/{asked}/']"))
    expect(unread).to_contain_text("Nouveau")
    press(page, "link", "Reprendre la licence IV d’un café fermé")
    expect(page.get_by_role("main")).to_contain_text("Comment faire ?")
    page.goto(f"{FORUM}non-lus/")
    expect(unread).to_have_count(0)

    page.goto(FORUM)
    press(page, "link", "Poser une question")
    tab_to(page, page.get_by_label("Dans quel espace ?"))
    page.keyboard.type("La grande")
    type_in(page, "Titre", "Reprendre une licence IV")
    near = page.get_by_role("region", name="Peut-être déjà répondu")
    expect(near.get_by_role("link", name="Reprendre la licence IV d’un café fermé").first).to_be_visible()
    type_in(page, "Votre message", "Le café a fermé en mars. **Que devient sa licence ?**")
    press(page, "button", "Aperçu")
    expect(page.locator("[data-preview] strong")).to_have_text("Que devient sa licence ?")
    press(page, "button", "Envoyer")
    arrives_at(page, 1)
    expect(page.locator("#m1")).to_contain_text("Que devient sa licence ?")

    laid(
        site,
        f"answer = make_reply(Topic.objects.get(pk={number_in(page)}), author=manager, body='Elle dort trois ans.')",
    )
    page.reload()
    type_in(page, "Votre message", "Et après ?")
    press(page, "button", "Envoyer")
    arrives_at(page, 3)
    laid(site)
    page.reload()
    press(page, "link", "Citer", page.locator("#m2"))
    expect(message(page)).to_have_value(re.compile("> Elle dort trois ans."))
    type_in(page, "Votre message", "Trois ans, c’est noté.")
    press(page, "button", "Envoyer")
    arrives_at(page, 4)
    expect(page.locator("#m4 blockquote")).to_have_text("Elle dort trois ans.")
    expect(page.locator("#m4 .note__body > p").last).to_have_text("Trois ans, c’est noté.")

    page.goto(page.url.partition("#")[0])
    press(page, "button", "C’est la réponse", page.locator("#m2"))
    expect(page.locator("#m2")).to_contain_text("Réponse retenue")
    expect(page.locator(".forum__head")).to_contain_text("Résolu")


def test_a_mayor_asks_without_scripts_and_finds_her_text_again_after_a_mistake(site, phone_of):
    laid(site, SOUP)
    page = phone_of("elue@example.org", java_script_enabled=False)

    page.goto(FORUM)
    page.get_by_role("link", name="Poser une question").click()
    expect(page.get_by_role("toolbar")).to_be_hidden()
    page.get_by_label("Dans quel espace ?").select_option(label="La grande table")
    message(page).fill("À quelle heure **servez-vous** ?")
    send(page)
    expect(page.get_by_role("main")).to_contain_text("Donnez un titre")
    expect(message(page)).to_have_value("À quelle heure **servez-vous** ?")

    page.get_by_label("Titre", exact=True).fill("La soupe du jeudi soir")
    page.get_by_role("button", name="Aperçu").click()
    expect(page.locator("[data-preview] strong")).to_have_text("servez-vous")
    expect(page.get_by_role("region", name="Peut-être déjà répondu")).to_contain_text("La soupe du jeudi")
    expect(page.get_by_label("Titre", exact=True)).to_have_value("La soupe du jeudi soir")
    send(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("La soupe du jeudi soir")
    expect(page.locator("#m1 strong")).to_have_text("servez-vous")


# -- A manager --------------------------------------------------------------------------------------------------------


def test_a_manager_reads_thanks_follows_shows_a_picture_and_mends_her_words(site, phone_of):
    laid(site, SOUP)
    page = phone_of("gerante@example.org")

    page.goto(f"{FORUM}recents/")
    page.get_by_role("link", name="La soupe du jeudi", exact=True).first.click()
    useful = page.locator("#m1").get_by_role("button", name="Utile")
    useful.click()
    expect(useful).to_have_attribute("aria-pressed", "true")
    expect(useful).to_have_text("Utile · 1")
    follow = page.get_by_role("complementary", name="Ce sujet").get_by_role("button", name=re.compile("^Suiv"))
    if follow.get_attribute("aria-pressed") == "true":  # whoever answers follows
        follow.click()
    follow.click()
    expect(follow).to_have_text("Suivi")

    message(page).fill("Voici la salle, un jeudi.")
    chosen = {"name": "salle.png", "mimeType": "image/png", "buffer": picture_bytes()}
    page.get_by_label("Joindre des images ou des fichiers").set_input_files(chosen)
    page.get_by_label("Ce que montre « salle.png »").fill("Trente personnes attablées")
    send(page)
    arrives_at(page, 3)
    picture = page.locator("#m3 .note__pictures img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0

    laid(site)
    page.reload()
    page.locator("#m3").get_by_role("link", name="Modifier").click()
    message(page).fill("Voici la salle, le premier jeudi.")
    page.get_by_label("Ce que vous changez").fill("La date")
    send(page)
    arrives_at(page, 3)
    expect(page.locator("#m3")).to_contain_text("le premier jeudi")
    expect(page.locator("#m3 .note__pictures img")).to_have_count(1)
    page.locator("#m3").get_by_role("link", name="modifié").click()
    expect(page.locator(".change")).to_contain_text("La date")
    expect(page.locator(".change del")).to_have_text("Voici la salle, un jeudi.")
    expect(page.locator(".change ins")).to_have_text("Voici la salle, le premier jeudi.")


def test_what_the_elected_say_among_themselves_is_not_there_for_a_manager(site, phone_of):
    topic, post = laid(site, SECRET, "secret.pk", "secret.posts.get().pk")
    addresses = ["espaces/table-des-elus/", f"sujet/{topic}/", f"message/{post}/", f"sujet/{topic}/imprimer/"]
    addresses += [f"message/{post}/historique/", f"sujet/{topic}/repondre/", f"message/{post}/signaler/"]
    page, mayor = phone_of("gerante@example.org"), phone_of("elue@example.org")

    for address in addresses[:3]:
        assert mayor.goto(FORUM + address).status == 200
    for address in addresses:
        assert page.goto(FORUM + address).status == 404
        expect(page.locator("body")).not_to_contain_text("loyer du local")
    for address in ["", "recents/", "non-lus/", "recherche/?q=loyer+local", "proches/?titre=Le+loyer+du+local"]:
        page.goto(FORUM + address)
        expect(page.locator("body")).not_to_contain_text("loyer du local communal")
        expect(page.locator("body")).not_to_contain_text("La table des élus")


# -- The line is cut --------------------------------------------------------------------------------------------------


def test_a_text_outlives_a_line_that_is_cut_while_it_is_typed(site, phone_of, forgive):
    laid(site)
    page = phone_of("elue@example.org")
    page.goto(f"{FORUM}nouveau/?espace=grande-table")
    page.get_by_label("Titre", exact=True).fill("Un café sous le préau")
    message(page).fill("Le préau est libre.")
    expect(state_of(page)).to_contain_text("Brouillon gardé à")

    page.context.set_offline(True)
    message(page).fill(TYPED)
    expect(state_of(page)).to_have_text("Pas de réseau : gardé sur cet appareil")
    page.context.set_offline(False)
    expect(state_of(page)).to_contain_text("Brouillon gardé à")

    page.reload()
    expect(message(page)).to_have_value(TYPED)
    expect(page.get_by_label("Titre", exact=True)).to_have_value("Un café sous le préau")
    page.goto(f"{FORUM}brouillons/")
    expect(page.get_by_role("link", name="Un café sous le préau")).to_be_visible()
    page.get_by_role("button", name="Jeter").click()
    expect(page.get_by_role("main")).to_contain_text("Aucun brouillon.")
    page.goto(f"{FORUM}nouveau/")
    expect(message(page)).to_have_value("")
    forgive("ERR_INTERNET_DISCONNECTED")


def test_an_answer_typed_by_keyboard_outlives_a_line_that_is_cut(site, phone_of, press, type_in, forgive):
    asked = laid(site, LICENCE, "licence.pk")[0]
    page = phone_of("gerante@example.org")
    page.goto(f"{FORUM}sujet/{asked}/repondre/")
    type_in(page, "Votre message", "Par la préfecture.")
    expect(state_of(page)).to_contain_text("Brouillon gardé à")

    page.context.set_offline(True)
    page.keyboard.type(" Comptez deux mois.")
    expect(state_of(page)).to_have_text("Pas de réseau : gardé sur cet appareil")
    page.context.set_offline(False)
    expect(state_of(page)).to_contain_text("Brouillon gardé à")
    page.reload()
    expect(message(page)).to_have_value("Par la préfecture. Comptez deux mois.")
    press(page, "button", "Envoyer")

    expect(page.locator("article.note").last).to_contain_text("Comptez deux mois.")
    forgive("ERR_INTERNET_DISCONNECTED")


def test_what_never_reached_the_server_is_on_the_device(site, phone_of, forgive):
    laid(site)
    page = phone_of("elue@example.org")
    page.route("**/brouillons/garder/", lambda route: route.abort("internetdisconnected"))
    page.goto(f"{FORUM}nouveau/?espace=grande-table")
    page.get_by_label("Titre", exact=True).fill("Un café sous le préau")
    expect(state_of(page)).to_have_text("Pas de réseau : gardé sur cet appareil")

    page.reload()
    expect(page.get_by_label("Titre", exact=True)).to_have_value("Un café sous le préau")
    message(page).fill(TYPED)
    page.reload()
    expect(message(page)).to_have_value(TYPED)
    page.unroute("**/brouillons/garder/")
    message(page).press("End")
    message(page).press_sequentially(" Ou une halle ?")
    expect(state_of(page)).to_contain_text("Brouillon gardé à")
    send(page)

    arrives_at(page, 1)
    expect(page.locator("#m1")).to_contain_text("Le préau est libre.")
    page.goto(f"{FORUM}nouveau/")
    expect(message(page)).to_have_value("")
    forgive("ERR_INTERNET_DISCONNECTED", "brouillons/garder/")


def test_a_session_that_ends_while_one_writes_loses_nothing(site, phone_of, sign_in, forgive):
    laid(site)
    page = phone_of("elue@example.org")
    page.goto(f"{FORUM}nouveau/?espace=grande-table")
    page.get_by_label("Titre", exact=True).fill("Un café sous le préau")
    page.context.clear_cookies()
    message(page).fill(TYPED)
    expect(state_of(page)).to_contain_text("Votre session est finie : gardé sur cet appareil")

    send(page)
    expect(page).to_have_url(re.compile("/compte/login/"))
    sign_in(page, "elue@example.org")
    page.goto(f"{FORUM}nouveau/")

    expect(page.get_by_role("main")).to_contain_text("Votre texte a été gardé pendant que vous vous reconnectiez")
    expect(message(page)).to_have_value(TYPED)
    expect(page.get_by_label("Titre", exact=True)).to_have_value("Un café sous le préau")
    send(page)
    arrives_at(page, 1)
    forgive("403:", "401:")
