"""Who may open what: every address of ours, and the main doors of the back office, for every role."""

import re

import pytest
from django.urls import URLPattern, get_resolver, resolve

from tests.access_desk import BACK_OFFICE
from tests.access_places import make_places
from tests.access_roles import MADE, answer_to
from tests.access_table import OURS, PAGES, ROLES
from tests.core.factories import resizes_pictures
from tests.people.factories import make_account, make_staff

pytestmark = [pytest.mark.django_db, resizes_pictures]

LIBRARIES_ELSEWHERE = {"gestion/", "documents/"}  # Wagtail's own, whose main doors are below
DEMO_ONLY = {"demo/connexion/<str:token>/", "demo/telephone/"}  # exists when the site is a demo, tested with it
APPS = ("millecafes.", "events.", "home.", "members.", "news.", "resources.")


def views_of(patterns, prefix=""):
    """The patterns of the back office, Wagtail's own included, each with the view that answers there."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, getattr(pattern.callback, "view_class", pattern.callback)
        elif path.startswith("gestion/"):
            yield from views_of(pattern.url_patterns, path)


def patterns_of(patterns, prefix=""):
    """The patterns of our own address books: those of the site and those they include."""
    for pattern in patterns:
        path = prefix + str(pattern.pattern).removeprefix("en/" if not prefix else "")
        if isinstance(pattern, URLPattern):
            yield path
        elif path not in LIBRARIES_ELSEWHERE:
            yield from patterns_of(pattern.url_patterns, path)


@pytest.fixture
def places():
    return make_places()


def person(role):
    if role == "account":
        return make_account()
    return make_account(is_superuser=True) if role == "superuser" else make_staff(role)


def test_every_address_of_ours_is_in_the_table():
    met = set(patterns_of(get_resolver().url_patterns))

    assert met >= {"sante/", "compte/login/", "prive/<path:path>"}
    assert met - DEMO_ONLY == set(OURS)


def test_every_view_of_ours_in_the_back_office_is_in_the_table():
    addresses = [re.sub(r"\{\w+\}", "1", address) for address, _answers in (OURS | BACK_OFFICE).values()]
    listed = {resolve(address).route for address in addresses if address.startswith("/gestion/")}

    met = {path for path, view in views_of(get_resolver().url_patterns) if view.__module__.startswith(APPS)}
    met = {path for path in met if path.startswith("gestion/")}

    assert met >= {"gestion/agenda/<int:event>/dates/", "gestion/membres/"}
    assert met - listed == set()


@pytest.mark.any_database
@pytest.mark.parametrize("role", MADE)
def test_each_member_and_each_small_desk_opens_its_doors_and_no_other(client, places, role):
    client.force_login(MADE[role](places))
    expected, met = {}, {}

    for name, (address, answers) in (OURS | PAGES | BACK_OFFICE).items():
        column = dict(zip(ROLES, map(int, answers.split()), strict=True))
        expected[name] = answer_to(role, name, address, column, at_the_desk=name in BACK_OFFICE)
        met[name] = client.get(address.format(**places)).status_code

    assert met == expected


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_doors_and_no_other(client, places, role):
    if role != "visitor":
        client.force_login(person(role))
    expected, met = {}, {}

    for name, (address, answers) in (OURS | PAGES | BACK_OFFICE).items():
        expected[name] = int(answers.split()[ROLES.index(role)])
        met[name] = client.get(address.format(**places)).status_code

    assert met == expected


@pytest.mark.parametrize("role", ["account", "Communication", "Validation", "Réseau"])
@pytest.mark.parametrize("address", ["/gestion/users/new/", "/gestion/users/edit/{pk}/", "/gestion/groups/new/"])
def test_nobody_but_a_superuser_makes_accounts_or_gives_rights(client, role, address):
    user = person(role)
    client.force_login(user)

    answer = client.post(address.format(pk=user.pk), {"email": "x@example.org", "is_superuser": "on"})

    user.refresh_from_db()
    assert (answer.status_code in {302, 403}, user.is_superuser) == (True, False)
    assert type(user).objects.count() == 1


def test_a_signed_in_person_who_comes_to_confirm_an_address_is_led_elsewhere(client):
    client.force_login(make_account())

    assert client.get("/compte/confirm-email/").status_code == 302
