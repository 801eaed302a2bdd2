"""The cafés as open data: one row each, as GeoJSON and as CSV."""

import csv
import io
import json
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from millecafes.places.addresses import path_of
from millecafes.places.models import Cafe, Commune, Department, Epci, Region, Support
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
LONGEST_CODE = 9
RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would take what follows for a formula


class UnknownCode(ValueError):
    """A filter names nothing of the register."""


def chosen(parameters, at: datetime | None = None):
    """The cafés of the map, or those of the places that the address names."""
    day = timezone.localdate(at) if at else None
    cafes = Cafe.objects.on_map(day).with_details().order_by("pk")
    for name, (register, field) in FILTERS.items():
        code = parameters.get(name, "").strip().upper()
        if not code:
            continue
        if len(code) > LONGEST_CODE or "\x00" in code or not register.objects.filter(pk=code).exists():
            raise UnknownCode(name)
        cafes = cafes.filter(**{field: code})
    return cafes


def row_of(cafe: Cafe, at: datetime) -> dict:
    """What is public of a café, and nothing about people."""
    commune = cafe.commune
    return {
        "nom": cafe.name,
        "commune": commune.name,
        "commune_deleguee": cafe.delegated.name if cafe.delegated else "",
        "insee": commune.code,
        "code_postal": cafe.postcode,
        "departement": commune.department_id,
        "region": commune.department.region_id or "",
        "adresse": cafe.address,
        "statut": STATUS[cafe.support],
        "modele": cafe.model,
        "services": [service.code for service in sorted(cafe.services.all(), key=lambda one: one.number)],
        "horaires": osm(cafe.timetable, at),
        "precision": cafe.precision,
        "url": settings.SITE_URL + path_of(cafe.slug),
        "ouvert_le": cafe.opened_on.isoformat() if cafe.opened_on else "",
        "modifie_le": cafe.updated_at.date().isoformat(),
        "exemple": cafe.is_example,
    }


def geojson(cafes, at: datetime) -> str:
    """RFC 7946; a café without a point has no geometry, and is there all the same."""
    features = [
        {
            "type": "Feature",
            "id": cafe.pk,
            "geometry": {"type": "Point", "coordinates": [round(cafe.lon, 5), round(cafe.lat, 5)]}
            if cafe.lat is not None
            else None,
            "properties": row_of(cafe, at),
        }
        for cafe in cafes
    ]
    collection = {
        "type": "FeatureCollection",
        "name": settings.SITE_NAME,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "documentation": f"{settings.SITE_URL}/donnees/",
        "date": timezone.localdate(at).isoformat(),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))


COLUMNS = [
    *["id", "nom", "commune", "commune_deleguee", "insee", "code_postal", "departement", "region", "adresse"],
    *["longitude", "latitude", "precision", "statut", "modele", "services", "horaires", "ouvert_le", "modifie_le"],
    *["exemple", "url"],
]


def as_csv(cafes, at: datetime) -> str:
    """The same rows, UTF-8 without a mark; services are parted by « | »."""
    output = io.StringIO()
    writer = csv.DictWriter(output, COLUMNS)
    writer.writeheader()
    for cafe in cafes:
        row = row_of(cafe, at)
        row |= {
            "id": cafe.pk,
            "longitude": "" if cafe.lon is None else round(cafe.lon, 5),
            "latitude": "" if cafe.lat is None else round(cafe.lat, 5),
            "services": "|".join(row["services"]),
            "exemple": int(cafe.is_example),
        }
        writer.writerow({name: harmless(value) for name, value in row.items()})
    return output.getvalue()


def harmless(value):
    """Words that would begin a formula are kept as words; numbers may be negative."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
