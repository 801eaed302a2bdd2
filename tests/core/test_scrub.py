"""What may be written down: nothing that tells who somebody is, or opens a door."""

import pytest
from django.test import RequestFactory
from django.urls import resolve

from millecafes.core.scrub import address_of, said_by, scrub


@pytest.mark.parametrize(
    "secret",
    [
        "zoe.martin+cafe@example.org",
        "zoe%40example.org",
        "06 12 34 56 78",
        "+33612345678",
        "192.0.2.117",
        "ABCD-EFGH",
        "12345678-1234-1234-1234-123456789abc",
        "deadbeefdeadbeef01",
        "tokenABC1defghijklmnop",
        "JBSWY3DPEHPK3PXP",
    ],
)
def test_what_tells_who_somebody_is_or_opens_a_door_is_left_out(secret):
    assert secret not in scrub(f"Bonjour {secret}, à demain")
    assert scrub(f"Bonjour {secret}, à demain").startswith("Bonjour ")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/recherche/?q=zoe+martin&page=2 failed", "/recherche/?… failed"),
        ("Authorization: Bearer abc.def", "Authorization:…"),
        ("Cookie: sessionid=aaa; csrftoken=bbb", "Cookie:…"),
        ("got sessionid=aaa; then", "got sessionid=…; then"),
        ("Mail 12345 was given up", "Mail 12345 was given up"),
        ("/actualites/les-cafes-de-2026-ouvrent/", "/actualites/les-cafes-de-2026-ouvrent/"),
    ],
)
def test_the_rest_can_be_read(text, left):
    assert scrub(text) == left


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyError("Zoé Martin"), "'…'"),
        (
            ValueError("invalid literal for int() with base 10: 'L'été de Zoé'"),
            "invalid literal for int() with base 10: '…'",
        ),
        (
            ValueError('violates unique constraint "people_user_email_key"\nDETAIL:  Failing row contains (1, Zoé).'),
            'violates unique constraint "people_user_email_key"',
        ),
        (ValueError("Zoé Martin, zoe@example.org, n’a pas de place"), "…"),
        (ValueError("Key (email)=(zoe@example.org) already exists."), "Key (email)=(…) already exists."),
        (ValueError("UNIQUE constraint failed: people_user.email"), "UNIQUE constraint failed: people_user.email"),
    ],
)
def test_an_exception_does_not_repeat_what_it_was_given(error, said):
    assert said_by(error) == said


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/compte/invitation/une-cle-de-porte/", "/compte/invitation/<token>/"),
        ("/courrier/desabonnement/une-cle/tout/", "/courrier/desabonnement/<token>/tout/"),
        ("/inscriptions/12:une:signature/", "/inscriptions/<signature>/"),
        ("/agenda/fete-du-village/", "/agenda/fete-du-village/"),
        ("/calendrier/cle.ics", "/calendrier/<token>.ics"),
    ],
)
def test_an_address_is_named_without_its_keys_nor_what_follows(path, address):
    request = RequestFactory().get(path, {"q": "zoe"})
    request.resolver_match = resolve(path)

    assert address_of(request) == address


def test_an_address_that_is_not_known_yet_is_hardly_named():
    assert address_of(RequestFactory().get("/compte/une-cle/")) == "/compte/…"
