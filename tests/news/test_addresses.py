"""The same article is known by any of its addresses."""

import pytest

from news.models.addresses import LONGEST_KEY, key_of

ARTICLE = "https://www.gazette.fr/culture/un-cafe"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.gazette.fr/culture/un-cafe",
        "https://gazette.fr/culture/un-cafe",
        "https://WWW.Gazette.FR/culture/un-cafe",
        "HTTPS://www.gazette.fr/Culture/UN-CAFE",
        "https://www.gazette.fr./culture/un-cafe",
        "https://www.gazette.fr:443/culture/un-cafe",
        "http://www.gazette.fr:80/culture/un-cafe",
        "https://www.gazette.fr/culture/un-cafe/",
        "https://www.gazette.fr/culture/un-cafe#commentaires",
        "https://www.gazette.fr/culture/un%2Dcafe",
        "  https://www.gazette.fr/culture/un-cafe\n",
        "https://www.gazette.fr/culture/un-cafe?utm_source=lettre&utm_medium=email",
        "https://www.gazette.fr/culture/un-cafe?fbclid=IwAR0&gclid=x&msclkid=y&dclid=z",
        "https://www.gazette.fr/culture/un-cafe/?xtor=CS1-1&at_medium=custom7&at_campaign=64",
        "https://www.gazette.fr/culture/un-cafe?mc_cid=1&mc_eid=2&MTM_Campaign=3&pk_kwd=4#xtor=AL-1",
        "https://www.gazette.fr/culture/un-cafe?li_fat_id=1&trk=feed&mibextid=2&sfnsn=mo&spm=3&wtrid=4&__s=5",
        "https://www.gazette.fr/culture/un-cafe?matomo_campaign=1&ga_source=2",
        "https://www.gazette.fr/culture/un-cafe?",
    ],
)
def test_a_variant_is_the_same_article(other):
    assert key_of(other) == key_of(ARTICLE)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.gazette.fr/culture/deux-cafes",
        "https://www.gazette.fr/culture",
        "https://sport.gazette.fr/culture/un-cafe",
        "https://www.gazette.com/culture/un-cafe",
        "https://www.gazette.fr:8443/culture/un-cafe",
        "https://www.gazette.fr/culture/un-cafe?id=2",
        "https://www.gazette.fr/culture/un-cafe?page=",
    ],
)
def test_another_article_is_another(other):
    assert key_of(other) != key_of(ARTICLE)


@pytest.mark.parametrize(
    "one, other",
    [
        ("https://a.fr/?id=1&rub=2", "https://a.fr/?rub=2&utm_id=9&id=1"),
        ("https://a.fr/café", "https://a.fr/caf%C3%A9"),
        ("https://a.fr/café", "https://a.fr/cafe\u0301"),
        ("https://écho.fr/1", "https://xn--cho-9la.fr/1"),
        ("https://a.fr", "https://a.fr/"),
    ],
)
def test_what_is_written_two_ways_is_one(one, other):
    assert key_of(one) == key_of(other)


def test_the_parameters_that_choose_an_article_count():
    assert key_of("https://a.fr/?id=1&rub=2") != key_of("https://a.fr/?id=2&rub=1")


def test_an_endless_address_has_a_key_that_an_index_can_hold():
    one, other = (key_of(f"https://a.fr/{'é' * 900}{end}") for end in ("1", "2"))

    assert {len(one), len(other)} == {LONGEST_KEY}
    assert one != other


@pytest.mark.parametrize(
    "wrong", ["", "http://[", "https://a.fr:99999/", "https://" + "a" * 70 + ".fr/", "\x00", "n’est pas"]
)
def test_what_is_no_address_breaks_nothing(wrong):
    assert isinstance(key_of(wrong), str)
