"""Every screen and every mail of the keys wears our clothes, in French and in English."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.template.loader import get_template
from django.urls import URLPattern, get_resolver

from millecafes.mailroom.models import Mail
from tests.people.factories import make_account, make_staff
from tests.people.second_factor import enter_half_way, give_factor, spare_codes

pytestmark = pytest.mark.django_db

OURS = settings.ROOT / "templates"
SCREENS = [
    *["2fa/", "2fa/reauthenticate/", "2fa/webauthn/add/", "2fa/totp/deactivate/", "2fa/recovery-codes/"],
    *["2fa/recovery-codes/generate/", "adresse/", "sessions/"],
]
MEMBERS = ["2fa/", "2fa/webauthn/add/", "2fa/totp/activate/", "confirmer/", "adresse/", "sessions/"]
STOCK = Path(allauth.__file__).parent / "templates"
MAILS = sorted(
    str(path.relative_to(STOCK)) for folder in ("mfa", "usersessions") for path in (STOCK / folder).rglob("*.txt")
)
NOTICES = ["recovery_codes_generated", "totp_activated", "totp_deactivated", "webauthn_added", "webauthn_removed"]


def faults_of(page, language):
    html = page.content.decode()
    rules = {
        "status": page.status_code == 200,
        "one title": html.count("<h1") == 1,
        "language": f'<html lang="{language}">' in html,
        "clothes": "css/site.css" in html and "site-footer" in html,
        "unsearched": '<meta name="robots" content="noindex">' in html,
        "policy": not re.search(r"<script(?![^>]*src=)|style=|\son\w+=", html),
        "unkept": "no-store" in page.headers["Cache-Control"],
    }
    return [rule for rule, holds in rules.items() if not holds]


def faulty(pages, language):
    return {screen: found for screen, page in pages.items() if (found := faults_of(page, language))}


LANGUAGES = pytest.mark.parametrize("language, frame", [("fr", ""), ("en", "/en")])


@LANGUAGES
def test_each_screen_of_the_team_wears_our_clothes(client, language, frame):
    client.force_login(staff := make_staff("Communication"))
    spare_codes(staff)
    # The options of a passkey are read from the keys one has: this one is only looked at where it is taken away.
    pages = {screen: client.get(f"{frame}/compte/{screen}") for screen in SCREENS}
    key = Authenticator.objects.create(user=staff, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé"})
    pages["remove"] = client.get(f"{frame}/compte/2fa/webauthn/keys/{key.pk}/remove/")
    pages["keys"] = client.get(f"{frame}/compte/2fa/")

    assert faulty(pages, language) == {}


@LANGUAGES
def test_each_screen_of_a_member_wears_our_clothes(client, last_code, language, frame):
    enter_half_way(client, make_account())
    before = client.get(f"{frame}/compte/confirmer/")
    sent = client.post(f"{frame}/compte/confirmer/", {"send": "1"})
    client.post("/compte/confirmer/", {"code": last_code()})
    pages = {screen: client.get(f"{frame}/compte/{screen}") for screen in MEMBERS}
    client.post(f"{frame}/compte/adresse/", {"email": "neuve@example.org"})
    pages |= {"before": before, "sent": sent, "code": client.get(f"{frame}/compte/adresse/code/")}

    assert faulty(pages, language) == {}


@LANGUAGES
def test_the_screen_between_the_mail_and_the_desk_wears_our_clothes(client, last_code, language, frame):
    give_factor(staff := make_staff("Communication"))
    client.post(f"{frame}/compte/login/", {"login": staff.email})
    client.post(f"{frame}/compte/login/code/confirm/", {"code": last_code()})

    assert faults_of(client.get(f"{frame}/compte/2fa/authenticate/"), language) == []


def test_no_stock_template_of_a_screen_is_within_reach():
    """Each view of allauth that an address of ours opens shows a template that we have written."""
    shown = set()

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                view = getattr(pattern.callback, "view_class", None)
                if "allauth" in str(getattr(view, "__mro__", "")) and getattr(view, "template_name", None):
                    shown.add(view.template_name)
            else:
                walk(pattern.url_patterns)

    walk(get_resolver().url_patterns)

    assert shown >= {"mfa/index.html", "mfa/authenticate.html", "account/login.html"}
    assert {name for name in shown if OURS not in Path(get_template(name).origin.name).parents} == set()


@pytest.mark.parametrize("name", MAILS)
def test_each_mail_and_message_is_in_our_words(name):
    assert OURS in Path(get_template(name).origin.name).parents


@pytest.mark.parametrize("kind", NOTICES)
def test_each_notice_says_what_changed_and_what_to_do(rf, kind):
    user = make_account("zoe@example.org")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    request = rf.get("/compte/2fa/")

    with context.request_context(request):
        get_adapter(request).send_notification_mail(f"mfa/email/{kind}", user)

    mail = Mail.objects.get()
    assert "fermez les appareils que vous ne reconnaissez pas" in mail.body_text
    assert "127.0.0.1" not in mail.body_text
    assert mail.subject
    assert not mail.is_secret
