"""The smallest valid cafés, in real communes of the register as it is committed."""

import csv
from datetime import time
from functools import cache
from itertools import count

from django.conf import settings
from wagtail.models import Locale

from millecafes.places.models import Cafe, Commune, Department, Epci, OpeningHours, Region, Service, SpecialOpening

CADALEN, THURAGEAU, CILAOS = "81046", "86271", "97424"
_numbers = count(1)


@cache
def register(name: str) -> dict[str, dict]:
    path = settings.ROOT / "site" / "millecafes" / "places" / "data" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("type", "commune") == "commune"]
    return {row.get("code") or row["siren"]: row for row in rows}


def commune(code: str = CADALEN) -> Commune:
    """The commune of this code, with its department, its region and the communes it works with."""
    row = register("communes")[code]
    department = register("departments")[row["department"]]
    region, _created = Region.objects.get_or_create(
        code=row["region"], defaults={"name": register("regions")[row["region"]]["name"]}
    )
    department, _created = Department.objects.get_or_create(
        code=row["department"],
        defaults={"name": department["name"], "time_zone": department["time_zone"], "region": region},
    )
    place = {"lat": float(row["lat"]), "lon": float(row["lon"]), "precision": row["precision"]}
    facts = {"name": row["name"], "search_name": row["name"].lower(), "population": int(row["population"])}
    if row["epci"]:
        together = {"name": register("epcis")[row["epci"]]["name"]}
        facts["epci"] = Epci.objects.get_or_create(code=row["epci"], defaults=together)[0]
    return Commune.objects.get_or_create(code=code, defaults={"department": department} | place | facts)[0]


def make_service(code: str, name: str = "", language: str = "fr", **fields) -> Service:
    locale = Locale.objects.get(language_code=language)
    return Service.objects.create(code=code, name=name or code, locale=locale, **fields)


def hours(weekday: int, opens: str, closes: str) -> OpeningHours:
    return OpeningHours(weekday=weekday, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))


def make_cafe(live=True, where=CADALEN, week=(), exceptions=(), services=(), photos=(), **fields) -> Cafe:
    """A published café (a draft when not ``live``); ``week`` and ``exceptions`` are rows not yet written."""
    number, place = next(_numbers), commune(where)
    point = {"lat": place.lat, "lon": place.lon, "precision": place.precision}
    given = {"name": f"Café {number}", "slug": f"cafe-{number}", "support": "opening"} | point | fields
    cafe = Cafe(commune=place, live=False, **given)
    cafe.hours = list(week)
    cafe.special_openings = [row if isinstance(row, SpecialOpening) else SpecialOpening(**row) for row in exceptions]
    cafe.save()
    cafe.services = services
    cafe.photos = list(photos)
    revision = cafe.save_revision()
    if live:
        revision.publish()
    return Cafe.objects.get(pk=cafe.pk)


def make_many_cafes(count: int, service: Service) -> None:
    """So many of them, published at once, without a word of their own."""
    pattern = make_cafe()
    cafes = [model_to_copy(pattern) for _ in range(count)]
    Cafe.objects.bulk_create(cafes)
    links = Cafe.services.through
    links.objects.bulk_create(links(cafe=cafe, service=service) for cafe in cafes)


def model_to_copy(pattern: Cafe) -> Cafe:
    number = next(_numbers)
    left = {"id", "slug", "name", "latest_revision", "live_revision"}
    fields = {
        field.name: getattr(pattern, field.name) for field in Cafe._meta.concrete_fields if field.name not in left
    }
    return Cafe(name=f"Café {number}", slug=f"cafe-{number}", **fields)
