"""The agenda in the hands of a visitor, and an event in those of the people who write it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TOUR = "La guinguette mobile en Picardie"
BALL, ADDRESS = "Le bal de la Saint-Pierre", "/agenda/le-bal-de-la-saint-pierre/"
AUTOSAVE = 2000  # milliseconds: by then the back office has kept the draft
IN_A_MONTH = timezone.localdate() + timedelta(days=30)
REASON = "La salle des fêtes a brûlé."


@pytest.fixture
def desk_of(open_browser, sign_in):
    """A window where somebody of the team is at work."""
    return lambda email: sign_in(open_browser.window({"width": 1440, "height": 1000}), email)


def say(desk, what):
    expect(desk.locator(".messages")).to_contain_text(what)


# -- A visitor --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_a_visitor_finds_the_next_guinguette_in_three_views_and_keeps_it_in_a_calendar(open_browser, scripts):
    page = open_browser.window(java_script_enabled=scripts)

    page.goto("/agenda/")
    page.get_by_text("Choisir : quoi, où, quand").click()
    page.get_by_label("Quoi").select_option(label="Guinguette")
    page.get_by_label("Département").select_option(label="Aisne (02)")
    page.get_by_role("button", name="Voir").click()
    expect(page.locator(".date__title")).to_have_text([TOUR] * 6)

    page.get_by_role("navigation", name="Façons de voir").get_by_role("link", name="Carte").click()
    expect(page.get_by_role("img", name="Carte des dates")).to_be_visible()
    expect(page.locator(".date__title")).to_have_text([TOUR] * 6)

    page.get_by_role("navigation", name="Façons de voir").get_by_role("link", name="Mois").click()
    while page.get_by_role("link", name=TOUR).count() == 0:  # the season begins in May
        page.get_by_role("navigation", name="Autres mois").get_by_role("link").last.click()
    assert "sorte=guinguette" in page.url
    page.get_by_role("link", name=TOUR).first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TOUR)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Ajouter à mon agenda").click()
    calendar = waited.value.path().read_text()
    assert calendar.count("BEGIN:VEVENT") == 6
    assert f"SUMMARY:{TOUR}" in calendar


def test_the_filters_are_for_the_keyboard_too_and_the_back_button_finds_them_again(page, tab_to):
    page.goto("/agenda/")

    tab_to(page, page.locator("summary", has_text="Choisir : quoi, où, quand"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Quoi"))
    page.keyboard.type("Réunion pub")
    tab_to(page, page.get_by_role("button", name="Voir"))
    page.keyboard.press("Enter")
    expect(page.locator(".date__title")).to_have_text(["Réunion publique : quel café pour le village ?"])
    page.locator(".date__title a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Réunion publique")
    page.go_back()

    expect(page.get_by_label("Quoi")).to_have_value("public_meeting")
    expect(page.locator(".date__title")).to_have_count(1)


def test_a_choice_that_nothing_answers_says_so_and_leads_back(page):
    page.goto("/agenda/carte/?sorte=training&departement=02")
    expect(page.get_by_text("Aucune date ne répond à ce choix")).to_be_visible()

    page.get_by_role("link", name="Montrer toutes les dates à venir").click()

    assert page.url.endswith("/agenda/carte/?")
    expect(page.locator(".date__title").first).to_be_visible()


def test_past_seasons_and_cancelled_dates_are_read_with_their_reason(page):
    page.goto("/agenda/?sorte=guinguette&territoire=picardie&periode=2025")

    expect(page.locator(".date--cancelled")).to_contain_text("Annulé : Orage")
    assert page.locator(".date").count() == 20


def test_an_english_reader_reaches_the_agenda_in_english_from_the_menu(page):
    page.goto("/en/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_text("News", exact=True).first.click()

    page.locator("#menu a[href$='/agenda/']").click()

    expect(page).to_have_url(re.compile(r"/en/agenda/$"))


def test_a_town_hall_shows_the_dates_in_its_own_site(page, open_browser, site):
    page.goto("/agenda/flux/?departement=02")
    code = page.get_by_label("L’agenda dans un cadre").input_value()
    elsewhere = open_browser.window()
    own = f"{site.url}/une-mairie/"
    elsewhere.route(own, lambda route: route.fulfill(body=code, content_type="text/html"))

    elsewhere.goto(own)

    assert "departement=02" in code
    expect(elsewhere.frame_locator("iframe").locator(".date__title", has_text=TOUR).first).to_be_visible()


# -- An event, from a draft to its end --------------------------------------------------------------------------------


def write(desk):
    desk.goto("/gestion/snippets/agenda/event/add/")
    desk.get_by_label("Sorte").select_option(label="Réunion publique")
    desk.get_by_role("textbox", name="Titre").fill(BALL)
    desk.get_by_role("textbox", name="En une phrase").fill("On danse, on mange, on se parle.")
    desk.locator("select[name=association]").select_option(index=1)
    desk.wait_for_timeout(AUTOSAVE)
    desk.wait_for_load_state("networkidle")
    desk.get_by_role("button", name=re.compile("Enregistrer le brouillon|Enregistrer")).first.click()
    desk.wait_for_url("**/edit/**")


def add_a_date(desk):
    desk.get_by_role("link", name="Dates et lieux").first.click()
    desk.get_by_role("link", name="Ajouter une date").click()
    desk.locator("[name=day]").fill(IN_A_MONTH.isoformat())
    desk.locator("[name=start]").fill("20:00")
    desk.locator("[name=end]").fill("19:00")
    desk.locator("[name=commune]").press_sequentially("cadal")
    desk.locator("[role=option]").filter(has_text="Cadalen").click()  # not that of the list of cafés
    desk.get_by_role("button", name="Ajouter cette date").click()
    expect(desk.get_by_text("La fin doit venir après le début")).to_be_visible()
    desk.locator("[name=end]").fill("23:00")
    desk.get_by_role("button", name="Ajouter cette date").click()
    say(desk, "La date est ajoutée")


def test_an_event_is_drafted_dated_previewed_published_then_called_off(desk_of, page, axe):
    writer, reader = desk_of("redaction@example.org"), desk_of("validation@example.org")
    write(writer)
    number = re.search(r"/edit/(\d+)/", writer.url)[1]

    add_a_date(writer)
    expect(writer.get_by_text("L’événement n’est pas publié")).to_be_visible()
    writer.goto(f"/gestion/snippets/agenda/event/preview/{number}/")
    assert page.goto(ADDRESS).status == 404

    writer.goto(f"/gestion/snippets/agenda/event/edit/{number}/")
    writer.get_by_role("button", name="Plus d'actions").click()
    writer.get_by_role("button", name="Soumettre à Relecture avant publication").click()
    say(writer, BALL)
    reader.goto("/gestion/")
    expect(reader.locator("#waiting-content")).to_contain_text("relecture")
    reader.goto(f"/gestion/snippets/agenda/event/edit/{number}/")
    reader.wait_for_load_state("networkidle")  # the editor has all it fetches
    reader.get_by_role("button", name="Plus d'actions").click()
    reader.get_by_role("button", name="Approuver").first.click()
    say(reader, BALL)

    page.goto(ADDRESS)
    expect(page.get_by_role("heading", level=1)).to_have_text(BALL)
    expect(page.get_by_role("main")).to_contain_text("Cadalen (81)")
    assert axe(page) == []

    reader.goto(f"/gestion/agenda/{number}/dates/")
    reader.get_by_role("link", name="Annuler", exact=True).click()
    reader.get_by_label("Pourquoi").fill(REASON)
    reader.get_by_role("button", name="Annuler cette date").click()
    say(reader, "La date est annulée")
    page.reload()

    expect(page.get_by_role("main")).to_contain_text(f"Annulé : {REASON}")


@pytest.mark.parametrize(
    "screen",
    ["dates/", "dates/ajouter/", "../dates/{date}/", "../dates/{date}/repeter/", "../dates/{date}/annuler/"],
)
def test_the_desk_of_dates_has_no_fault_of_its_own(desk_of, axe, screen):
    desk = desk_of("reseau@example.org")
    desk.goto("/gestion/snippets/agenda/event/?q=Apr%C3%A8s-midi+belote")
    desk.get_by_role("main").get_by_role("link", name="Après-midi belote").first.click()
    desk.get_by_role("link", name="Dates et lieux").first.click()
    date = re.search(r"/dates/(\d+)/", desk.get_by_role("link", name="Changer").first.get_attribute("href"))[1]

    desk.goto(desk.url.replace("dates/", screen.format(date=date)))

    assert [fault for fault in axe(desk) if "desk" in fault or ".listing" in fault] == []
