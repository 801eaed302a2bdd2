"""From text to terms."""

import pytest

from millecafes.core.search.analyser import clean, terms_of, tokens


def words(text, language="fr"):
    return [word for token in tokens(clean(text), language) for word in token.words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’épicerie d'à côté", ["épicerie", "à", "côté"]),
        ("jusqu’ici, lorsqu'il", ["ici", "il"]),
        ("aujourd’hui", ["aujourd’hui"]),
        ("Saint-Sever-de-Rustan", ["Saint", "Sever", "de", "Rustan"]),
        ("3 500 habitants en 2025", ["3500", "habitants", "en", "2025"]),
        ("1\u202f234\u00a0567 euros", ["1234567", "euros"]),
        ("01 23 45", ["01", "23", "45"]),
        ("en 2025 350 communes", ["en", "2025", "350", "communes"]),
        ("élu·e·s", ["élu", "élue"]),
        ("élu-e-s et élu.e, élu(e)s", ["élu", "élue", "et", "élu", "élue", "élu", "élue"]),
        ("directeur·rice, acteur·trice", ["directeur", "directrice", "acteur", "actrice"]),
        ("porteur·se·s, chanteur·euse", ["porteur", "porteuse", "chanteur", "chanteuse"]),
        ("conseiller·ère, épicier·ière", ["conseiller", "conseillère", "épicier", "épicière"]),
        ("créatif·ve, gardien·ne", ["créatif", "créative", "gardien", "gardienne"]),
        ("donne-le, parle-t-elle", ["donne", "le", "parle", "t", "elle"]),
        ("arc-en-ciel, porte-à-porte", ["arc", "en", "ciel", "porte", "à", "porte"]),
        ("", []),
        ("« % » — 🙂 …", []),
    ],
)
def test_a_text_gives_its_words(text, expected):
    assert words(text) == expected


def test_english_groups_its_digits_with_commas():
    assert words("3,500 people", "en") == ["3500", "people"]
    assert words("3,5 %", "fr") == ["3", "5"]


@pytest.mark.parametrize(
    "same",
    [
        ["café", "cafés", "CAFE", "Cafés", "cafe\u0301"],
        ["élu", "élue", "élus", "élues", "ELU"],
        ["œuvre", "oeuvre", "Œuvres"],
        ["St", "saint", "SAINT"],
        ["ste", "Sainte"],
        ["travail", "travaux"],
        ["journal", "journaux"],
        ["agriculteur", "agricultrices"],
        ["porteur", "porteuse", "porteuses"],
        ["associatif", "associative", "associatifs"],
        ["aujourd’hui", "aujourd'hui", "aujourdhui"],
        ["straße", "strasse"],
    ],
)
def test_forms_of_a_word_share_a_term(same):
    first = terms_of(same[0], "fr")

    assert [word for word in same if not first & terms_of(word, "fr")] == []


@pytest.mark.parametrize(
    ("one", "other"), [("échecs", "chèque"), ("local", "loyer"), ("2025", "2024"), ("gérant", "gens")]
)
def test_other_words_share_none(one, other):
    assert not terms_of(one, "fr") & terms_of(other, "fr")


def test_each_language_has_its_roots():
    assert terms_of("meetings", "en") & terms_of("meeting", "en")
    assert terms_of("villages", "en") & terms_of("village", "en")


def test_a_term_is_made_of_letters_and_digits_only():
    hostile = "l’\"été\" 'x' a:b* \\ (c) %_d d̀é́ ÅÅ ①½ﬁ ᾳ " + "x" * 100

    terms = {term for word in words(hostile) for term in terms_of(word, "fr")}

    assert {"ete", "c"} <= terms
    assert [term for term in terms if not term.isalnum() or len(term) > 60] == []


def test_what_cannot_be_seen_or_written_is_left_out():
    assert clean("ca\u00adfé\u200b \x00 a\ud800b \ufeffe\u0301") == "café   a b é"
