"""Facts of a file in words, and the sheet that goes with a folder of them."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from millecafes.core.days import day_in_words
from millecafes.core.sizes import size_in_words
from resources.models import ResourceFile


def facts_of(version: ResourceFile) -> str:
    """« PDF, 3 pages, 120 Ko »."""
    pages = version.pages
    said = [version.extension.upper()]
    if pages:
        said.append(ngettext("%(count)d page", "%(count)d pages", pages) % {"count": pages})
    return ", ".join([*said, size_in_words(version.size)])


def contents_of(sheet, address: Callable[[str], str]) -> str:
    """The steps in plain words: what each is for, its file, or where it is read."""
    words = sheet.toolkit.words
    day = day_in_words(timezone.localdate())
    lines = [words.title, "", words.goal, "", _("Dossier préparé le %(day)s.") % {"day": day}, ""]
    for step in sheet.steps:
        resource = step.resource
        lines += [f"{step.number}. {step.words.title}", f"   {resource.words.title}"]
        if text := " ".join(strip_tags(step.words.text.replace("</", " </")).split()):
            lines.append(f"   {text}")
        day = day_in_words(resource.reviewed_on)
        lines += [f"   {_('À jour au %(day)s') % {'day': day}}", f"   {address(resource.get_absolute_url())}", ""]
    return "\r\n".join(lines)
