"""The points of the interactive map, as light as ten thousand of them can be."""

from collections.abc import Iterable
from hashlib import blake2b

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language

from millecafes.core.page_store import generation
from millecafes.places.models import Cafe, Support
from millecafes.places.selection import Selection

SCALE = 10_000  # a ten-thousandth of a degree: eleven metres
MOST_NAMED = 2000  # cafés; beyond, names would weigh more than all the rest, and a popup asks for its own
KINDS = {Support.OPENING: "0", Support.OPERATION: "1"}


def version(selection: Selection) -> str:
    """Changes when the answer does, and is known before any café is read."""
    latest = Cafe.objects.aggregate(latest=Max("updated_at"))["latest"]
    parts = (generation(), latest, timezone.localdate(), get_language(), selection.query())
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def columns(selection: Selection) -> dict:
    """One list a column, in the order of the departments; numbers are the steps from one row to the next."""
    cafes = selection.cafes().filter(lat__isnull=False).order_by("commune__department", "commune__search_name", "pk")
    names = ("name", "slug", "commune__name", "delegated__name")
    place = ("commune__department", "commune__department__name")
    rows = list(cafes.values_list("pk", "lat", "lon", "support", *place, *names))
    told = {
        "v": 1,
        "total": len(rows),
        "departments": runs((row[4], row[5]) for row in rows),
        "id": steps(row[0] for row in rows),
        "y": steps(round(row[1] * SCALE) for row in rows),
        "x": steps(round(row[2] * SCALE) for row in rows),
        "kinds": "".join(KINDS[row[3]] for row in rows),
        "stops": stops_of(selection),
    }
    if len(rows) <= MOST_NAMED:
        told |= {"name": [row[6] for row in rows], "village": [row[9] or row[8] for row in rows]}
    return told


def stops_of(selection: Selection) -> list[dict]:
    if selection.kinds and "tournee" not in selection.kinds:
        return []
    return [
        {
            "lat": stop.lat,
            "lon": stop.lon,
            "title": stop.title,
            "village": stop.commune.name,
            "department": stop.commune.department.name,
            "day": stop.day.isoformat(),
            "url": stop.url,
        }
        for stop in selection.stops
    ]


def steps(numbers: Iterable[int]) -> list[int]:
    found, last = [], 0
    for number in numbers:
        found.append(number - last)
        last = number
    return found


def runs(pairs: Iterable[tuple[str, str]]) -> list[list]:
    """[code, name, how many in a row]."""
    found = []
    for code, name in pairs:
        if found and found[-1][0] == code:
            found[-1][2] += 1
        else:
            found.append([code, name, 1])
    return found
