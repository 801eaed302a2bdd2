"""The cafés as open data: one row each, as GeoJSON and as CSV."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from millecafes.core.spreadsheets import harmless
from millecafes.places.addresses import path_of
from millecafes.places.models import (
    Cafe,
    Commune,
    Department,
    Epci,
    OnHolidays,
    OpeningHours,
    Region,
    SpecialOpening,
    Support,
)
from millecafes.places.opening import Exceptional, Timetable
from millecafes.places.opening_words import osm

LICENCE = "Licence Ouverte 2.0"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
STATUS = {Support.OPENING: "ouverture", Support.OPERATION: "exploitation"}
# What one may ask for: the parameter, the register it names, and the field of a café that must be it.
FILTERS = {
    "departement": (Department, "commune__department"),
    "region": (Region, "commune__department__region"),
    "insee": (Commune, "commune"),
    "epci": (Epci, "commune__epci"),
}
# Columns that are fields of a café or of its place.
PLAIN = {
    "nom": "name",
    "commune": "commune__name",
    "commune_deleguee": "delegated__name",
    "insee": "commune",
    "code_postal": "postcode",
    "departement": "commune__department",
    "region": "commune__department__region",
    "adresse": "address",
    "modele": "model",
    "precision": "precision",
}
READ = [
    *PLAIN.values(),
    *["pk", "slug", "support", "opened_on", "updated_at", "is_example", "lat", "lon", "on_holidays"],
    "commune__department__time_zone",
]
LONGEST_CODE = 9


class UnknownCode(ValueError):
    """A filter names nothing of the register."""


def chosen(parameters, at: datetime | None = None):
    """The cafés of the map, or those of the places that the address names."""
    day = timezone.localdate(at) if at else None
    return narrowed(Cafe.objects.on_map(day).order_by("pk"), parameters)


def narrowed(rows, parameters):
    """Those of the places that the address names; each row has a commune."""
    for name, (register, field) in FILTERS.items():
        code = parameters.get(name, "").strip().upper()
        if not code:
            continue
        known = None if len(code) > LONGEST_CODE or "\x00" in code else register.objects.filter(pk=code).first()
        if known is None:
            raise UnknownCode(name)
        rows = rows.filter(**{field: known.current if isinstance(known, Commune) else known})
    return rows


def rows_of(cafes, at: datetime) -> Iterator[tuple[dict, dict]]:
    """What is public of each café, and nothing about people; then its number and its point.

    Four questions and plain tuples: ten thousand objects, each with its lists, would take many times as long.
    """
    among = {"cafe__in": cafes.order_by().values("pk")}
    weeks = gathered(OpeningHours.objects.filter(**among).values_list("cafe", "weekday", "opens", "closes"))
    special = SpecialOpening.objects.filter(last_day__gte=timezone.localdate(at) - timedelta(days=1), **among)
    specials = gathered(special.values_list("cafe", "first_day", "last_day", "opens", "closes"))
    offers = Cafe.services.through.objects.filter(**among).order_by("service__number")
    services = gathered(offers.values_list("cafe", "service__code"))
    before, after = path_of("slug").split("slug")
    for cafe in cafes.values(*READ):
        pk = cafe["pk"]
        told = {name: cafe[field] or "" for name, field in PLAIN.items()}
        told |= {
            "statut": STATUS[cafe["support"]],
            "services": [code for (code,) in services.get(pk, [])],
            "horaires": osm(timetable_from(cafe, weeks.get(pk, []), specials.get(pk, [])), at),
            "url": f"{settings.SITE_URL}{before}{cafe['slug']}{after}",
            "ouvert_le": cafe["opened_on"].isoformat() if cafe["opened_on"] else "",
            "modifie_le": cafe["updated_at"].date().isoformat(),
            "exemple": cafe["is_example"],
        }
        point = {"id": pk, "longitude": rounded(cafe["lon"]), "latitude": rounded(cafe["lat"])}
        yield told, point


def gathered(rows) -> dict[int, list[tuple]]:
    """The rows of each café, whose number is their first cell."""
    found = defaultdict(list)
    for pk, *cells in rows.iterator():
        found[pk].append(tuple(cells))
    return found


def timetable_from(cafe: dict, hours: list[tuple], specials: list[tuple]) -> Timetable:
    week = [[] for _day in range(7)]
    for weekday, opens, closes in hours:
        week[weekday].append((opens, closes))
    return Timetable(
        week=week,
        zone=ZoneInfo(cafe["commune__department__time_zone"]),
        exceptions=[Exceptional(*cells) for cells in specials],
        closed_on_holidays=cafe["on_holidays"] == OnHolidays.CLOSED,
    )


def rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, 5)


def geojson(cafes, at: datetime) -> str:
    """RFC 7946; a café without a point has no geometry, and is there all the same."""
    features = [
        {
            "type": "Feature",
            "id": point["id"],
            "geometry": {"type": "Point", "coordinates": [point["longitude"], point["latitude"]]}
            if point["latitude"] is not None
            else None,
            "properties": told,
        }
        for told, point in rows_of(cafes, at)
    ]
    return written({"type": "FeatureCollection"} | terms(at) | {"features": features})


def terms(at: datetime) -> dict:
    """Whose data it is, on what terms, of what day."""
    return {
        "name": settings.SITE_NAME,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "documentation": f"{settings.SITE_URL}/donnees/",
        "date": timezone.localdate(at).isoformat(),
    }


def written(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def as_table(columns: list[str], rows: Iterable[dict]) -> str:
    """UTF-8 without a mark, parted by commas; nothing that a spreadsheet would take for a formula."""
    output = io.StringIO()
    writer = csv.DictWriter(output, columns)
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return output.getvalue()


COLUMNS = [
    *["id", "nom", "commune", "commune_deleguee", "insee", "code_postal", "departement", "region", "adresse"],
    *["longitude", "latitude", "precision", "statut", "modele", "services", "horaires", "ouvert_le", "modifie_le"],
    *["exemple", "url"],
]


def as_csv(cafes, at: datetime) -> str:
    """The same rows; services are parted by « | »."""
    rows = (
        told | point | {"services": "|".join(told["services"]), "exemple": int(told["exemple"])}
        for told, point in rows_of(cafes, at)
    )
    return as_table(COLUMNS, rows)
