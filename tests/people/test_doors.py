"""Wagtail's own doors lead to ours, and what is closed says so without turning in circles."""

import re

import pytest
from django.urls import URLPattern, get_resolver

from tests.people.factories import make_account, make_elected, make_staff

pytestmark = pytest.mark.django_db

DOORS = {"/gestion/login/": "/compte/", "/_util/login/": "/compte/", "/en/_util/login/": "/en/compte/"}
CLOSED = [
    "/gestion/password_reset/",
    "/gestion/password_reset/confirm/MQ/x-y/",
    "/_util/authenticate_with_password/1/1/",
    "/documents/authenticate_with_password/1/",
    "/compte/password/reset/",
    "/compte/password/change/",
    "/compte/password/set/",
    "/admin/",
    "/django-admin/",
]


@pytest.mark.parametrize(("door", "ours"), DOORS.items())
def test_another_door_leads_to_ours(client, door, ours):
    answer = client.get(door, {"next": "/gestion/pages/"})

    assert (answer.status_code, answer.url) == (302, f"{ours}login/?next=/gestion/pages/")


@pytest.mark.parametrize("door", [*DOORS, *CLOSED, "/gestion/", "/compte/login/"])
def test_no_address_takes_a_password(client, door):
    make_account("zoe@example.org", password="un mot de passe", is_superuser=True)

    for typed in ({"username": "zoe@example.org"}, {"login": "zoe@example.org"}, {"email": "zoe@example.org"}):
        client.post(door, typed | {"password": "un mot de passe"})

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("closed", CLOSED)
def test_a_closed_door_does_not_exist(client, closed):
    assert client.get(closed).status_code == 404


def test_another_door_sends_nobody_to_another_site(client):
    assert client.get("/gestion/login/", {"next": "https://mechant.example/"}).url == "/compte/login/"


def test_staff_open_the_back_office(client):
    client.force_login(make_staff("Communication"))

    assert client.get("/gestion/").status_code == 200
    assert client.get("/gestion/login/").url == "/gestion/"


@pytest.mark.parametrize("address", ["/gestion/", "/gestion/pages/", "/gestion/login/", "/_util/login/?next=/x/"])
def test_an_ordinary_account_is_refused_without_turning_in_circles(client, address):
    client.force_login(make_account())

    answer = client.get(address, follow=True)

    assert answer.status_code == 403
    assert len(answer.redirect_chain) <= 1


def test_a_visitor_is_asked_to_sign_in_before_the_back_office(client):
    answer = client.get("/gestion/", follow=True)

    assert answer.redirect_chain[-1] == ("/compte/login/?next=/gestion/", 302)


def test_every_view_that_asks_for_a_password_is_behind_a_door():
    """A library that brings a login page with it must be met here before it is met by somebody else."""
    forms = {}

    def walk(patterns, prefix=""):
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                view = getattr(pattern.callback, "view_class", None)
                fields = getattr(getattr(view, "form_class", None), "base_fields", {})
                if any("password" in name for name in fields):
                    forms.setdefault(pattern.name, path)
            else:
                walk(pattern.url_patterns, path)

    walk(get_resolver().url_patterns)

    assert "wagtailcore_login" in forms
    assert set(forms) <= {
        "wagtailcore_login",  # behind a door
        "wagtailadmin_login",  # behind a door
        "wagtailadmin_password_reset_confirm",  # closed
        "account_signup",  # ours, the same
        "account_login",  # ours: allauth's form drops its password field
    }


def foot(client, address) -> str:
    """The words of the last line of a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.search(r'<p class="site-footer__end.*?<a href="[^"]*">(.*?)</a>', answer.content.decode())[1]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (None, {"/": "Se connecter", "/espace/ressources/": "Se connecter", "/compte/login/": "Se connecter"}),
        (make_account, {"/": "Se connecter", "/espace/ressources/": "Mon compte", "/compte/": "Mon compte"}),
        (make_elected, {"/": "Se connecter", "/espace/ressources/": "Mon espace", "/compte/": "Mon espace"}),
    ],
)
def test_the_foot_of_a_page_knows_who_reads_where_pages_are_for_one_person(client, make, said):
    if make:
        client.force_login(make())

    assert {address: foot(client, address) for address in said} == said
