"""The third kind of the map: dated stops of the mobile café, which are no cafés.

An application that has some names the function that tells them in ``AppConfig.mobile_stops``: it takes a day, and
answers with the stops of that day and after.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.utils import timezone
from django.utils.module_loading import import_string

from millecafes.places.models import Commune


@dataclass(frozen=True)
class Stop:
    """The mobile café, in this village on that day; ``commune`` comes with its department."""

    day: date
    title: str
    commune: Commune
    url: str
    lat: float
    lon: float


def upcoming(at: date | None = None) -> list[Stop]:
    """From today on (or from ``at``), the next one first."""
    day = at or timezone.localdate()
    sources: Iterable[str] = [source for app in apps.get_app_configs() if (source := getattr(app, "mobile_stops", ""))]
    stops = [stop for source in sources for stop in import_string(source)(day)]
    return sorted(stops, key=lambda stop: (stop.day, stop.commune.search_name, stop.title))
