"""What several families of blocks share."""

import re

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from millecafes.core.models import KeyFigure

FIGURE_REFERENCE = re.compile(r"\[\[([-a-zA-Z0-9_]+)\]\]")
INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = ["h3", "h4", "ol", "ul", *INLINE_FEATURES]


def check_figure_references(text: str) -> None:
    """Refuse a text that quotes a figure the register doesn't hold."""
    codes = set(FIGURE_REFERENCE.findall(text))
    if codes and (missing := codes - set(KeyFigure.objects.filter(code__in=codes).values_list("code", flat=True))):
        raise ValidationError(
            _("Aucun chiffre clé ne porte le code « %(codes)s » : vérifiez le registre des chiffres."),
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


class LinkValue(blocks.StructValue):
    """A page of the site, or else an outside address."""

    @property
    def href(self) -> str:
        page = self.get("page")
        return (page.url or "") if page and page.live else self.get("url") or ""

    @property
    def is_external(self) -> bool:
        return not self.get("page") and self.href.startswith("http")


class LinkBlock(blocks.StructBlock):
    """Label and target of a link; a page of the site wins over an address."""

    label = blocks.CharBlock(label=_("Texte du lien"), required=False, default="", max_length=80)
    page = blocks.PageChooserBlock(label=_("Page du site"), required=False)
    url = blocks.CharBlock(
        label=_("ou adresse"),
        required=False,
        default="",
        max_length=500,
        help_text=_("https://…, mailto:…, ou #ancre."),
    )

    class Meta:
        value_class = LinkValue
        icon = "link"
        label = _("Lien")

    def clean(self, value):
        value = super().clean(value)
        url = value.get("url") or ""
        if url and not url.startswith(("https://", "http://", "mailto:", "tel:", "/", "#")):
            message = _("Cette adresse doit commencer par https://, mailto:, tel:, / ou #.")
            raise blocks.StructBlockValidationError(block_errors={"url": ValidationError(message)})
        return value
