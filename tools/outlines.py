"""The ground map: the land as one path of whole numbers, the borders of its departments as another, each drawn once."""

from collections import Counter, defaultdict

import numpy as np
import shapely

from millecafes.places.projection import EARTH_RADIUS, FRAMES, HEIGHT, MAINLAND, VIEW_BOX, WIDTH, Frame

# In units of the drawing (a kilometre of Mercator on the mainland).
TOLERANCE = {frame.department: 1.65 if frame is MAINLAND else 1.3 for frame in FRAMES}
INNER_TOLERANCE = 2.5  # a border is a thin line where nobody looks for its bends, as one does along a shore
LARGEST_GAP = 22  # between communes of the sources that do not quite touch, or where one is missing
SMALLEST_PART = 6  # square units; a smaller island is kept only if it is a commune's
SOURCE = "IGN, INSEE, DILA, Licence Ouverte 2.0; communes of 2026; written by tools/build_register.py"
HOW = "Web Mercator kilometres = ((x - data-x) / data-scale, (data-y - y) / data-scale)"
LOOK = 'fill="var(--map-land, #f2e7d0)" stroke="var(--map-border, #a8956b)" stroke-width="2.5" stroke-linejoin="round"'

Corner = tuple[int, int]
HEAD = f"""<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="{VIEW_BOX}">
<!-- {SOURCE}. {HOW}. -->
<style>
:root {{ --map-land: #f2e7d0; --map-border: #a8956b }}
@media (prefers-color-scheme: dark) {{ :root {{ --map-land: #33372f; --map-border: #77735f }} }}
</style>
<g id="france" {LOOK}>
"""


def draw(shapes: dict[str, list], rows: list[dict]) -> str:
    """The whole file, from the polygons of the communes of each department, in degrees."""
    homes = homes_of(rows)
    lines = []
    for frame in FRAMES:
        codes = [frame.department] if frame.department else [code for code in sorted(shapes) if len(code) == 2]
        x, y = frame.origin
        lines.append(f'<g data-x="{x:g}" data-y="{y:g}" data-scale="{frame.scale:g}">')
        if frame.department:
            lines.append(border_of(frame))
        areas = outlines(frame, [shapes[code] for code in codes], codes)
        land, borders = parted([ring for code, area in areas for ring in rings_of(area, homes[code])])
        lines.append(f'<path d="{"".join(map(closed, land))}"/>')
        if borders:
            lines.append(f'<path fill="none" d="{"".join(map(path, borders))}"/>')
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
    simple = shapely.coverage_simplify(whole, TOLERANCE[frame.department])
    simple = shapely.coverage_simplify(simple, INNER_TOLERANCE, simplify_boundary=False)
    return zip(codes, simple, strict=True)


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


def rings_of(area, homes: list[shapely.Point]) -> list[list[Corner]]:
    """The rings of an area, the land on the same side of all of them, largest part first."""
    parts = [part for part in shapely.get_parts(area) if part.area >= SMALLEST_PART or lives_on(part, homes)]
    rings = []
    for part in shapely.orient_polygons(sorted(parts, key=lambda part: (-part.area, part.bounds))):
        rings.append(ring(part.exterior.coords) or dot(part.representative_point()))
        rings += filter(None, (ring(hole.coords) for hole in part.interiors))
    return rings


def lives_on(part, homes: list[shapely.Point]) -> bool:
    """A town hall stands on it, or so near its simplified shore that no other land is meant."""
    return part.distance(shapely.MultiPoint(homes)) < 1


def ring(coordinates) -> list[Corner]:
    """Its corners, the first one again at the end; none when it is so small that nothing is left of it."""
    corners = [(round(x), round(y)) for x, y in coordinates]
    corners = [corners[0], *(b for a, b in zip(corners, corners[1:], strict=False) if a != b)]
    return corners if len(corners) > 3 else []


def dot(point: shapely.Point) -> list[Corner]:
    """An island too small to have a shape is still an island."""
    x, y = round(point.x) - 1, round(point.y) - 1
    return [(x, y), (x + 2, y), (x + 2, y + 2), (x, y + 2), (x, y)]


def parted(rings: list[list[Corner]]) -> tuple[list[list[Corner]], list[list[Corner]]]:
    """The shores, as rings, and the borders, as lines: a side that two departments have in common is of the latter."""
    sides = [side for corners in rings for side in zip(corners, corners[1:], strict=False)]
    seen = Counter(frozenset(side) for side in sides)
    shores = trails([side for side in sides if seen[frozenset(side)] == 1])
    inner = sorted({tuple(sorted(side)) for side in sides if seen[frozenset(side)] > 1})
    return shores, trails([*inner, *((b, a) for a, b in inner)], both_ways=True)


def trails(sides: list[tuple[Corner, Corner]], both_ways: bool = False) -> list[list[Corner]]:
    """All these sides, each walked once, in walks as long as can be: first from where an odd number of them meet."""
    ways = defaultdict(list)
    for a, b in sides:
        ways[a].append(b)
    starts = sorted(ways, key=lambda corner: (len(ways[corner]) % 2 == 0 if both_ways else True, corner))
    found = []
    for start in starts:
        while ways[start]:
            walk = [start]
            while onwards := ways[walk[-1]]:
                corner = onwards.pop()
                if both_ways:
                    ways[corner].remove(walk[-1])
                walk.append(corner)
            found.append(walk)
    return found


def path(corners: list[Corner]) -> str:
    """« M10 20l3-4-5 6 »: from the first corner, by relative steps."""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(corners, corners[1:], strict=False)]
    return f"M{corners[0][0]} {corners[0][1]}l{joined(number for step in steps for number in step)}"


def closed(corners: list[Corner]) -> str:
    """The last step is a letter."""
    return f"{path(corners[:-1])}z"


def joined(numbers) -> str:
    """A minus sign is separation enough."""
    text = ""
    for number in numbers:
        text += f" {number}" if text and number >= 0 else str(number)
    return text
