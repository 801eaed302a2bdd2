"""Finding one's way and reading: menu, questions, films, paper, and eyes or hands that need help."""

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

QUESTIONS = "/questions-frequentes/"
FILM = """
from home.models import ContentPage, HomePage
film = {"title": "Un été en guinguette", "url": "https://vimeo.com/76979871", "duration": "3 min", "credit": "Essai",
    "transcript": "<p>On entend un accordéon.</p>"}
page = ContentPage(title="Un film", slug="un-film", summary="Pour voir.", body=[("video", film)])
HomePage.objects.first().add_child(instance=page)
page.save_revision().publish()
"""
# Texts that one line of another covers; the room a script's letters reserve above and below may touch.
OVERLAPS = """() => {
  const of = "h1, h2, h3, h4, p, li, summary, td, th, dt, dd, label, figcaption, a, button";
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const inside = node.parentElement, range = document.createRange();
    if (!node.data.trim() || inside.closest(".visually-hidden, .skip-link, option")) continue;
    if (!inside.checkVisibility({visibilityProperty: true}) || inside.getBoundingClientRect().width <= 1) continue;
    range.selectNodeContents(node);
    const owner = inside.closest(of) || inside;
    for (const box of range.getClientRects()) texts.push({owner, box, words: node.data.trim().slice(0, 30)});
  }
  const share = (a, b, start, end, size) =>
    (Math.min(a[end], b[end]) - Math.max(a[start], b[start])) / Math.max(1, Math.min(a[size], b[size]));
  const apart = (one, other) => one.owner.contains(other.owner) || other.owner.contains(one.owner);
  return texts.flatMap((one, index) => texts.slice(index + 1)
    .filter((other) => !apart(one, other) && share(one.box, other.box, "left", "right", "width") > 0.05
      && share(one.box, other.box, "top", "bottom", "height") > 0.25)
    .map((other) => `« ${one.words} » and « ${other.words} »`));
}"""


# -- The menu ---------------------------------------------------------------------------------------------------------


def test_the_keyboard_skips_to_the_content(desk, tab_to):
    desk.goto("/accompagnement/")

    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Aller au contenu")).to_be_focused()
    expect(desk.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    desk.keyboard.press("Enter")

    expect(desk.get_by_role("main")).to_be_focused()


def test_the_keyboard_opens_a_sub_menu_and_closes_it_with_escape(desk, tab_to):
    desk.goto("/")
    group = desk.locator(".menu__group").first
    inside = group.get_by_role("link").first

    tab_to(desk, group.locator("summary"))
    expect(inside).to_be_hidden()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(inside).to_be_focused()
    desk.keyboard.press("Escape")

    expect(inside).to_be_hidden()
    expect(group.locator("summary")).to_be_focused()


def test_one_sub_menu_at_a_time_is_open_and_a_click_elsewhere_closes_it(desk):
    desk.goto("/")
    first, second = desk.locator(".menu__group summary").nth(0), desk.locator(".menu__group summary").nth(1)

    first.click()
    second.click()
    expect(desk.locator(".menu__group[open]")).to_have_count(1)
    desk.mouse.click(5, 500)

    expect(desk.locator(".menu__group[open]")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_of_a_phone_opens_leads_and_closes(open_browser, scripts):
    page = open_browser.window(java_script_enabled=scripts)
    page.goto("/")
    menu = page.get_by_role("navigation", name="Menu principal")

    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(menu).to_be_visible()
    menu.get_by_role("button", name="Fermer").click()
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    menu.locator("summary", has_text="Ouvrir un café").click()
    menu.get_by_role("link", name="Tenir un café").click()

    expect(page).to_have_url(re.compile("/accompagnement/tenir-un-cafe/$"))


def test_escape_closes_the_menu_of_a_phone_and_gives_the_keyboard_back_to_its_button(page, tab_to):
    page.goto("/")
    button = page.get_by_role("button", name="Menu")

    tab_to(page, button)
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".menu__group summary").first)
    page.keyboard.press("Escape")

    expect(page.get_by_role("navigation", name="Menu principal")).to_be_hidden()
    expect(button).to_be_focused()


# -- The questions ----------------------------------------------------------------------------------------------------


def test_the_keyboard_opens_a_question(desk, tab_to):
    desk.goto(QUESTIONS)
    question = desk.locator("details.question").first

    tab_to(desk, question.locator("summary"))
    expect(question.locator(".question__answer")).to_be_hidden()
    desk.keyboard.press("Enter")

    expect(question.locator(".question__answer")).to_be_visible()


def shown(page):
    return page.locator("details.question:visible > summary").all_inner_texts()


