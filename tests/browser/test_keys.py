"""A telephone or a fingerprint, played by the browser’s own test device; without it, the code."""

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import DESK

pytestmark = pytest.mark.browser

WITH_PASSKEY = "Entrer avec mon téléphone ou mon empreinte"
DEVICE = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


@pytest.fixture
def phone(open_browser, site):
    """A window whose device knows its holder; passkeys belong to a name, so the site is called by its own."""
    page = open_browser.window(base_url=site.url.replace("127.0.0.1", "localhost"))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = DEVICE | {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def code_in(letter):
    return re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", letter)[0]


def enter_by_mail(page, mailbox, email):
    page.goto("/compte/login/")
    page.get_by_label("Votre adresse e-mail").fill(email)
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_label("Code reçu par e-mail").fill(code_in(mailbox(email)[0]))
    page.get_by_role("button", name="Entrer").click()


def sign_out(page):
    page.goto("/compte/")
    page.get_by_role("button", name="Me déconnecter").click()
    expect(page).to_have_url(re.compile(r"/$"))


def add_this_device(page):
    page.get_by_role("link", name="Ajouter cet appareil").click()
    page.get_by_label("Nom de cet appareil").fill("Mon téléphone")
    page.get_by_role("button", name="Ajouter cet appareil").click()


def test_a_member_adds_her_telephone_and_enters_with_it(phone, mailbox, axe):
    enter_by_mail(phone, mailbox, "elue@example.org")
    expect(phone).to_have_url(re.compile("/espace/$"))
    phone.goto("/compte/")
    phone.get_by_role("link", name="Entrer avec votre téléphone ou votre empreinte").click()
    add_this_device(phone)
    expect(phone.get_by_role("main")).to_contain_text("Mon téléphone")
    assert axe(phone) == []
    sign_out(phone)

    phone.goto("/compte/login/?next=/plan-du-site/")
    phone.get_by_role("button", name=WITH_PASSKEY).click()

    expect(phone).to_have_url(re.compile(r":\d+/plan-du-site/$"))
    phone.goto("/compte/2fa/")
    phone.get_by_role("link", name="Retirer Mon téléphone").click()
    assert axe(phone) == []
    phone.get_by_role("button", name="Retirer cet appareil").click()
    expect(phone.get_by_role("link", name="Retirer Mon téléphone")).to_have_count(0)


def test_the_team_enters_with_a_passkey_alone_or_after_the_code(phone, mailbox, axe):
    email = "culture@example.org"
    enter_by_mail(phone, mailbox, email)
    expect(phone.get_by_role("heading", name="Et votre téléphone ?", level=1)).to_be_visible()
    assert axe(phone) == []
    phone.get_by_role("button", name="Utiliser le téléphone de démonstration").click()
    phone.goto("/compte/2fa/?next=/gestion/")
    add_this_device(phone)
    expect(phone.get_by_role("heading", name="Vos codes de secours", level=1)).to_be_visible()
    assert axe(phone) == []
    phone.get_by_role("link", name="C’est noté, continuer").click()
    expect(phone).to_have_url(re.compile(r":\d+/gestion/$"))
    sign_out(phone)

    enter_by_mail(phone, mailbox, email)
    phone.get_by_role("button", name="Entrer avec cet appareil").click()
    expect(phone).to_have_url(re.compile(r":\d+/gestion/$"))
    sign_out(phone)

    phone.goto("/compte/login/")
    phone.get_by_role("button", name=WITH_PASSKEY).click()
    expect(phone).to_have_url(re.compile(r":\d+/gestion/$"))


def test_who_renounces_reads_what_to_do_instead(open_browser, site):
    page = open_browser.window(base_url=site.url.replace("127.0.0.1", "localhost"))
    page.goto("/compte/login/")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )

    page.get_by_role("button", name=WITH_PASSKEY).click()

    expect(page.get_by_role("status").filter(has_text="servez-vous d’un code")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_where_a_passkey_cannot_be_the_button_is_not_shown_and_the_code_is(open_browser, scripts):
    page = open_browser.window(java_script_enabled=scripts)

    page.goto("/compte/login/")

    expect(page.get_by_role("button", name="Recevoir un code")).to_be_visible()
    expect(page.get_by_role("button", name=WITH_PASSKEY)).to_be_hidden()


def test_the_drawing_of_the_secret_is_seen_and_written_under_the_content_policy(open_browser, sign_in, axe):
    page = sign_in(open_browser.window(DESK), "porteur@example.org")

    page.goto("/compte/2fa/totp/activate/")

    drawn = page.locator(".qr img").evaluate("image => image.complete && image.naturalWidth > 0")
    assert drawn
    expect(page.locator("code.secret")).to_have_text(re.compile("^[A-Z2-7]{32}$"))
    assert axe(page) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_another_device_is_closed_from_the_list(open_browser, sign_in, scripts):
    here, lost = open_browser.window(java_script_enabled=scripts), open_browser.window()
    for page in (here, lost):
        sign_in(page, "gerante@example.org")

    here.goto("/compte/sessions/")
    here.get_by_role("button", name="Fermer tous les autres").click()

    expect(here.get_by_role("main")).to_contain_text("Tous vos autres appareils sont déconnectés")
    lost.goto("/compte/")
    expect(lost).to_have_url(re.compile("/compte/login/"))
