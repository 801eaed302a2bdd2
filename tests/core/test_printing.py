"""The letters of PDF documents."""

import io
import re

import pytest
from reportlab.platypus import Paragraph, SimpleDocTemplate

from millecafes.core import printing


def words_of(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


@pytest.mark.parametrize("face", printing.FILES)
def test_names_of_all_europe_keep_their_accents(face):
    name = "Łukasz Ștefănescu, Ğülşen Őry et Zoë d’Œuvre"

    markup = printing.said(name, face)
    output = io.BytesIO()
    SimpleDocTemplate(output).build([Paragraph(markup)])

    assert words_of(markup) == name
    assert f"{face}-latin-ext" in markup
    assert output.getvalue().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Nguyễn", "Nguyên"),  # an accent fewer
        ("Ωμέγα", "?????"),
        ("19\u202f€", "19\u00a0€"),
        ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ("", ""),
    ],
)
def test_what_no_font_has_is_shown_as_near_as_can_be(typed, shown):
    assert words_of(printing.said(typed)) == shown


def test_without_the_fonts_of_the_site_western_names_are_written_all_the_same(settings, tmp_path):
    settings.NODE_MODULES_ROOT = tmp_path

    assert printing.said("Zoë", printing.BOLD) == '<font name="Helvetica-Bold">Zoë</font>'
    assert words_of(printing.said("Ștefan")) == "Stefan"
