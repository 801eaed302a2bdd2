"""The replay of the demo, of a webinar of the past season: a tiny film, captions, chapters, slides."""

from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from events.agenda.models import Session
from millecafes.demo.content.replays import CARD_SECONDS, CARDS, END, REPLAY, SAID, WEBINAR
from resources.models import Replay
from resources.models.timecodes import check_captions, clock

FILM = Path(__file__).with_name("content") / "premier-hiver.mp4"
SLIDE = (640, 360)  # points


@transaction.atomic
def add_replay() -> int:
    """Lay it if it is missing and its webinar is there; says how many were laid."""
    session = Session.objects.filter(event__slug=WEBINAR, replay=None).order_by("starts_at").first()
    if not settings.DEMO or session is None or Replay.objects.filter(slug=REPLAY["slug"]).exists():
        return 0
    replay = Replay(
        session=session, recorded_on=session.day, captions=captions(), chapters=chapters(), is_example=True,
        live=False, **REPLAY,
    )  # fmt: skip
    replay.video.save(FILM.name, ContentFile(FILM.read_bytes()), save=False)
    replay.slides.save("diaporama.pdf", ContentFile(slides()), save=False)
    replay.save()
    replay.save_revision().publish()
    return 1


def captions() -> str:
    """WebVTT, each line until half a second before the next one."""
    ends = [start - 0.5 for start, _who, _what in SAID[1:]] + [END]
    cues = (
        f"{instant(start)} --> {instant(end)}\n<v {who}>{what}"
        for (start, who, what), end in zip(SAID, ends, strict=True)
    )
    return check_captions("\n\n".join(["WEBVTT", *cues]).encode())


def instant(seconds: float) -> str:
    return f"00:{int(seconds) // 60:02}:{seconds % 60:06.3f}"


def chapters() -> str:
    return "\n".join(f"{clock(number * CARD_SECONDS)} {title}" for number, (title, _words) in enumerate(CARDS))


def slides() -> bytes:
    """The same cards, to be taken away."""
    output = BytesIO()
    paper = Canvas(output, pagesize=SLIDE, invariant=True)
    paper.setTitle(REPLAY["title"])
    for title, words in CARDS:
        paper.setFillColor(HexColor("#1f4d3a"))
        paper.rect(0, 320, 640, 40, stroke=0, fill=1)
        paper.setFont("Times-Roman", 40)
        paper.drawString(48, 220, title)
        paper.setFillColor(HexColor("#23272b"))
        for number, line in enumerate(words.split("\n")):
            paper.setFont("Times-Roman", 26)
            paper.drawString(48, 165 - 38 * number, line)
        paper.showPage()
    paper.save()
    return output.getvalue()
