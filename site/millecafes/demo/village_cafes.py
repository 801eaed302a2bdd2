"""Lays the cafés of the demo in the communes that the report names, once the register is there."""

from datetime import date, time

from django.db import transaction
from django.utils import timezone

from millecafes.demo.content.services import SERVICES
from millecafes.demo.content.village_cafes import CAFES
from millecafes.demo.references import one_line
from millecafes.places.models import (
    Cafe,
    Commune,
    DelegatedCommune,
    OpeningHours,
    Service,
    SpecialOpening,
    VenueSheet,
)

DAYS = ["mo", "tu", "we", "th", "fr", "sa", "su"]
OTHERS = {"commune", "delegated", "services", "week", "closures", "venue", "successor"}


@transaction.atomic
def add_village_cafes() -> int:
    """Those that are missing; a café whose commune the register does not know is left out."""
    known = set(Cafe.objects.values_list("slug", flat=True))
    communes = Commune.objects.in_bulk([row["commune"] for row in CAFES])
    services = {service.code: service for service in Service.objects.in_language("fr")}
    new = [row for row in CAFES if row["slug"] not in known and row["commune"] in communes]
    for row in new:
        cafe = cafe_of(row, communes[row["commune"]])
        cafe.save()
        # Their numbers, not their alphabet: services are kept in the order of the register.
        cafe.services = [services[one["code"]] for one in SERVICES if one["code"] in row.get("services", "").split()]
        cafe.save_revision().publish()
    return len(new)


def cafe_of(row: dict, commune: Commune) -> Cafe:
    """The café, not yet written, at the point of its village."""
    delegated = DelegatedCommune.objects.filter(pk=row.get("delegated"), parent=commune).first()
    village = delegated or commune
    told = {name: worded(value) for name, value in row.items() if name not in OTHERS}
    cafe = Cafe(
        **{"is_example": True, "live": False} | told,
        commune=commune,
        delegated=delegated,
        lat=village.lat,
        lon=village.lon,
        precision=village.precision,
        successor=Cafe.objects.filter(slug=row.get("successor")).first(),
    )
    cafe.hours = [
        OpeningHours(weekday=DAYS.index(day), opens=opens, closes=closes)
        for days, spans in row.get("week", {}).items()
        for day in days.split()
        for opens, closes in map(hours_of, spans.split())
    ]
    cafe.special_openings = [
        special for first, last, reason in row.get("closures", []) for special in closed_each_year(first, last, reason)
    ]
    cafe.venue_sheets = [VenueSheet(**row["venue"])] if "venue" in row else []
    return cafe


def worded(value):
    return one_line(value) if isinstance(value, str) else value


def hours_of(span: str) -> tuple[time, time]:
    """« 8:00-14:00 »."""
    opens, closes = (time(*map(int, hour.split(":"))) for hour in span.split("-"))
    return opens, closes


def closed_each_year(first: tuple, last: tuple, reason: str) -> list[SpecialOpening]:
    """This year and the next: (month, day) pairs."""
    year = timezone.localdate().year
    return [
        SpecialOpening(first_day=date(one, *first), last_day=date(one, *last), reason=reason)
        for one in (year, year + 1)
    ]
