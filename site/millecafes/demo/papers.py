"""Documents of the demo's library: PDFs and a sheet, made by the project itself from the words of the content."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer

from events.bookings.services.papers import document, paragraph
from millecafes.demo.content.library_papers import PAPERS

GREEN, BRICK, LINE, SAND = (HexColor(tone) for tone in ("#1f4d3a", "#842818", "#857658", "#f2e7d0"))
TEXT = ParagraphStyle("body", fontName="Helvetica", fontSize=10.5, leading=15.5, spaceAfter=2.5 * mm)
LINES = ParagraphStyle("line", parent=TEXT, leftIndent=5 * mm, bulletIndent=0, spaceAfter=1.6 * mm, bulletColor=BRICK)
BOXED = ParagraphStyle("boxed", parent=LINES, leftIndent=8 * mm)
PART = ParagraphStyle(
    "part", fontName="Times-Roman", fontSize=15, leading=19, textColor=GREEN, spaceBefore=5 * mm, spaceAfter=2 * mm
)
REMARK = ParagraphStyle(
    "remark", parent=TEXT, backColor=SAND, borderPadding=8, leftIndent=8, rightIndent=8, spaceBefore=5 * mm,
    spaceAfter=6 * mm,
)  # fmt: skip
MARKS = ("## ", "- ", "[] ", "! ", "__")
MONTHS = ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
IN = ["Boissons", "Petite restauration", "Pain, épicerie, presse", "Colis et services", "Soirées"]
OUT = [
    *("Achats de marchandises", "Loyer et charges du local", "Énergie et eau", "Assurances", "Salaires et cotisations"),
    *("Rémunération de l’exploitant", "Matériel et entretien", "Animations", "Banque, comptable, divers"),
]


class Box(Flowable):
    """A square to tick, before a line."""

    def __init__(self, words: Paragraph):
        super().__init__()
        self.words = words

    def wrap(self, width, height):
        self.width, self.height = self.words.wrap(width, height)
        return self.width, self.height + 1.6 * mm

    def draw(self):
        self.canv.setStrokeColor(LINE)
        self.canv.rect(0, self.height - 11.5 + 1.6 * mm, 10, 10)
        self.words.drawOn(self.canv, 0, 1.6 * mm)


def lines_of(text: str) -> list[str]:
    """One string a paragraph: what is broken in the source only to be read is whole again."""
    lines = []
    for block in text.strip().split("\n\n"):
        begun = False
        for line in block.split("\n"):
            if line.startswith(MARKS) or not begun:
                lines.append(line)
            else:
                lines[-1] += f" {line.strip()}"
            begun = True
    return lines


def flowable(line: str) -> Flowable:
    if line.startswith("## "):
        return paragraph(line[3:], PART)
    if line.startswith("- "):
        return Paragraph(paragraph(line[2:], LINES).text, LINES, bulletText="•")
    if line.startswith("[] "):
        return Box(paragraph(line[3:], BOXED))
    if line.startswith("! "):
        return paragraph(line[2:], REMARK)
    if line.startswith("__"):
        return HRFlowable(width="100%", color=LINE, thickness=0.6, spaceBefore=7 * mm, spaceAfter=1 * mm)
    return paragraph(line, TEXT)


def paper(slug: str, title: str) -> bytes:
    """The PDF of a resource."""
    end = (
        "Exemple écrit pour la démonstration du site." if slug != "village-cafes-in-brief" else "Written as an example."
    )
    small = ParagraphStyle("end", parent=TEXT, fontSize=9, textColor=LINE)
    story = [flowable(line) for line in lines_of(PAPERS[slug])]
    return document(title, [*story, Spacer(1, 6 * mm), paragraph(end, small)])


def budget() -> bytes:
    """A year of a café, month by month: sums and what is in the till are worked out by the sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Budget"
    sheet.append(["Budget prévisionnel d’un café", *MONTHS, "Année"])
    rows = {"Recettes": IN, "Dépenses": OUT}
    totals = []
    for title, names in rows.items():
        sheet.append([title])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True, color="1F4D3A")
        first = sheet.max_row + 1
        for name in names:
            sheet.append([name, *[None] * 12, f"=SUM(B{sheet.max_row + 1}:M{sheet.max_row + 1})"])
        sheet.append([f"Total : {title.lower()}", *(f"=SUM({c}{first}:{c}{sheet.max_row})" for c in "BCDEFGHIJKLMN")])
        totals.append(sheet.max_row)
        emphasise(sheet)
    sheet.append(["Ce qui reste", *(f"={c}{totals[0]}-{c}{totals[1]}" for c in "BCDEFGHIJKLMN")])
    left = sheet.max_row
    emphasise(sheet)
    sheet.append(["Trésorerie de départ", 0])
    start = sheet.max_row
    before = ["B", *"BCDEFGHIJKL"]
    cells = [
        f"={'B' + str(start) if n == 0 else before[n] + str(start + 1)}+{c}{left}" for n, c in enumerate("BCDEFGHIJKLM")
    ]
    sheet.append(["En caisse à la fin du mois", *cells])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4D3A")
    sheet.column_dimensions["A"].width = 34
    sheet.freeze_panes = "B2"
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def emphasise(sheet) -> None:
    for cell in sheet[sheet.max_row]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F2E7D0")
