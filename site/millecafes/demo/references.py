"""From the plain lists of the content modules to what Wagtail stores: names become keys."""

import re
from functools import cached_property
from uuid import NAMESPACE_URL, UUID, uuid5

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Locale, Page
from wagtail.snippets.blocks import SnippetChooserBlock

from home.models import Position
from millecafes.demo import files

NAMESPACE = uuid5(NAMESPACE_URL, "https://1000cafes.org/demo")
BROKEN_LINE = re.compile(r"[ \t]*\n[ \t]*")
INNER_LINK = re.compile(r'<a href="/([^".]*?)/?">')  # a file has a dot


def key_of(name: str) -> UUID:
    """The same name gives the same key, on every machine and at every run."""
    return uuid5(NAMESPACE, name)


def one_line(text: str) -> str:
    """The lines of the source are only there to be read: a paragraph is one line, an empty line parts two."""
    return "\n\n".join(BROKEN_LINE.sub(" ", part.strip()) for part in text.split("\n\n"))


class References:
    """Finds what the content names."""

    def __init__(self, locale: Locale):
        self.locale = locale

    @cached_property
    def pages(self) -> dict[UUID, int]:
        return dict(Page.objects.filter(locale=self.locale).values_list("translation_key", "pk"))

    def page(self, path: str) -> int:
        return self.pages[key_of(path.strip("/"))]

    def row(self, model, code: str):
        if issubclass(model, Position):  # in all languages at once
            return model.objects.get(slug=code)
        return model.objects.get(code=code, locale=self.locale)

    def rich(self, html: str) -> str:
        """Links to our own pages are kept by number: they follow a page that moves."""
        return INNER_LINK.sub(lambda found: f'<a linktype="page" id="{self.page(found[1])}">', one_line(html))

    def raw(self, block, value, where: str):
        """``value`` as ``block`` stores it; ``where`` makes the identifiers of the parts."""
        if value is None or value == "":
            return value
        match block:
            case blocks.StreamBlock():
                return [
                    {
                        "type": kind,
                        "value": self.raw(block.child_blocks[kind], one, f"{where}/{n}"),
                        "id": ident(where, n),
                    }
                    for n, (kind, one) in enumerate(value)
                ]
            case ImageBlock():
                picture = files.picture(value)
                return {"image": picture.pk, "decorative": False, "alt_text": picture.description}
            case blocks.StructBlock():
                return {name: self.raw(block.child_blocks[name], one, f"{where}/{name}") for name, one in value.items()}
            case blocks.ListBlock():
                return [
                    {"type": "item", "value": self.raw(block.child_block, one, f"{where}/{n}"), "id": ident(where, n)}
                    for n, one in enumerate(value)
                ]
            case blocks.PageChooserBlock():
                return self.page(value)
            case SnippetChooserBlock():
                return self.row(block.target_model, value).pk
            case ImageChooserBlock():
                return files.picture(value).pk
            case DocumentChooserBlock():
                return files.document(value).pk
            case blocks.RichTextBlock():
                return self.rich(value)
            case blocks.DateBlock():
                return value.isoformat()
        return one_line(value) if isinstance(value, str) else value


def ident(where: str, number: int) -> str:
    return str(key_of(f"{where}#{number}"))
