"""The whole life of an article, in the hands of the two people who make it and in the eyes of those who read it."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TITLE, ADDRESS = "Le bal du quatorze juillet", "/actualites/le-bal-du-quatorze-juillet/"
MOVED = "Le petit bal"
OLD_ADDRESS, NEW_ADDRESS = "/donnees/le-petit-bal/", "/mentions-legales/le-petit-bal/"
AUTOSAVE = 2000  # milliseconds: by then it has begun
SUMMARY = "On danse sur la place, et le café reste ouvert tard."


@pytest.fixture
def desk_of(open_browser, sign_in):
    """A window where somebody of the team is at work."""
    return lambda email: sign_in(open_browser.window({"width": 1440, "height": 1000}), email)


def say(page, what):
    expect(page.locator(".messages")).to_contain_text(what)


def find(page, title) -> str:
    """The address of the screen where this page is edited."""
    page.goto(f"/gestion/pages/search/?q={title}")
    return page.locator('main a[href$="/edit/"]', has_text=title).first.get_attribute("href")


def insert(page, block):
    page.get_by_role("button", name="Insérer un bloc").last.click()
    page.get_by_role("option", name=block, exact=True).click()


def write(page, open_browser):
    """An article with a picture and a key figure, sent for review."""
    page.goto(find(page, "Actualités").replace("/edit/", "/add_subpage/"))
    page.get_by_placeholder("Titre de la page").fill(TITLE)
    page.get_by_role("textbox", name="Chapô").fill(SUMMARY)
    insert(page, "Image")
    page.get_by_role("button", name="Choisir une image").last.click()
    page.get_by_role("dialog").get_by_role("link", name="Le bal").click()
    expect(page.get_by_role("textbox", name="Texte alternatif")).not_to_be_empty()
    insert(page, "Chiffres clés")
    page.get_by_role("button", name="Choisir chiffre clé").click()
    page.get_by_role("dialog").get_by_role("link", name="260 repas partagés").click()
    expect(page.locator(".chooser__title", has_text="260 repas partagés")).to_be_visible()
    # The back office keeps the draft by itself a moment after the last change: sent at that very moment, it would be
    # made twice.
    page.wait_for_timeout(AUTOSAVE)
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Soumettre à Relecture avant publication").click()
    say(page, "soumis")
    # The back office tries to keep the draft as one writes, blocks still empty, and is refused that.
    open_browser.faults[:] = [fault for fault in open_browser.faults if not fault.startswith("400: ")]


def approve(page):
    page.goto("/gestion/")
    expect(page.locator("#waiting-content")).to_contain_text("relecture")
    page.get_by_role("main").get_by_role("link", name=TITLE).click()
    page.wait_for_load_state("networkidle")  # the editor has all it fetches
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name="Approuver").first.click()
    say(page, TITLE)


def translate(page):
    number = find(page, TITLE).split("/")[3]
    page.goto(f"/gestion/localize/submit/page/{number}/")
    page.get_by_label("Anglais").check()
    page.get_by_role("button", name="Soumettre").click()
    say(page, "traduction")
    page.get_by_role("button", name="Traduire").first.click()
    page.locator("main textarea:visible").first.fill("The ball of Bastille Day")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator("main")).to_contain_text("The ball of Bastille Day")
    page.get_by_role("button", name="Publier dans").click()
    say(page, "Anglais")


def publish(page):
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=re.compile("^Publier")).first.click()
    expect(page.locator(".messages")).to_contain_text("publiée")


def plan_its_end(page) -> datetime:
    """At a minute that is near, and far enough for a slow machine to publish the page; it counts from then on."""
    end = (datetime.now(ZoneInfo("Europe/Paris")) + timedelta(seconds=200)).replace(second=0, microsecond=0)
    page.goto(find(page, TITLE))
    page.get_by_role("button", name="Afficher/masquer le statut").click()
    page.get_by_role("button", name="Programmer").click()
    page.get_by_label("Date/heure d'expiration").fill(f"{end:%Y-%m-%d %H:%M}")
    # By the keyboard: the calendar stays open over the button.
    page.get_by_role("button", name="Enregistrer la programmation").press("Enter")
    expect(page.get_by_text(f"{end:%H:%M}").first).to_be_visible()
    publish(page)
    return end


def add_a_page(page):
    """A page of words under another one, published at once by who may."""
    shelf = find(page, "Données ouvertes").split("/")[3]
    page.goto(f"/gestion/pages/add/home/contentpage/{shelf}/")
    page.get_by_placeholder("Titre de la page").fill(MOVED)
    page.get_by_role("textbox", name="Chapô").fill(SUMMARY)
    page.wait_for_timeout(AUTOSAVE)
    page.wait_for_load_state("networkidle")
    publish(page)


def move(page):
    """Under the page of the legal terms, as the screen of the back office asks it to be confirmed."""
    number, shelf = (find(page, title).split("/")[3] for title in (MOVED, "Mentions légales"))
    page.goto(f"/gestion/pages/{number}/move/{shelf}/confirm/")
    page.get_by_role("button", name="Oui").click()
    say(page, "déplacée")


def test_an_article_is_written_read_over_published_translated_and_planned(desk_of, open_browser, page):
    writer, reader = desk_of("redaction@example.org"), desk_of("validation@example.org")

    write(writer, open_browser)
    assert page.goto(ADDRESS).status == 404

    approve(reader)
    assert page.goto(ADDRESS).status == 200
    expect(page.get_by_role("main")).to_contain_text("260")
    expect(page.get_by_alt_text("trois silhouettes dansent")).to_be_visible()
    assert page.goto(f"/en{ADDRESS}").status == 200
    expect(page.locator(".untranslated")).to_be_visible()

    translate(reader)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("The ball of Bastille Day")

    end = plan_its_end(reader)
    assert page.goto(ADDRESS).status == 200

    page.wait_for_timeout(max(0, (end - datetime.now(UTC)).total_seconds() + 1) * 1000)
    assert page.goto(ADDRESS).status == 404
    assert page.goto(f"/en{ADDRESS}").status == 404


def test_a_page_that_is_moved_is_still_found_at_its_old_address(desk_of, open_browser, page):
    editor = desk_of("validation@example.org")
    add_a_page(editor)
    open_browser.faults[:] = [fault for fault in open_browser.faults if not fault.startswith("400: ")]
    assert page.goto(OLD_ADDRESS).status == 200

    move(editor)

    answer = page.goto(OLD_ADDRESS)
    assert (answer.status, urlsplit(page.url).path) == (200, NEW_ADDRESS)
    expect(page.get_by_role("heading", level=1)).to_have_text(MOVED)
