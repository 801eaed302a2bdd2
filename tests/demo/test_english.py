"""The demo in English: one file of texts, carried by wagtail-localize, that editors go on from."""

import re
from io import StringIO

import polib
import pytest
from django.core.management import call_command
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from millecafes.core import models as core
from millecafes.core.blocks.base import FIGURE_REFERENCE
from millecafes.demo.english import CATALOGUE, LIBRARY_CATALOGUE, REGISTERS, TRANSLATED, add_english, texts_by_place
from millecafes.demo.references import key_of

pytestmark = [pytest.mark.any_database, pytest.mark.django_db, pytest.mark.usefixtures("english_site")]

ENTRIES = list(polib.pofile(CATALOGUE))
SAID = ENTRIES + list(polib.pofile(LIBRARY_CATALOGUE))
TAG = re.compile(r"<[^>]*>")
FAULTS = {
    "French quotation mark": re.compile("[«»]"),
    "no-break space": re.compile("[\u00a0\u202f]"),
    "space before a punctuation mark": re.compile(r" [:;!?%]"),
    "straight apostrophe": re.compile(r"\w'\w"),
    "straight quotation mark": re.compile('"'),
    "three dots": re.compile(r"\.\.\."),
    "two spaces": re.compile("  "),
    "French number": re.compile(r"\d \d{3}\b|\d,\d\b"),
}
KEPT_AS_THEY_ARE = {"Raconte-moi ton village", "Tournée des Villages"}
every_page = pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: path or "accueil")


def english() -> Locale:
    return Locale.objects.get(language_code="en")


def find(path: str) -> Page:
    return Page.objects.get(translation_key=key_of(path), locale=english()).specific


# -- The file ---------------------------------------------------------------------------------------------------------


def test_the_file_holds_every_text_and_no_other():
    """Else: ``make messages``, then fill what is empty."""
    texts = set(texts_by_place())

    assert "Rouvrir le café, réveiller la place" in texts
    assert {entry.msgid for entry in ENTRIES} == texts
    assert [entry.msgid for entry in ENTRIES if not entry.msgstr] == []


def test_translations_keep_the_figures_and_the_tags():
    for marks in (FIGURE_REFERENCE, TAG):
        moved = [e.msgid for e in SAID if sorted(marks.findall(e.msgid)) != sorted(marks.findall(e.msgstr))]
        assert moved == []


@pytest.mark.parametrize("fault", FAULTS)
def test_translations_follow_english_typography(fault):
    read = [TAG.sub("", entry.msgstr) for entry in SAID]

    assert [text for text in read if FAULTS[fault].search(text)] == []


def test_a_sentence_is_not_left_in_french():
    long = [entry for entry in SAID if len(entry.msgid) > 40]

    assert len(long) > 200
    assert [entry.msgid for entry in long if entry.msgid == entry.msgstr] == []


# -- The site ---------------------------------------------------------------------------------------------------------


@every_page
def test_a_page_is_read_in_english_at_the_address_of_the_french_one(client, path):
    answer = client.get(f"/en/{path}/" if path else "/en/")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="en">' in html
    assert html.count("<h1") == 1
    assert "[[" not in html
    assert "None" not in html
    assert not re.search(r"[«»]|\w :|\d\u00a0[%€]", TAG.sub("", html))


def test_the_tree_is_sound_and_every_page_is_published():
    pages = Page.objects.filter(locale=english())

    assert Page.find_problems() == ([], [], [], [], [])
    assert len(pages) == len(TRANSLATED) > 12
    assert all(page.live and not page.alias_of_id and page.draft_title == page.title for page in pages)


def test_every_sheet_of_the_registers_is_in_english():
    for model in REGISTERS:
        french = model.objects.filter(locale__language_code="fr")
        assert model.objects.filter(locale=english()).count() == french.count() > 0
    assert core.KeyFigure.objects.get(code="candidatures", locale=english()).label == "communes applied"


def test_translators_find_it_complete():
    translations = Translation.objects.all()

    assert len(translations) > 100
    assert [translation for translation in translations if len(set(translation.get_progress())) > 1] == []


def test_menus_lead_to_the_english_pages(client):
    html = client.get("/en/").content.decode()

    assert '<a href="/en/qui-sommes-nous/histoire/">Our story</a>' in html
    assert '<a href="/en/contact/">Contact</a>' in html
    assert 'href="/contact/"' not in html


def test_a_translated_testimony_says_so(client):
    said = [client.get(address).content.decode().count("traduit du français") for address in ("/", "/en/")]
    html = client.get("/en/").content.decode()

    assert said == [0, 0]
    assert html.count("translated from French") == html.count("postcard__card") > 0


def test_figures_are_said_the_english_way(client):
    html = client.get("/en/chiffres/").content.decode()

    assert "100<small>%</small>" in html
    assert "<small>more than</small> 1,300" in html or "<small>more than</small> 180,000" in html
    assert "<small>€</small>" in html


# -- Again ------------------------------------------------------------------------------------------------------------


def test_running_the_command_again_changes_nothing():
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "last_published_at"))
    output = StringIO()

    call_command("demo", stdout=output)

    assert output.getvalue().strip() == "Rien à faire\u00a0: le contenu de démonstration est déjà là."
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "last_published_at")) == before


def test_what_a_translator_has_changed_stays():
    page = find("contact")
    StringTranslation.objects.filter(context__object_id=page.translation_key, context__path="title").update(
        data="Drop us a line"
    )
    page.title = "Drop us a line"
    page.save_revision().publish()

    made = add_english()

    assert not made
    assert find("contact").title == "Drop us a line"


def test_what_has_been_removed_is_made_again(django_capture_on_commit_callbacks):
    find("presse").delete()

    with django_capture_on_commit_callbacks(execute=True):
        made = add_english()

    assert made == {"page en anglais": 1}
    assert find("presse").get_url() == "/en/presse/"


def test_a_page_moved_where_there_is_no_english_waits():
    find("presse").delete()
    french = {
        path: Page.objects.get(translation_key=key_of(path), locale__language_code="fr")
        for path in ("presse", "reseau")
    }
    french["presse"].move(french["reseau"], pos="last-child")

    assert not add_english()


def test_names_keep_their_french():
    with translation.override("en"):
        kept = {entry.msgid for entry in ENTRIES if entry.msgid == entry.msgstr}

    assert kept >= KEPT_AS_THEY_ARE
