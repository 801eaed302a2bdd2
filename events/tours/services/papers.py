"""What the worker prints: agreements and posters, one after the other, each kept as soon as it is made."""

import hashlib
import io
import logging

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from events.tours import emails
from events.tours.models import Agreement, OfferKind, PaperState, Payer, Poster, Stop, StopState, Where
from events.tours.services.posters import poster
from millecafes.core import printing
from millecafes.core.days import day_in_words

logger = logging.getLogger(__name__)

MOST = 40  # a turn
GREEN, BRICK, LINE = HexColor("#1f4d3a"), HexColor("#842818"), HexColor("#857658")
BRAND = ParagraphStyle("brand", fontSize=14, textColor=BRICK, spaceAfter=5 * mm)
TITLE = ParagraphStyle("title", fontSize=22, leading=27, textColor=GREEN, spaceAfter=3 * mm)
HEADING = ParagraphStyle("heading", fontSize=13.5, leading=18, textColor=GREEN, spaceBefore=4 * mm, spaceAfter=1.5 * mm)
TEXT = ParagraphStyle("text", fontSize=10.5, leading=15)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=9, leading=12.5)


def make_waiting() -> int:
    """Print what waits, the oldest first; how many were made. What cannot be made is left for a person to see."""
    agreements = Agreement.objects.filter(state=PaperState.WAITING).order_by("made_at", "pk")
    posters = Poster.objects.filter(state=PaperState.WAITING).order_by("wanted_at", "pk")
    made = sum(make(Agreement, pk, make_agreement) for pk in agreements.values_list("pk", flat=True)[:MOST])
    return made + sum(make(Poster, pk, make_poster) for pk in posters.values_list("pk", flat=True)[:MOST])


def make(model, pk: int, printed) -> bool:
    """One paper, in a transaction of its own."""
    try:
        with transaction.atomic():
            paper = model.objects.select_for_update(no_key=True).get(pk=pk)
            if paper.state != PaperState.WAITING:
                return False
            printed(paper, Stop.objects.told().select_related("session__event").get(pk=paper.stop_id))
    except Exception:
        logger.exception("No paper could be made of %s %s.", model.__name__, pk)
        model.objects.filter(pk=pk, state=PaperState.WAITING).update(state=PaperState.FAILED)
        return False
    return True


def make_agreement(paper: Agreement, stop: Stop) -> None:
    """Its words are those of the version; who welcomes is told once it can be read."""
    with translation.override("fr"):
        content = agreement_pdf(paper)
    keep(paper, content)
    paper.sha256 = hashlib.sha256(content).hexdigest()
    paper.save(update_fields=["file", "sha256", "state"])
    if stop.state == StopState.CONFIRMED:
        emails.tell_hosts(stop, "agreement", f"v{paper.version}")


def make_poster(paper: Poster, stop: Stop) -> None:
    former = paper.file.name
    if stop.state == StopState.CONFIRMED:
        keep(paper, poster(stop, paper.format))
        if former:
            transaction.on_commit(lambda: paper.file.storage.delete(former))
    paper.state, paper.made_at = PaperState.DONE, timezone.now()
    paper.save(update_fields=["file", "state", "made_at"])


def keep(paper, content: bytes) -> None:
    paper.file.save("", ContentFile(content), save=False)
    paper.state = PaperState.DONE


def agreement_pdf(paper: Agreement) -> bytes:
    """Who, what, when, where, who does what, who pays: the terms of this version, and nothing read elsewhere."""
    terms, output = paper.terms, io.BytesIO()
    margins = {"leftMargin": 20 * mm, "rightMargin": 20 * mm, "topMargin": 13 * mm, "bottomMargin": 13 * mm}
    title = _("Convention d’accueil")
    made = SimpleDocTemplate(output, pagesize=A4, title=title, author="1000 cafés", lang="fr", **margins)
    number = _("Convention n° %(stop)d, version %(version)d") % {"stop": paper.stop_id, "version": paper.version}
    story = [
        paragraph("1000 cafés", BRAND, printing.TITLE),
        paragraph(title, TITLE, printing.TITLE),
        paragraph(number, SMALL),
        *section(_("Entre"), parties(terms)),
        *section(_("Ce qui est accueilli"), [facts(what_of(terms))]),
        *section(_("Quand et où"), [facts(where_of(terms))]),
        *section(_("Ce qu’il faut sur place"), [facts(needs_of(terms))]),
        *section(_("Ce que chacun promet"), promises(terms)),
        Spacer(1, 6 * mm),
        paragraph(accepted_words(), SMALL),
    ]
    made.build(story)
    return output.getvalue()


