"""The poster of a stop, on A4 or A5: what, when, where, a drawing to photograph, and who invites."""

import io
from pathlib import Path

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.defaultfilters import floatformat
from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from events.agenda.services.words import hour
from events.tours.models import PosterFormat, Stop
from events.tours.models.choices import DRAWINGS
from events.tours.services.drawing import draw
from millecafes.core import printing
from millecafes.core.days import day_in_words

PAPER, INK, GREEN, BRICK, SAND = map(HexColor, ("#fbf5e9", "#23272b", "#1f4d3a", "#a63a2a", "#f0e0bf"))
WHITE = HexColor("#ffffff")
DYES = {
    "cinema": "#2b3a55",
    "show": "#8e2f20",
    "concert": "#6b2446",
    "chess": "#33383b",
    "first_aid": "#8a2530",
    "nutrition": "#4a5a1e",
    "physical": "#1d5560",
    "stories": "#5a4316",
}
WIDTH, HEIGHT = A4
MARGIN = 17 * mm
CODE = 34 * mm  # the side of the drawing to photograph
SCALES = {PosterFormat.A4: 1.0, PosterFormat.A5: 0.5**0.5}
MOST_LOGOS, TALLEST, BETWEEN = 4, 12 * mm, 4 * mm


def poster(stop: Stop, form: str) -> bytes:
    """In French, as the village is; A5 is the same, smaller."""
    output, scale = io.BytesIO(), SCALES[form]
    canvas = Canvas(output, pagesize=(WIDTH * scale, HEIGHT * scale), lang="fr", pageCompression=1)
    canvas.setTitle(f"{stop.offer.title}, {stop.host_village.name}")
    canvas.setAuthor("1000 cafés")
    canvas.scale(scale, scale)
    with translation.override("fr"):
        ground(canvas, stop)
        below = words(canvas, stop, 141 * mm)
        foot(canvas, stop, below)
    canvas.showPage()
    canvas.save()
    return output.getvalue()


def image(name: str) -> Path:
    """One of our own drawings."""
    return Path(finders.find(f"img/{name}"))


def ground(canvas: Canvas, stop: Stop) -> None:
    """Paper, the drawing of what comes, and the awning of the café above it."""
    canvas.setFillColor(PAPER)
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)
    bottom = 152 * mm
    draw(canvas, image(f"illustrations/{DRAWINGS[stop.offer.kind]}.svg"), 0, bottom, WIDTH, HEIGHT - bottom)
    stripes = 12
    wide, deep = WIDTH / stripes, 20 * mm
    for number in range(stripes):
        canvas.setFillColor(BRICK if number % 2 == 0 else SAND)
        path = canvas.beginPath()
        left = number * wide
        path.moveTo(left, HEIGHT)
        path.lineTo(left, HEIGHT - deep)
        path.curveTo(left, HEIGHT - deep - 9 * mm, left + wide, HEIGHT - deep - 9 * mm, left + wide, HEIGHT - deep)
        path.lineTo(left + wide, HEIGHT)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFillColor(GREEN)
    canvas.rect(0, HEIGHT - 5 * mm, WIDTH, 5 * mm, stroke=0, fill=1)
    ribbon(canvas, stop, bottom)


