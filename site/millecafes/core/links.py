"""Where a block leads: blocks and values that menus and stories share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail_localize.segments import OverridableSegmentValue

from millecafes.core.languages import address_of, in_reader_frame, in_reader_language
from millecafes.core.tree import pages_by_id


class SitePageChooserBlock(blocks.PageChooserBlock):
    """A page of the site; all those of a request are read together."""

    def bulk_to_python(self, values):
        pages = pages_by_id(values)
        return [pages.get(pk) for pk in values]


class AddressBlock(blocks.CharBlock):
    """An address, which is no text to translate: the same in every language, unless a translator gives another."""

    def get_translatable_segments(self, value):
        return [OverridableSegmentValue("", value)]

    def restore_translated_segments(self, value, segments):
        return segments[0].data


class LinkValue(blocks.StructValue):
    """A page of the site, in the reader's language if it has it, or else an outside address."""

    @property
    def target(self):
        page = self.get("page")
        return in_reader_language(page) if page else None

    @property
    def href(self) -> str:
        page = self.get("page")
        return address_of(page) if page and page.live else in_reader_frame(self.get("url") or "")

    @property
    def is_external(self) -> bool:
        return not self.get("page") and self.href.startswith("http")


class LinkBlock(blocks.StructBlock):
    """Label and target of a link; a page of the site wins over an address."""

    label = blocks.CharBlock(label=_("Texte du lien"), required=False, default="", max_length=80)
    page = SitePageChooserBlock(label=_("Page du site"), required=False)
    url = AddressBlock(
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
