"""The ground map: departments as paths of whole numbers, the borders they share being the same on both sides."""

from collections import defaultdict

import numpy as np
import shapely

from millecafes.places.projection import EARTH_RADIUS, FRAMES, HEIGHT, MAINLAND, VIEW_BOX, WIDTH, Frame

# In units of the drawing (a kilometre of Mercator on the mainland).
TOLERANCE = {frame.department: 1.65 if frame is MAINLAND else 1.3 for frame in FRAMES}
LARGEST_GAP = 22  # between communes of the sources that do not quite touch, or where one is missing
SMALLEST_PART = 6  # square units; a smaller island is kept only if it is a commune's
SOURCE = "IGN, INSEE, DILA, Licence Ouverte 2.0; communes of 2026; written by tools/build_register.py"
HOW = "Web Mercator kilometres = ((x - data-x) / data-scale, (data-y - y) / data-scale)"
LOOK = 'fill="var(--map-land, #f2e7d0)" stroke="var(--map-border, #a8956b)" stroke-width="2.5" stroke-linejoin="round"'
HEAD = f"""<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="{VIEW_BOX}">
<!-- {SOURCE}. {HOW}. -->
<style>
:root {{ --map-land: #f2e7d0; --map-border: #a8956b }}
@media (prefers-color-scheme: dark) {{ :root {{ --map-land: #33372f; --map-border: #77735f }} }}
</style>
<g id="france" {LOOK}>
"""


def draw(shapes: dict[str, list], rows: list[dict], regions: dict[str, str]) -> str:
    """The whole file, from the polygons of the communes of each department, in degrees."""
    homes = homes_of(rows)
    lines = []
    for frame in FRAMES:
        codes = [frame.department] if frame.department else [code for code in sorted(shapes) if len(code) == 2]
        x, y = frame.origin
        lines.append(f'<g data-x="{x:g}" data-y="{y:g}" data-scale="{frame.scale:g}">')
        if frame.department:
            lines.append(border_of(frame))
        for code, area in outlines(frame, [shapes[code] for code in codes], codes):
            lines.append(f'<path data-d="{code}" data-r="{regions[code]}" d="{path(area, homes[code])}"/>')
        lines.append("</g>")
    return HEAD + "\n".join(lines) + "\n</g>\n</svg>\n"


def homes_of(rows: list[dict]) -> dict[str, list[shapely.Point]]:
    """Where the communes of each department are, in degrees, then drawn by its frame."""
    frames = {frame.department: frame for frame in FRAMES}
    homes = defaultdict(list)
    for row in rows:
        if row["type"] == "commune" and row["precision"] != "department":
            frame = frames.get(row["department"], MAINLAND)
            homes[row["department"]].append(shapely.Point(frame.place(float(row["lat"]), float(row["lon"]))))
    return homes


def border_of(frame: Frame) -> str:
    box = f'x="{frame.left}" y="{frame.top}" width="{frame.width}" height="{frame.height}"'
    return f'<rect {box} rx="12" fill="none" opacity=".6"/>'


def outlines(frame: Frame, shapes: list[list], codes: list[str]):
    """One area a department, simplified together so that neighbours keep one border."""
    projected = [shapely.transform(np.array(polygons), lambda points: project(points, frame)) for polygons in shapes]
    whole = shapely.coverage_clean([dissolve(polygons) for polygons in projected], gap_width=LARGEST_GAP)
    return zip(codes, shapely.coverage_simplify(whole, TOLERANCE[frame.department]), strict=True)


def project(points: np.ndarray, frame: Frame) -> np.ndarray:
    """What « Frame.place » does to one point, done to many."""
    lon, lat = np.radians(points).T
    x, y = EARTH_RADIUS * lon, EARTH_RADIUS * np.log(np.tan(np.pi / 4 + lat / 2))
    return np.column_stack([frame.origin[0] + frame.scale * x, frame.origin[1] - frame.scale * y])


def dissolve(polygons: np.ndarray):
    """Fast where the communes fit together; where they overlap, slow but sure."""
    try:
        return shapely.coverage_union_all(polygons)
    except shapely.GEOSException:
        return shapely.union_all(polygons)


# -- Paths ------------------------------------------------------------------------------------------------------------


def path(area, homes: list[shapely.Point]) -> str:
    """The rings of an area, largest part first: « M10 20l3-4-5 6z »."""
    kept = [part for part in shapely.get_parts(area) if part.area >= SMALLEST_PART or lives_on(part, homes)]
    rings = []
    for part in sorted(kept, key=lambda part: (-part.area, part.bounds)):
        rings.append(ring(part.exterior.coords) or dot(part.representative_point()))
        rings += filter(None, (ring(hole.coords) for hole in part.interiors))
    return "".join(rings)


def lives_on(part, homes: list[shapely.Point]) -> bool:
    """A town hall stands on it, or so near its simplified shore that no other land is meant."""
    return part.distance(shapely.MultiPoint(homes)) < 1


def ring(coordinates) -> str:
    """Relative whole numbers; empty when so small that nothing is left of it."""
    points = [(round(x), round(y)) for x, y in coordinates]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:], strict=False) if a != b]
    if len(steps) < 3:
        return ""
    return f"M{points[0][0]} {points[0][1]}l{joined(number for step in steps[:-1] for number in step)}z"


def dot(point: shapely.Point) -> str:
    """An island too small to have a shape is still an island."""
    return f"M{round(point.x) - 1} {round(point.y) - 1}l2 0 0 2-2 0z"


def joined(numbers) -> str:
    """A minus sign is separation enough."""
    text = ""
    for number in numbers:
        text += f" {number}" if text and number >= 0 else str(number)
    return text