def ribbon(canvas: Canvas, stop: Stop, middle: float) -> None:
    """What kind of thing it is, across the foot of the drawing."""
    label = Paragraph(
        printing.said(str(stop.offer.get_kind_display()), printing.TITLE),
        ParagraphStyle("ribbon", fontSize=21, leading=26, textColor=PAPER),
    )
    wide, high = label.wrap(WIDTH, 40 * mm)
    wide = min(max(label.getActualLineWidths0()) + 12 * mm, WIDTH - MARGIN)
    canvas.setFillColor(HexColor(DYES.get(stop.offer.kind, "#1f4d3a")))
    path = canvas.beginPath()
    deep = 7.5 * mm
    for point, go in (
        ((0, middle - deep), path.moveTo),
        ((MARGIN + wide, middle - deep), path.lineTo),
        ((MARGIN + wide - 6 * mm, middle), path.lineTo),
        ((MARGIN + wide, middle + deep), path.lineTo),
        ((0, middle + deep), path.lineTo),
    ):
        go(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    label.drawOn(canvas, MARGIN, middle - high / 2)


def fitted(text: str, face: str, size: float, colour, most: float, lines: int = 2) -> tuple[Paragraph, float]:
    """As large as it may be in so many lines."""
    while True:
        style = ParagraphStyle("fitted", fontSize=size, leading=size * 1.14, textColor=colour)
        made = Paragraph(printing.said(text, face), style)
        _wide, high = made.wrap(most, HEIGHT)
        if high <= size * 1.14 * lines + 1 or size <= 11:
            return made, high
        size -= 2


def words(canvas: Canvas, stop: Stop, top: float) -> float:
    """From the title to the place; where they end."""
    most, beside = WIDTH - 2 * MARGIN, WIDTH - 2 * MARGIN - CODE - 8 * mm
    place = ", ".join(filter(None, [stop.cafe.name if stop.cafe_id else "", stop.place, stop.address]))
    village = f"{stop.host_village.name} ({stop.host_commune.department_id})"
    start = hour(stop.starts) if stop.starts else ""
    lines = [
        (stop.offer.title, printing.TITLE, 44, GREEN, 2, 2, most),
        (stop.company.name, printing.BOLD, 17, BRICK, 1, 5, most),
        (sentence(day_in_words(stop.day, "l j F Y")), printing.TITLE, 34, INK, 1, 1, most),
        (start, printing.TITLE, 30, BRICK, 1, 4, most),
        (village, printing.BOLD, 23, INK, 1, 1, beside),
        (place, printing.TEXT, 17, INK, 2, 2, beside),
    ]
    for text, face, size, colour, count, gap, width in lines:
        if text:
            made, high = fitted(text, face, size, colour, width, count)
            made.drawOn(canvas, MARGIN, top - high)
            top -= high + gap * mm
    return top


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def foot(canvas: Canvas, stop: Stop, top: float) -> None:
    """What to know, the drawing that leads to the agenda, and the logos."""
    side, base = CODE, 27 * mm
    told = [entrance(stop)]
    if stop.offer.public:
        told.append(sentence(stop.offer.public))
    if stop.fallback:
        told.append(_("S’il pleut : %(place)s") % {"place": stop.fallback})
    style = ParagraphStyle("told", fontSize=14, leading=19, textColor=INK)
    made = Paragraph(printing.said(" · ".join(told)), style)
    room = WIDTH - 2 * MARGIN - (side + 8 * mm if stop.session_id else 0)
    _wide, high = made.wrap(room, HEIGHT)
    made.drawOn(canvas, MARGIN, max(min(base + side - high, top - high), base + 2 * mm))
    if stop.session_id:
        qr(canvas, settings.SITE_URL + stop.session.event.get_absolute_url(), WIDTH - MARGIN - side, base, side)
    canvas.setStrokeColor(GREEN)
    canvas.setLineWidth(1.2)
    canvas.line(MARGIN, 23 * mm, WIDTH - MARGIN, 23 * mm)
    draw(canvas, image("logo.svg"), MARGIN, 7 * mm, 37 * mm, 13 * mm)
    style = ParagraphStyle("who", fontSize=10.5, leading=13.5, textColor=INK)
    by = Paragraph(
        printing.said(_("Une invitation de %(who)s") % {"who": stop.company.get_association_display()}), style
    )
    _wide, high = by.wrap(70 * mm, 20 * mm)
    by.drawOn(canvas, MARGIN + 43 * mm, 13.5 * mm - high / 2)
    logos(canvas, stop, WIDTH - 2 * MARGIN - 49 * mm - max(by.getActualLineWidths0()))


def entrance(stop: Stop) -> str:
    """What one pays to come in, as the page of the agenda says."""
    event = stop.session.event if stop.session_id else None
    if event is None or not event.price:
        words = _("Entrée libre")
    else:
        words = _("Entrée : %(price)s €") % {"price": floatformat(event.price, -2)}
    return f"{words} ({event.price_note})" if event and event.price_note else words


def qr(canvas: Canvas, address: str, left: float, bottom: float, side: float) -> None:
    """As squares, not as points: sharp at any size."""
    code = segno.make(address, micro=False, error="m")
    rows = list(code.matrix_iter(scale=1, border=2))
    dot = side / len(rows)
    canvas.setFillColor(WHITE)
    canvas.roundRect(left - 2 * mm, bottom - 2 * mm, side + 4 * mm, side + 4 * mm, 2 * mm, stroke=0, fill=1)
    canvas.setFillColor(INK)
    path = canvas.beginPath()
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                path.rect(left + x * dot, bottom + side - (y + 1) * dot, dot * 1.02, dot * 1.02)
    canvas.drawPath(path, stroke=0, fill=1)


def logos(canvas: Canvas, stop: Stop, room: float) -> None:
    """Those of the partners of the event, from the right, as large as the room beside the words lets them be."""
    right, images = WIDTH - MARGIN, pictures(stop)
    for image, wide in zip(images, widths_of(images, room), strict=True):
        high = wide * image.getSize()[1] / image.getSize()[0]
        right -= wide
        canvas.drawImage(image, right, 13.5 * mm - high / 2, wide, high, mask="auto")
        right -= BETWEEN


def pictures(stop: Stop) -> list[ImageReader]:
    """The logos; one whose file is gone is left out."""
    partners, found = stop.session.event.partners.all() if stop.session_id else [], []
    for partner in [one for one in partners if one.logo][:MOST_LOGOS]:
        try:
            found.append(ImageReader(partner.logo.get_rendition("height-200|format-png").file))
        except OSError:
            continue
    return found


def widths_of(images: list[ImageReader], room: float) -> list[float]:
    """Of one height where there is room for it; what a narrow one leaves serves the wide ones."""
    widths, left = {}, room - BETWEEN * (len(images) - 1)
    asked = [(TALLEST * image.getSize()[0] / image.getSize()[1], number) for number, image in enumerate(images)]
    for met, (wide, number) in enumerate(sorted(asked)):
        widths[number] = min(wide, left / (len(images) - met))
        left -= widths[number]
    return [widths[number] for number in range(len(images))]
