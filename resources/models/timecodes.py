"""Instants of a film: its captions (WebVTT), its chapters, and the text that is read instead of being watched."""

import re
from dataclasses import dataclass, field
from html import unescape

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST_CAPTIONS, MOST_CUES, MOST_CHAPTERS, LONGEST_TITLE = 1024 * 1024, 20_000, 60, 120
INSTANT = r"(?:(\d{1,3}):)?(\d{1,2}):([0-5]\d)"
CHAPTER = re.compile(rf"{INSTANT}\s*(?:[-–—:·.]\s*)?(\S.*)")
TIMING = re.compile(rf"{INSTANT}\.(\d{{3}})[ \t]+-->[ \t]+{INSTANT}\.(\d{{3}})(?:[ \t].*)?")
VOICE, TAG = re.compile(r"<v(?:\.[^ >]*)?[ \t]+([^>]{1,80})>"), re.compile(r"<[^>]*>")
PAUSE, LONG_PARAGRAPH = 4.0, 500  # seconds of silence; letters after which a paragraph ends with its sentence
SENTENCE_END = (".", "!", "?", "…", "»")


@dataclass(frozen=True)
class Chapter:
    """Where a chapter begins, in seconds, and its title."""

    at: int
    title: str

    @property
    def clock(self) -> str:
        return clock(self.at)


@dataclass(frozen=True)
class Cue:
    """What is said from an instant to another, and by whom if the captions tell."""

    start: float
    end: float
    text: str
    voice: str = ""


@dataclass
class Paragraph:
    """Some sentences by one person."""

    text: str
    voice: str = ""


@dataclass
class Part:
    """What is said in a chapter."""

    chapter: Chapter | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)


def clock(seconds: float) -> str:
    """« 12:30 », « 1:02:05 »."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def seconds_of(hours: str | None, minutes: str, seconds: str, thousandths: str = "0") -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


# -- Chapters ---------------------------------------------------------------------------------------------------------


def chapters_in(text: str) -> list[Chapter]:
    """Those that can be read, in order; ``check_chapters`` has refused the others."""
    found = (CHAPTER.fullmatch(line.strip()) for line in text.splitlines())
    return [Chapter(int(seconds_of(*match.groups()[:3])), match[4].strip()) for match in found if match]


def check_chapters(text: str) -> str:
    """The lines, each an instant and a title, the instants going forward; raises ValidationError at the first fault."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_CHAPTERS:
        raise ValidationError(_("%(most)d chapitres au plus.") % {"most": MOST_CHAPTERS})
    before = -1
    for line in lines:
        match = CHAPTER.fullmatch(line)
        if not match:
            raise ValidationError(
                _("« %(line)s » : écrivez l’instant, puis le titre, comme « 12:30 Le loyer ».") % {"line": line[:80]}
            )
        if len(match[4]) > LONGEST_TITLE:
            raise ValidationError(_("« %(line)s… » : ce titre est trop long.") % {"line": line[:80]})
        at = int(seconds_of(*match.groups()[:3]))
        if at <= before:
            raise ValidationError(_("« %(line)s » vient avant le chapitre qui précède.") % {"line": line[:80]})
        before = at
    return "\n".join(lines)


# -- Captions ---------------------------------------------------------------------------------------------------------


def check_captions(content: bytes) -> str:
    """Captions as they are kept: UTF-8, one kind of line end; raises ValidationError when players would refuse them."""
    if len(content) > LONGEST_CAPTIONS:
        raise ValidationError(_("Ces sous-titres pèsent plus d’un mégaoctet : est-ce le bon fichier ?"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("Ces sous-titres ne sont pas en UTF-8 : enregistrez-les de nouveau ainsi.")) from None
    if "\0" in text:
        raise ValidationError(_("Ce fichier n’est pas un texte."))
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"
    if not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        raise ValidationError(_("Des sous-titres WebVTT commencent par le mot WEBVTT."))
    cues = cues_in(text)
    if not cues:
        raise ValidationError(_("Il n’y a aucun sous-titre dans ce fichier."))
    if len(cues) > MOST_CUES:
        raise ValidationError(_("Il y a trop de sous-titres dans ce fichier."))
    for number, line in enumerate(text.split("\n"), 1):
        match = TIMING.fullmatch(line.strip())
        if "-->" in line and not match:
            raise ValidationError(_("Ligne %(number)d : cet instant n’est pas lisible.") % {"number": number})
        if match and seconds_of(*match.groups()[:4]) >= seconds_of(*match.groups()[4:]):
            raise ValidationError(_("Ligne %(number)d : ce sous-titre finit avant de commencer.") % {"number": number})
    return text


def cues_in(captions: str) -> list[Cue]:
    """What captions say, without their settings, their notes and their styles."""
    cues = []
    for block in re.split(r"\n{2,}", captions):
        lines = block.strip().split("\n")
        for number, line in enumerate(lines[:2]):  # the first line may be a name
            if match := TIMING.fullmatch(line.strip()):
                said = " ".join(lines[number + 1 :])
                voice = VOICE.search(said)
                words = " ".join(unescape(TAG.sub("", said)).split())
                start, end = seconds_of(*match.groups()[:4]), seconds_of(*match.groups()[4:])
                if words:
                    cues.append(Cue(start, end, words, unescape(voice[1]).strip() if voice else ""))
                break
    return cues


# -- What is read instead -------------------------------------------------------------------------------------------


def parts_written(transcript: str) -> list[Part]:
    """The transcript that somebody wrote, as paragraphs."""
    blocks = re.split(r"\n\s*\n", transcript.replace("\r\n", "\n").strip())
    return [Part(None, [Paragraph(" ".join(block.split())) for block in blocks if block.strip()])]


def parts_said(captions: str, chapters: list[Chapter]) -> list[Part]:
    """What the captions say, in paragraphs, under the chapters."""
    parts, waiting, before = [Part()], list(chapters), None
    for cue in cues_in(captions):
        while waiting and cue.start >= waiting[0].at:
            parts.append(Part(waiting.pop(0)))
            before = None
        paragraphs = parts[-1].paragraphs
        if goes_on(before, cue, paragraphs):
            paragraphs[-1].text += f" {cue.text}"
        else:
            paragraphs.append(Paragraph(cue.text, cue.voice))
        before = cue
    parts += [Part(chapter) for chapter in waiting]
    return parts if parts[0].paragraphs else parts[1:]


def goes_on(before: Cue | None, cue: Cue, paragraphs: list[Paragraph]) -> bool:
    """Whether this is still the same paragraph."""
    if before is None or not paragraphs:
        return False
    if cue.voice != before.voice or cue.start - before.end > PAUSE:
        return False
    text = paragraphs[-1].text
    return len(text) < LONG_PARAGRAPH or not text.endswith(SENTENCE_END)
