"""A letter is written once, as text; the same words make its HTML, in the site’s clothes.

Blocks are set apart by a blank line. An address alone on its line is the link of the line before it; lines that begin
with « - » make a list, whose items are links, under a first line that is their heading; four blanks set a code apart.
"""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

ADDRESS = re.compile(r"https?://\S+")
UNSEEN = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # line breaks, and what turns words round


@dataclass
class Line:
    """Some words, and where they lead."""

    text: str
    url: str = ""

    @property
    def short_url(self) -> str:
        return self.url.partition("://")[2].rstrip("/")

    @property
    def label(self) -> str:
        """The words without the colon that leads to the address."""
        return self.text.rstrip(":").rstrip()


@dataclass
class Block:
    """What stands between two blank lines."""

    kind: str  # "text", "list" or "code"
    lines: list[Line] = field(default_factory=list)
    heading: str = ""


def one_line(text: str, longest: int) -> str:
    """These words on one line, without anything that cannot be seen: a subject, a line of a digest."""
    text = " ".join(UNSEEN.sub(" ", text).split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def compose(template: str, context: dict, language: str, footer: list[Line] = ()) -> tuple[str, str, str]:
    """Subject, text and HTML of ``<template>_subject.txt`` and ``<template>_message.txt``, in a language."""
    with translation.override(language):
        subject = subject_of(template, context)
        text = render_to_string(f"{template}_message.txt", context | {"site_url": settings.SITE_URL}).strip() + "\n"
        html = html_of(subject, text, footer)
    if footer:
        text += "\n-- \n" + "".join(f"{line.text}\n{line.url}\n" for line in footer)
    return subject, text, html


def subject_of(template: str, context: dict) -> str:
    """What the letter is about, in the language that is active."""
    return one_line(render_to_string(f"{template}_subject.txt", context), 200)


def html_of(subject: str, text: str, footer: list[Line] = ()) -> str:
    """The same letter, dressed, in the language that is active."""
    given = {"subject": subject, "blocks": blocks_of(text), "footer": footer, "site_url": settings.SITE_URL}
    return render_to_string("mailroom/letter.html", given)


def blocks_of(text: str) -> list[Block]:
    return [block_of(part.split("\n")) for part in re.split(r"\n[ \t]*\n", text.strip("\n")) if part.strip()]


def block_of(lines: list[str]) -> Block:
    if all(line.startswith("    ") for line in lines):
        return Block("code", [Line(line.strip()) for line in lines])
    made = []
    for line in (line.strip() for line in lines):
        if not ADDRESS.fullmatch(line):
            made.append(Line(line))
        elif made and not made[-1].url:
            made[-1].url = line
        else:
            made.append(Line("", line))
    for skipped in (0, 1):
        items = made[skipped:]
        if items and all(item.text.startswith("- ") for item in items):
            items = [Line(item.text[2:], item.url) for item in items]
            return Block("list", items, made[0].text if skipped else "")
    return Block("text", made)
