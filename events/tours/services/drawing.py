"""Our own drawings and our logo (SVG: paths, in groups) on a page that is printed, as lines and not as points."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from fontTools.pens.basePen import BasePen
from fontTools.svgLib.path import parse_path
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

SVG = "{http://www.w3.org/2000/svg}"
INHERITED = ("fill", "stroke", "stroke-width", "opacity")


class PagePen(BasePen):
    """Traces on a page what a drawing says."""

    def __init__(self, path):
        super().__init__(None)
        self.path = path

    def _moveTo(self, pt):
        self.path.moveTo(*pt)

    def _lineTo(self, pt):
        self.path.lineTo(*pt)

    def _curveToOne(self, pt1, pt2, pt3):
        self.path.curveTo(*pt1, *pt2, *pt3)

    def _closePath(self):
        self.path.close()


def paths_of(element, given: dict) -> Iterator[tuple[dict, str]]:
    """(look, outline) of each path, in the order in which they are painted; patterns are left out."""
    for child in element:
        look = given | {name: child.get(name) for name in INHERITED if child.get(name)}
        if child.tag == f"{SVG}path":
            yield look, child.get("d")
        elif child.tag == f"{SVG}g":
            yield from paths_of(child, look)


def draw(canvas: Canvas, file: Path, left: float, bottom: float, width: float, height: float) -> None:
    """Cover this box with the drawing, its middle in the middle, what overflows being cut."""
    root = ElementTree.parse(file).getroot()
    _x, _y, wide, high = map(float, root.get("viewBox").split())
    scale = max(width / wide, height / high)
    canvas.saveState()
    frame = canvas.beginPath()
    frame.rect(left, bottom, width, height)
    canvas.clipPath(frame, stroke=0, fill=0)
    canvas.translate(left + (width - wide * scale) / 2, bottom + (height + high * scale) / 2)
    canvas.scale(scale, -scale)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for look, outline in paths_of(root, {"fill": "#000000"}):
        paint(canvas, look, outline)
    canvas.restoreState()


def paint(canvas: Canvas, look: dict, outline: str) -> None:
    fill, stroke = (colour_of(look.get(name, "none")) for name in ("fill", "stroke"))
    if fill is None and stroke is None:
        return
    alpha = float(look.get("opacity", 1))
    canvas.setFillAlpha(alpha)
    canvas.setStrokeAlpha(alpha)
    if fill:
        canvas.setFillColor(fill)
    if stroke:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(float(look.get("stroke-width", 1)))
    path = canvas.beginPath()
    parse_path(outline, PagePen(path))
    canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))


def colour_of(name: str) -> Color | None:
    """A colour of ours is written « #1f4d3a » or « #123 »; a pattern, or nothing, is none."""
    if not name.startswith("#"):
        return None
    return HexColor(name if len(name) == 7 else "#" + "".join(sign * 2 for sign in name[1:]))
