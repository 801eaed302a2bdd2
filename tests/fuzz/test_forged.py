"""Another site sends what it wants with the cookies of our readers: without a token nothing is done."""

import pytest
from django.urls import URLPattern, get_resolver
from django.utils.translation import activate

from tests.access_places import make_places
from tests.core.factories import resizes_pictures
from tests.core.visits import put_away
from tests.fuzz.walk import ADDRESSES, digests, match_of, someone

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, resizes_pictures]

ROLES = ["elected", "Administration", "superuser"]
REFUSED = {403, 404, 405}
# Where no token is asked for, and why.
SECRET = "the address is the secret: it works where cookies are refused, and from a mail"
ITSELF = "the library checks the token itself: see below"
EXEMPT = {
    "courrier/preferences/<slug:token>/": SECRET,
    "courrier/desabonnement/<slug:token>/<slug:kind>/": "mail readers send it by themselves, in one click (RFC 8058)",
    "inscriptions/<str:signature>/": SECRET,
    "inscriptions/<str:signature>/avis/": SECRET,
    **{
        f"gestion/api/main/^{kind}/{page}": ITSELF
        for kind in ("pages", "images", "documents")
        for page in ("", "<int:pk>/", "find/")
    },
    "gestion/api/main/^pages/<int:pk>/action/<str:action_name>/": ITSELF,
    "gestion/localize/api/snippets/<slug:app_label>/<slug:model_name>/": ITSELF,
    "gestion/localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/": ITSELF,
    "gestion/localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/": ITSELF,
    "gestion/localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/": ITSELF,
}
# Signed in already, whoever sends the code of the mail again is led inside, and nothing is done.
LED_INSIDE = "/compte/login/code/confirm/"


def exempt(patterns, prefix="") -> set[str]:
    """The routes whose view asks for no token, Wagtail's own included."""
    found = set()
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            found |= exempt(pattern.url_patterns, path)
        elif getattr(pattern.callback, "csrf_exempt", False):
            found.add(path)
    return found


def test_each_view_that_asks_for_no_token_is_known():
    activate("fr")

    assert exempt(get_resolver().url_patterns) == EXEMPT.keys()


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_done_without_a_token(role):
    places, done, sent = make_places(), {}, 0
    client = someone(role, places, enforce_csrf_checks=True)
    put_away(client.get("/"))
    before = digests()

    for address in ADDRESSES:
        path = address.format(**places)
        if match_of(path).route in EXEMPT:
            continue
        answer = put_away(client.post(path, {"confirm": "on", "csrfmiddlewaretoken": "x" * 64}))
        sent += 1
        if answer.status_code not in REFUSED and path != LED_INSIDE:
            done[path] = answer.status_code

    assert sent > 200
    assert done == {}
    assert digests() == before


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("post", "/gestion/api/main/pages/{draft_id}/action/delete/"),
        ("post", "/gestion/api/main/pages/{draft_id}/action/publish/"),
        ("post", "/gestion/api/main/images/"),
        ("delete", "/gestion/api/main/documents/1/"),
        ("put", "/gestion/localize/translate/1/strings/1/edit/"),
        ("delete", "/gestion/localize/translate/1/overrides/1/edit/"),
        ("post", "/gestion/localize/api/snippets/places/cafe/"),
    ],
)
def test_what_checks_the_token_itself_does_check_it(method, address):
    places = make_places()
    client = someone("superuser", places, enforce_csrf_checks=True)
    put_away(client.get("/"))
    before = digests()

    answer = getattr(client, method)(address.format(**places), {}, content_type="application/json")

    assert answer.status_code in REFUSED
    assert digests() == before
