"""Who one is: the code read in the demo mailbox, the doors it opens, and those it does not."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def ask_for_a_code(page, email):
    page.goto("/compte/login/")
    page.get_by_label("Votre adresse e-mail").fill(email)
    page.get_by_role("button", name="Recevoir un code").click()
    expect(page.get_by_role("heading", name="Votre code", level=1)).to_be_visible()


def enter(page, code):
    page.get_by_label("Code reçu par e-mail").fill(code)
    page.get_by_role("button", name="Entrer").click()


def code_in(letter):
    return re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", letter)[0]


@pytest.mark.parametrize("email, scripts", [("gerante@example.org", True), ("porteur@example.org", False)])
def test_a_code_by_mail_opens_the_account(open_browser, mailbox, email, scripts):
    page = open_browser.window(java_script_enabled=scripts)
    ask_for_a_code(page, email)
    enter(page, code_in(mailbox(email)[0]))

    expect(page).to_have_url(re.compile("/espace/$"))
    page.goto("/compte/")
    expect(page.get_by_role("heading", name="Mon compte", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(email)


def test_a_wrong_code_is_refused_at_its_field_and_the_right_one_still_opens(page, mailbox):
    ask_for_a_code(page, "attente@example.org")

    enter(page, "AAAA-BBBB")
    field = page.get_by_label("Code reçu par e-mail")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("main")).to_contain_text(field.evaluate("it => it.labels[0].innerText"))
    enter(page, code_in(mailbox("attente@example.org")[0]).lower().replace("-", ""))

    expect(page.get_by_role("heading", name="Mon compte", level=1)).to_be_visible()


def test_a_person_of_the_demo_is_chosen_with_one_button(page, mailbox):
    page.goto("/compte/login/")

    page.get_by_role("button", name="Équipe, animation du réseau").click()
    page.get_by_role("link", name="Ouvrir la boîte aux lettres de démonstration").click()

    assert code_in(page.locator("article.letter", has_text="reseau@example.org").first.inner_text())


def test_a_member_is_told_clearly_that_the_team_room_is_not_theirs(page, sign_in):
    sign_in(page, "elue@example.org")
    assert page.url.endswith("/espace/")

    answer = page.goto("/gestion/")

    assert answer.status == 403
    expect(page.get_by_role("heading", name="Cette salle est réservée", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Bureau")).to_have_count(0)


def test_nobody_reaches_the_team_room_without_saying_who_they_are_and_the_team_arrives_there(open_browser, mailbox):
    page = open_browser.window()

    page.goto("/gestion/reports/site-history/")
    expect(page).to_have_url(re.compile("/compte/login/"))
    page.get_by_label("Votre adresse e-mail").fill("admin@example.org")
    page.get_by_role("button", name="Recevoir un code").click()
    enter(page, code_in(mailbox("admin@example.org")[0]))
    page.get_by_role("button", name="Utiliser le téléphone de démonstration").click()

    expect(page).to_have_url(re.compile("/gestion/reports/site-history/$"))


def test_after_signing_out_the_back_button_shows_nothing_private(page, sign_in):
    sign_in(page, "redaction@example.org")
    page.goto("/compte/")

    page.get_by_role("button", name="Me déconnecter").click()
    expect(page).to_have_url(re.compile("/$"))
    expect(page.get_by_role("status")).to_be_visible()
    for _earlier_page in ["/compte/", "/gestion/"]:
        page.go_back()
        expect(page).to_have_url(re.compile("/compte/login/"))


def test_a_one_time_way_in_opens_once(site, open_browser):
    way_in = site.manage("demo_login", "gerante@example.org").split()[-1]
    first, second = open_browser.window(), open_browser.window()

    first.goto(way_in)
    answer = second.goto(way_in)

    expect(first).to_have_url(re.compile("/espace/$"))
    assert answer.status == 404
