"""Open data besides the cafés: the public dates of the agenda, and the key figures."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from events.agenda.models import Session
from millecafes.core.languages import FIRST
from millecafes.core.models import KeyFigure
from millecafes.places.open_data import as_table, narrowed, rounded, terms, written

# -- The agenda -------------------------------------------------------------------------------------------------------

STATES = {"scheduled": "prevue", "cancelled": "annulee"}
# Columns that are fields of a date, of its event or of its place.
PLAIN = {
    "id": "uuid",
    "titre": "event__title",
    "resume": "event__summary",
    "sorte": "event__kind",
    "association": "event__association",
    "cafe": "cafe__name",
    "lieu": "place",
    "adresse": "address",
    "commune": "commune__name",
    "commune_deleguee": "delegated__name",
    "insee": "commune",
    "departement": "commune__department",
    "region": "commune__department__region",
}
READ = [
    *PLAIN.values(),
    *["starts_at", "ends_at", "time_zone", "state", "is_online", "touched_at", "event__slug", "event__price"],
    *["event__is_example", "cafe__lat", "cafe__lon", "commune__lat", "commune__lon"],
]
DATE_COLUMNS = [
    *["id", "titre", "resume", "sorte", "debut", "fin", "fuseau", "etat", "en_ligne", "association", "cafe", "lieu"],
    *["adresse", "commune", "commune_deleguee", "insee", "departement", "region", "longitude", "latitude", "prix"],
    *["modifie_le", "exemple", "url"],
]


def dates(parameters, at: datetime):
    """All the public dates, past ones and cancelled ones included, or those of the places that the address names."""
    return narrowed(Session.objects.public().order_by("starts_at", "pk"), parameters)


def rows_of_dates(sessions) -> Iterator[dict]:
    """What is public of each; never the address where one joins, nor who comes."""
    before, after = reverse("agenda:event", args=["slug"]).split("slug")
    for date in sessions.values(*READ).iterator():
        zone = ZoneInfo(date["time_zone"])
        where = "cafe" if date["cafe__lat"] is not None else "commune"
        row = {name: date[field] or "" for name, field in PLAIN.items()}
        yield row | {
            "id": str(date["uuid"]),
            "debut": date["starts_at"].astimezone(zone).isoformat(timespec="minutes"),
            "fin": date["ends_at"].astimezone(zone).isoformat(timespec="minutes"),
            "fuseau": date["time_zone"],
            "etat": STATES[date["state"]],
            "en_ligne": date["is_online"],
            "longitude": rounded(date[f"{where}__lon"]),
            "latitude": rounded(date[f"{where}__lat"]),
            "prix": float(date["event__price"] or 0),
            "modifie_le": date["touched_at"].date().isoformat(),
            "exemple": date["event__is_example"],
            "url": f"{settings.SITE_URL}{before}{date['event__slug']}{after}",
        }


def dates_as_json(sessions, at: datetime) -> str:
    return written(terms(at) | {"dates": list(rows_of_dates(sessions))})


def dates_as_csv(sessions, at: datetime) -> str:
    flags = ("en_ligne", "exemple")
    return as_table(DATE_COLUMNS, (row | {name: int(row[name]) for name in flags} for row in rows_of_dates(sessions)))


# -- The key figures --------------------------------------------------------------------------------------------------

FIGURE_COLUMNS = {
    "code": "code",
    "libelle": "label",
    "precision": "qualifier",
    "valeur": "value",
    "unite": "unit",
    "population": "population",
    "effectif": "sample_size",
    "periode": "period",
    "territoire": "scope",
    "association": "association",
    "theme": "topic",
    "definition": "definition",
    "source": "source",
    "source_url": "source_url",
    "verifie_le": "checked_on",
}


def figures(parameters, at: datetime):
    """The register itself, in French, which pages quote: there is no other."""
    return KeyFigure.objects.filter(locale__language_code=FIRST).order_by("code")


def rows_of_figures(found) -> Iterator[dict]:
    for figure in found.values(*FIGURE_COLUMNS.values()):
        row = {name: figure[field] for name, field in FIGURE_COLUMNS.items()}
        value = figure["value"]
        is_whole = value == value.to_integral_value()
        yield row | {"valeur": int(value) if is_whole else float(value), "verifie_le": row["verifie_le"].isoformat()}


def figures_as_json(found, at: datetime) -> str:
    return written(terms(at) | {"chiffres": list(rows_of_figures(found))})


def figures_as_csv(found, at: datetime) -> str:
    return as_table(list(FIGURE_COLUMNS), rows_of_figures(found))
