"""What several families of blocks share."""

import re

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from millecafes.core.figures import figures_by_id
from millecafes.core.models import KeyFigure

FIGURE_REFERENCE = re.compile(r"\[\[([-a-zA-Z0-9_]+)\]\]")
INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = ["h3", "h4", "ol", "ul", *INLINE_FEATURES]


def check_figure_references(text: str) -> None:
    """Refuse a text that quotes a figure the register doesn't hold."""
    codes = set(FIGURE_REFERENCE.findall(text))
    if codes and (missing := codes - set(KeyFigure.objects.filter(code__in=codes).values_list("code", flat=True))):
        raise ValidationError(
            _("Aucun chiffre clé ne porte le code « %(codes)s » : vérifiez le registre des chiffres."),
            params={"codes": ", ".join(sorted(missing))},
        )


class SpokenTextBlock(blocks.TextBlock):
    """Plain text that may quote the register: [[code]] shows the figure's value."""

    def clean(self, value):
        value = super().clean(value)
        check_figure_references(value or "")
        return value


class SpokenRichTextBlock(blocks.RichTextBlock):
    """Formatted text that may quote the register: [[code]] shows the figure's value."""

    def clean(self, value):
        value = super().clean(value)
        check_figure_references(value.source if value else "")
        return value


class AnchorValue(blocks.StructValue):
    """A value one can link to by its first words."""

    @property
    def anchor(self) -> str:
        words = self.get("text") if "question" not in self else self.get("question")
        return slugify(words or "")[:60].strip("-")


class FigureChooserBlock(SnippetChooserBlock):
    """A figure of the register; all those of a request are read together."""

    def __init__(self, **kwargs):
        super().__init__(KeyFigure, **kwargs)

    def bulk_to_python(self, values):
        figures = figures_by_id(values)
        return [figures.get(pk) for pk in values]

    def get_searchable_content(self, value):
        return value.searchable_words if value else []

    class Meta:
        label = _("Chiffre clé")
        icon = "table"