def test_questions_are_sifted_while_one_types_as_the_server_does_without_scripts(open_browser):
    page, plain = open_browser.window(), open_browser.window(java_script_enabled=False)
    page.goto(QUESTIONS)
    everything = shown(page)

    page.get_by_label("Chercher dans les réponses").press_sequentially("  GERANTE ")
    plain.goto(QUESTIONS)
    plain.get_by_label("Chercher dans les réponses").fill("gérante")
    plain.get_by_role("button", name="Chercher").click()

    assert 0 < len(shown(page)) < len(everything)
    assert shown(page) == shown(plain)
    expect(page.locator("[data-filter-status]")).to_contain_text(f"{len(shown(page))} réponse")
    expect(plain.locator("[data-filter-status]")).to_contain_text(f"{len(shown(page))} réponse")
    plain.get_by_role("link", name="Tout afficher").click()
    assert shown(plain) == everything


@pytest.mark.parametrize("scripts", [True, False])
def test_a_search_that_finds_nothing_says_so(open_browser, scripts):
    page = open_browser.window(java_script_enabled=scripts)
    page.goto(QUESTIONS)

    page.get_by_label("Chercher dans les réponses").fill("hélicoptère")
    if not scripts:
        page.get_by_role("button", name="Chercher").click()

    expect(page.get_by_text("Aucune réponse ne contient ces mots.").first).to_be_visible()
    assert shown(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_the_link_of_an_answer_opens_it(open_browser, scripts):
    page, friend = open_browser.window(), open_browser.window(java_script_enabled=scripts)
    page.goto(QUESTIONS)
    page.locator("details.question summary").nth(3).click()
    address = page.locator("details.question[open] .question__link a").get_attribute("href")

    friend.goto(QUESTIONS + address)

    expect(friend.locator(address)).to_be_visible()
    expect(friend.locator(address)).to_be_in_viewport()
    assert shown(friend).index(shown(page)[3]) == 3
    assert friend.locator("details.question[open]").count() == 1


# -- Films ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def film(site):
    site.manage("shell", "--no-imports", "-c", FILM)
    return "/un-film/"


def test_a_film_is_fetched_from_elsewhere_only_when_asked_for(open_browser, page, film):
    page.context.route("https://player.vimeo.com/**", lambda route: route.fulfill(body="<title>Lecteur</title>"))
    page.goto(film)
    page.wait_for_load_state("networkidle")
    assert open_browser.faults == []

    page.get_by_role("button", name="Lire le film ici").click()

    player = page.locator("iframe")
    expect(player).to_have_attribute("title", "Un été en guinguette")
    expect(player).to_have_attribute("src", "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1")
    page.wait_for_load_state("networkidle")
    assert open_browser.faults == ["third party: https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"]
    open_browser.faults.clear()


def test_without_scripts_a_film_is_a_link_and_its_words_can_be_read(open_browser, film):
    page = open_browser.window(java_script_enabled=False)
    page.goto(film)

    expect(page.get_by_role("button", name="Lire le film ici")).to_be_hidden()
    expect(page.get_by_role("link", name="Voir le film sur vimeo.com")).to_be_visible()
    page.locator(".transcript summary").click()

    expect(page.get_by_text("On entend un accordéon.")).to_be_visible()


def test_a_page_with_a_film_has_no_fault(page, film, axe):
    page.goto(film)

    assert axe(page) == []


# -- Paper ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path, facts",
    [("/actualites/ce-que-mesure-un-cafe/", ".rail__date"), ("/rapports/rapport-activite-2025/", ".facts")],
)
def test_on_paper_only_the_text_remains_and_when_it_is_from(desk, path, facts):
    desk.goto(path)

    desk.emulate_media(media="print")

    for selector in ["header.site-header", ".awning", ".breadcrumbs", "footer.site-footer", ".skip-link"]:
        expect(desk.locator(selector)).to_be_hidden()
    assert desk.locator("nav:visible").count() == 0
    expect(desk.locator(facts)).to_be_visible()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    assert desk.locator("main p:visible").count() > 1


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_paper_is_white_and_ink_is_black_at_night_too(open_browser, colours):
    page = open_browser.window(DESK, color_scheme=colours)
    page.goto("/actualites/ce-que-mesure-un-cafe/")

    page.emulate_media(media="print")

    colour = "element => [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor]"
    assert page.locator("h1").evaluate(colour) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_the_answers_of_closed_questions_are_printed(desk):
    desk.goto(QUESTIONS)

    desk.emulate_media(media="print")

    expect(desk.locator(".question__answer").first).to_be_visible()


# -- Eyes and hands that need help ------------------------------------------------------------------------------------


def test_nothing_moves_for_who_asked_for_stillness(open_browser):
    page = open_browser.window(reduced_motion="reduce")
    page.goto("/")

    moving = page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll("*")].filter((element) => {
          const style = getComputedStyle(element);
          return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0
            || style.animationName !== "none";
        }).map((element) => `${element.localName}.${element.className}`)"""
    )

    assert moving == []


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_texts_twice_as_large_do_not_run_over_one_another(open_browser, size):
    page = open_browser.window(size, reduced_motion="reduce")
    found = {}

    for path in ["/", "/chiffres/", "/contact/", "/transparence/", "/accompagnement/", "/rapports/", "/partenaires/"]:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found[path] = page.evaluate(OVERLAPS)

    assert {path: texts for path, texts in found.items() if texts} == {}