def accepted_words() -> str:
    return _(
        "Cette convention s’accepte en ligne, dans l’espace membres : le nom de la personne, le jour, l’heure et "
        "l’empreinte de ce document sont gardés avec lui. Une autre version la remplace si la date, le lieu ou les "
        "conditions changent."
    )


def section(heading: str, content: list) -> list:
    return [paragraph(heading, HEADING, printing.TITLE), *content]


def parties(terms: dict) -> list:
    inviting = _("%(association)s, qui invite ;") % terms
    coming = terms["company"] + (f" ({terms['licence']})" if terms["licence"] else "")
    return [
        paragraph(inviting),
        paragraph(_("%(company)s, qui vient ;") % {"company": coming}),
        paragraph(_("%(host)s (%(department)s), qui accueille.") % terms),
    ]


def what_of(terms: dict) -> list[tuple[str, str]]:
    minutes = _("%(minutes)d minutes") % terms
    if terms["setup_minutes"]:
        minutes += _(", et %(setup_minutes)d d’installation") % terms
    return [
        (_("Offre"), terms["offer"]),
        (_("Sorte"), str(OfferKind(terms["kind"]).label)),
        (_("Public"), terms["public"]),
        (_("Durée"), minutes),
        (_("Saison"), terms["season"]),
        (_("Tournée"), terms["tour"]),
    ]


def where_of(terms: dict) -> list[tuple[str, str]]:
    hours = " – ".join(filter(None, [terms["starts_at"], terms["ends_at"]]))
    return [
        (_("Jour"), day_in_words(parse_date(terms["day"]), "l j F Y")),
        (_("Heures"), hours),
        (_("Lieu"), terms["place"] or terms["host"]),
        (_("S’il pleut"), terms["fallback"]),
    ]


def needs_of(terms: dict) -> list[tuple[str, str]]:
    return [
        (_("Dedans ou dehors"), str(Where(terms["where"]).label)),
        (_("Électricité"), _("%(power)d A en 230 V") % terms if terms["power"] else ""),
        (_("Surface"), _("%(surface)d m²") % terms if terms["surface"] else ""),
        (_("Places assises"), str(terms["seats"] or "")),
        (_("Obscurité"), _("nécessaire") if terms["darkness"] else ""),
        (_("Stationnement"), terms["parking"]),
        (_("Autres besoins"), terms["needs"]),
        (_("Contact technique"), terms["contact"]),
    ]


def promises(terms: dict) -> list:
    label = str(Payer(terms["payer"]).label)
    cost = label[:1].lower() + label[1:]
    if terms["host_cost"]:
        cost += _(" ; reste pour qui accueille : %(cost)s €") % {"cost": terms["host_cost"].replace(".", ",")}
    lines = [
        _("Qui accueille prépare le lieu, l’annonce dans le village, et dit ensuite combien de personnes sont venues."),
        _("Qui vient arrive à temps pour s’installer, assure son matériel et les siens, et remet le lieu en état."),
        _("L’association tient l’agenda, fournit les affiches, et répond à chacun."),
        _("Qui paie : %(cost)s.") % {"cost": cost},
        terms["cost_note"],
        _("Chacun peut annuler, en disant pourquoi : les autres sont prévenus aussitôt."),
    ]
    return [paragraph(f"•  {line}") for line in lines if line]


def facts(rows: list[tuple[str, str]]) -> Table:
    """A table of what is known; what is not is left out."""
    cells = [[paragraph(label, face=printing.BOLD), paragraph(said)] for label, said in rows if said]
    table = Table(cells or [[paragraph("—"), ""]], colWidths=[42 * mm, 128 * mm])
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def paragraph(text: str, style: ParagraphStyle = TEXT, face: str = printing.TEXT) -> Paragraph:
    return Paragraph(printing.said(str(text), face), style)
