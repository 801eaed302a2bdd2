"""How the content is written, whatever it says."""

import re

import pytest

from millecafes.core.blocks.base import FIGURE_REFERENCE
from millecafes.core.models import Illustration
from millecafes.demo.content import FIGURES, FOOTER, FOOTER_TEXT, MENU, PAGES, PARTNERS, TESTIMONIES
from millecafes.demo.content.forum import BOARDS, REPORTS
from millecafes.demo.content.forum import TOPICS as TALK
from millecafes.demo.content.library import RESOURCES, TOOLKITS
from millecafes.demo.content.library import THEMES as LIBRARY_THEMES
from millecafes.demo.content.library_papers import PAPERS
from millecafes.demo.files import DOCUMENTS, PICTURES
from millecafes.demo.references import one_line

TAG = re.compile(r"<[^>]*>")
ADDRESS = re.compile(r"https?://\S+")
FAULTS = {
    "narrow no-break space": re.compile("\u202f"),
    "straight apostrophe": re.compile(r"\w'\w"),
    "straight quotation mark": re.compile('"'),
    "three dots": re.compile(r"\.\.\."),
    "high punctuation without its no-break space": re.compile(r"(?<!\u00a0)[;?!»](?!\w)|(?<!\u00a0):(?=\s|$)|\d ?[%€]"),
    "opening quotation mark without its no-break space": re.compile(r"«(?!\u00a0)"),
}
LONGEST_DESCRIPTION, LONGEST_SUMMARY = 160, 260


def texts_of(value):
    """Every text, however deep in lists and dictionaries."""
    if isinstance(value, str):
        yield one_line(value)
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in texts_of(one))
    elif isinstance(value, list | tuple):
        yield from (text for one in value for text in texts_of(one))


def page_texts():
    for entry in PAGES:
        yield from ((entry.path or "accueil", text) for text in texts_of([entry.title, entry.fields]))


def all_texts():
    yield from page_texts()
    for row in [*FIGURES, *PARTNERS, *TESTIMONIES]:
        yield from ((row["code"], text) for text in texts_of(row))
    yield from (("menus", text) for text in texts_of([MENU, FOOTER, FOOTER_TEXT]))
    yield from (("bibliothèque", text) for text in texts_of([LIBRARY_THEMES, RESOURCES, TOOLKITS]))
    yield from (("forum", text) for text in texts_of([[row["name"], row["description"]] for row in BOARDS]))
    yield from (("forum", text) for text in texts_of([[row["title"], row["posts"]] for row in TALK] + REPORTS))
    french = (text for name, text in PAPERS.items() if name != "village-cafes-in-brief")
    yield from (("papiers", text.replace("\n! ", "\n")) for text in french)
    yield from (("fichiers", text) for text in texts_of([PICTURES, DOCUMENTS]))


@pytest.mark.parametrize("fault", FAULTS)
def test_texts_follow_french_typography(fault):
    read = [(where, ADDRESS.sub("", TAG.sub("", text))) for where, text in all_texts()]

    assert any("Rouvrir le café" in text for _where, text in read)
    assert [(where, text) for where, text in read if FAULTS[fault].search(text)] == []


def test_every_figure_that_a_text_quotes_is_in_the_register():
    quoted = {code for _where, text in all_texts() for code in FIGURE_REFERENCE.findall(text)}

    assert "guinguettes-picardie" in quoted
    assert quoted - {row["code"] for row in FIGURES} == set()


def test_no_code_is_used_twice():
    for rows in (FIGURES, PARTNERS, TESTIMONIES):
        codes = [row["code"] for row in rows]
        assert sorted(codes) == sorted(set(codes))
    paths = [entry.path for entry in PAGES]
    assert sorted(paths) == sorted(set(paths))


def test_every_figure_says_its_period_and_its_source_and_a_share_its_population():
    incomplete = [
        row["code"]
        for row in FIGURES
        if not row["period"] or not row["source"] or (row["unit"] == "%" and not row.get("population"))
    ]

    assert incomplete == []


def test_the_guinguettes_and_the_phases_add_up():
    value = {row["code"]: row["value"] for row in FIGURES}

    assert value["guinguettes-grand-est"] + value["guinguettes-picardie"] == value["guinguettes-dates"]
    phases = ("prefigurations", "recrutements", "ouvertures", "exploitations")
    assert sum(value[code] for code in phases) == 103
    assert value["maires-tres-satisfaits"] + 29 == value["maires-satisfaits"]


def test_what_the_report_contradicts_or_does_not_prove_is_not_published():
    read = " ".join(text for _where, text in all_texts())

    assert "millions de bénéficiaires" not in read
    assert "0,8" not in read
    assert "vues" not in read


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path or "accueil")
def test_a_page_has_an_opening_a_description_and_a_drawing_that_exists(entry):
    summary = one_line(entry.fields.get("summary") or entry.fields.get("hero_text", ""))
    description = one_line(entry.fields["search_description"])

    assert 40 <= len(summary) <= LONGEST_SUMMARY
    assert 60 <= len(description) <= LONGEST_DESCRIPTION
    assert entry.fields.get("illustration", "cafe") in Illustration.values
    assert entry.parent == "" or entry.parent in {one.path for one in PAGES}


def test_the_menu_is_short():
    assert 0 < len(MENU) <= 7
    assert all(len(entry["children"]) <= 7 for _kind, entry in MENU)
    assert 3 <= len(FOOTER) <= 4


def test_a_question_is_answered_at_length_for_each_audience():
    faq = next(entry for entry in PAGES if entry.path == "questions-frequentes")

    for audience in ("elected", "holders", "residents", "partners"):
        answers = [TAG.sub("", one_line(item["answer"])) for _kind, item in faq.fields[audience]]
        assert len(answers) >= 5
        assert min(map(len, answers)) > 80


def test_the_partnership_with_pmu_is_over():
    assert {row["code"]: row["until"] for row in PARTNERS if row["until"]} == {"pmu": 2024}
