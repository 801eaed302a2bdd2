"""« Mon village n’a plus de café »: an answer, neighbours, and a letter; nothing is kept."""

import pytest

from home.models import VillagePage
from millecafes.places.models import Cafe, Commune
from tests.pages.factories import in_english, make_page, open_english
from tests.places.factories import make_register

pytestmark = pytest.mark.django_db

LETTER = "Commune\u00a0: [commune], [département]\n\nMadame, Monsieur le Maire, voici [ma proposition]."


@pytest.fixture
def village():
    make_register()
    return make_page(VillagePage, slug="mon-village", letter=LETTER)


def ask(client, page, query, prefix=""):
    answer = client.get(f"{prefix}{page.url}{query}")
    return answer, answer.content.decode() if "html" in answer.headers["Content-Type"] else answer.content


def make_cafe(code, name, lat, lon):
    fields = {"slug": name.lower(), "name": name, "support": "opening", "live": True}
    return Cafe.objects.create(commune_id=code, lat=lat, lon=lon, **fields)


def test_a_commune_concerned_gets_a_letter_with_its_name(client, village):
    answer, html = ask(client, village, "?commune=cadalen")

    assert answer.status_code == 200
    assert "Oui, votre commune est concernée" in html
    assert "Commune\u00a0: Cadalen, Tarn" in html
    assert "[ma proposition]" in html
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_the_letter_is_downloaded_as_plain_text(client, village):
    answer, text = ask(client, village, "?commune_code=81046&lettre=txt")

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "lettre-mairie-81046.txt" in answer.headers["Content-Disposition"]
    assert text.decode().startswith("Commune\u00a0: Cadalen, Tarn\r\n\r\nMadame")


def test_a_former_commune_is_named_beside_the_whole(client, village):
    _answer, text = ask(client, village, "?commune_code=52293D&lettre=txt")

    assert "Rives Dervoises (Longeville-sur-la-Laines), Haute-Marne" in text.decode()


@pytest.mark.parametrize("code, said", [("38061", "Non, pas directement"), ("55039", "Nous ne savons pas")])
def test_where_the_call_does_not_apply_there_is_a_contact_and_no_letter(client, village, code, said):
    answer, html = ask(client, village, f"?commune_code={code}")

    assert answer.status_code == 200
    assert said in html
    assert 'href="/contact/"' in html
    assert "texte-lettre" not in html


@pytest.mark.parametrize(
    "query", ["?commune=", "?commune=zzzz", "?commune=chaumont", "?commune=%00", "?commune_code=zz&lettre=txt"]
)
def test_a_wrong_or_ambiguous_commune_is_told_at_the_field(client, village, query):
    answer, html = ask(client, village, query)

    assert answer.status_code == 400
    assert "field__error" in html
    assert "texte-lettre" not in html


def test_the_three_nearest_cafes_are_shown_from_the_nearest(client, village):
    Commune.objects.filter(pk="81046").update(lat=43.85, lon=1.98)
    for number, name in enumerate(["Quatrième", "Troisième", "Deuxième", "Premier"]):
        make_cafe("81046", f"Cafe{name.encode('ascii', 'ignore').decode()}", 44.5 - number / 5, 2.0)

    answer, html = ask(client, village, "?commune_code=81046")

    assert [told.cafe.name for told in answer.context["cafes"]] == ["CafePremier", "CafeDeuxime", "CafeTroisime"]
    assert "CafePremier" in html
    assert "Quatri" not in html


def test_nothing_is_written(client, village, django_assert_max_num_queries):
    ask(client, village, "?commune=cadalen")

    with django_assert_max_num_queries(12) as queries:
        answer, _html = ask(client, village, "?commune=cadalen")

    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert not answer.cookies


def test_in_english_the_frame_is_english_and_the_letter_stays_in_french(client, village):
    open_english()
    in_english(village, title="My village has no café")

    _answer, html = ask(client, village, "?commune=cadalen", "/en")

    assert 'id="texte-lettre" lang="fr"' in html
    assert "Madame, Monsieur le Maire" in html
    assert "Yes, your commune can apply" in html
