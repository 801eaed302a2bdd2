"""Words of the library's templates."""

from django import template

from resources.models import ResourceFile, ResourceKind
from resources.services.words import facts_of

register = template.Library()

ICONS = {
    ResourceKind.GUIDE: "document",
    ResourceKind.TEMPLATE: "writing",
    ResourceKind.SPREADSHEET: "table",
    ResourceKind.VIDEO: "film",
    ResourceKind.LINK: "link",
}


@register.filter
def kind_icon(kind: str) -> str:
    """The drawing of a kind of resource."""
    return ICONS.get(kind, "document")


@register.filter
def facts(version: ResourceFile | None) -> str:
    """« PDF, 3 pages, 120 Ko »; nothing for what has no file."""
    return facts_of(version) if version else ""
