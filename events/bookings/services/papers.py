"""What is kept or printed: the list of the day as a table and as a sheet to sign, the certificate of attendance."""

import csv
import io
import unicodedata

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from events.agenda.models import Session
from events.agenda.services import when, where
from events.bookings.models import Registration
from millecafes.core import printing
from millecafes.core.days import day_in_words
from millecafes.places.open_data import harmless

MARK = "\ufeff"  # by which spreadsheets know UTF-8
GREEN, BRICK, LINE = colors.HexColor("#1f4d3a"), colors.HexColor("#842818"), colors.HexColor("#857658")
TITLE = ParagraphStyle("title", fontSize=24, leading=29, textColor=GREEN, spaceAfter=4 * mm)
BRAND = ParagraphStyle("brand", fontSize=14, textColor=BRICK, spaceAfter=10 * mm)
LARGE = ParagraphStyle("large", fontSize=14, leading=22)
TEXT = ParagraphStyle("text", fontSize=10.5, leading=14)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=9, leading=12)


def rows_of(session: Session) -> list[Registration]:
    """Those who have a seat, by name."""
    rows = Registration.objects.filter(session=session).confirmed().select_related("person")
    return sorted(rows, key=lambda registration: folded(registration.name))


def folded(text: str) -> str:
    """Without capitals and accents, to look for and to sort."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def list_as_csv(session: Session, *, with_addresses: bool) -> str:
    """One line a registration; what would begin a formula is kept as words."""
    questions = list(session.rules.questions.all())
    output = io.StringIO()
    writer = csv.writer(output)
    head = [_("Nom"), *([_("Adresse e-mail")] if with_addresses else []), _("Places"), _("Présence"), _("Venues")]
    writer.writerow([*head, *(harmless(question.text) for question in questions)])
    for registration in rows_of(session):
        address = [registration.email] if with_addresses else []
        cells = [registration.name, *address, registration.seats, registration.get_attendance_display()]
        came = "" if registration.attended_seats is None else registration.attended_seats
        answers = [answer_of(registration, question) for question in questions]
        writer.writerow([harmless(cell) for cell in [*cells, came, *answers]])
    return MARK + output.getvalue()


def answer_of(registration: Registration, question) -> str:
    answer = registration.answers.get(str(question.pk), "")
    return {True: _("Oui"), False: _("Non")}.get(answer, answer) if isinstance(answer, bool) else answer


def list_as_pdf(session: Session) -> bytes:
    """A sheet to sign, the names in order; the head of the table comes back on each page."""
    rows = rows_of(session)
    head = [paragraph(words, face=printing.BOLD) for words in (_("Nom"), _("Places"), _("Présence"), _("Signature"))]
    lines = [
        [
            paragraph(registration.name),
            paragraph(str(registration.seats)),
            paragraph(registration.get_attendance_display() if registration.attendance else ""),
            "",
        ]
        for registration in rows
    ]
    table = Table([head, *lines], colWidths=[75 * mm, 18 * mm, 27 * mm, 54 * mm], rowHeights=None, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, LINE),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
            ]
        )
    )
    facts = [paragraph(when(session)), paragraph(where(session)), Spacer(1, 5 * mm)]
    return document(_("Feuille d’émargement"), [paragraph(session.event.title, LARGE), *facts, table])


def certificate(registration: Registration) -> bytes:
    """Says that somebody was at a training, on which day, for how long."""
    session = registration.session
    told = {
        "name": printing.said(registration.own_name, printing.BOLD),
        "title": printing.said(session.event.title, printing.BOLD),
        "when": "<br/>".join(printing.said(words) for words in (when(session), where(session))),
        "hours": printing.said(duration(session)),
        "organiser": printing.said(session.event.organiser),
    }
    words = [
        _("%(organiser)s atteste que %(name)s a participé à la formation :"),
        "%(title)s",
        "%(when)s",
        _("Durée : %(hours)s."),
    ]
    story = []
    for sentence in words:
        story += [Paragraph(printing.said(sentence) % told, LARGE), Spacer(1, 6 * mm)]
    today = day_in_words(timezone.localdate())
    story.append(paragraph(_("Fait le %(day)s, pour servir et valoir ce que de droit.") % {"day": today}))
    story += [Spacer(1, 18 * mm), paragraph(session.event.organiser, face=printing.BOLD)]
    story.append(paragraph(_("Attestation n° %(number)s") % {"number": registration.uuid.hex[:12]}, SMALL))
    return document(_("Attestation de présence"), story)


def duration(session: Session) -> str:
    hours, minutes = divmod(int((session.ends_at - session.starts_at).total_seconds()) // 60, 60)
    return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": minutes}


def document(title: str, story: list) -> bytes:
    """An A4 document under the name of the site."""
    output = io.BytesIO()
    margins = {f"{side}Margin": 18 * mm for side in ("left", "right", "top", "bottom")}
    made = SimpleDocTemplate(
        output, pagesize=A4, title=title, author="1000 cafés", lang=get_language() or "fr", **margins
    )
    made.build([paragraph("1000 cafés", BRAND, printing.TITLE), paragraph(title, TITLE, printing.TITLE), *story])
    return output.getvalue()


def paragraph(text: str, style: ParagraphStyle = TEXT, face: str = printing.TEXT) -> Paragraph:
    return Paragraph(printing.said(text, face), style)
