"""The page of a café: what its template is given, published or previewed."""

import json
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from millecafes.core.languages import FIRST, open_languages
from millecafes.core.pictures import card_of
from millecafes.places.json_ld import json_ld_of
from millecafes.places.near import Point, nearest
from millecafes.places.opening_words import coming_states, exception_said, week_said
from millecafes.places.projection import VIEW_BOX, place

DRAWINGS = {"itinerant": "guinguette", "associatif": "meeting"}  # by model, while there is no photograph
NEIGHBOURS = 3


def sheet_of(cafe, request, at: datetime | None = None) -> dict:
    """Everything the page shows; ``request`` only tells where it is read."""
    at = at or timezone.now()
    closed = cafe.has_closed(timezone.localdate(at))
    services = services_of(cafe)
    photos = list(cafe.photos.all())
    cards = [card for photo in photos if (card := card_of(photo.image))]
    facts = {
        "cafe": cafe,
        "closed": closed,
        "place": place_of(cafe),
        "services": services,
        "photos": photos,
        "photo": next(iter(photos), None),
        "card": next(iter(cards), ""),
        "drawing": DRAWINGS.get(cafe.model, "cafe"),
        "hours": None if closed else hours_of(cafe, at),
        "directions": None if closed else directions_to(cafe),
        "successor": successor_of(cafe, at) if closed else None,
        "neighbours": neighbours_of(cafe, at) if closed else [],
        "venue": next(iter(cafe.venue_sheets.all()), None),
        "words_language": FIRST if get_language() != FIRST else "",
        "addresses": addresses_of(cafe),
        "share_url": share_url(cafe),
        "locator": locator_of(cafe),
    }
    return facts | {"json_ld": json_ld_of(cafe, at, closed, services, cards)}


def place_of(cafe) -> str:
    """« Cadalen (Tarn) », or « Longeville-sur-la-Laines, Rives Dervoises (Haute-Marne) »."""
    names = dict.fromkeys([cafe.village.name, cafe.commune.name])
    return f"{', '.join(names)} ({cafe.commune.department.name})"


def services_of(cafe) -> list[str]:
    """Their names in the reader's language, in the order of their numbers."""
    services = sorted(cafe.services.all(), key=lambda service: service.number)
    if not services or get_language() == FIRST:
        return [service.name for service in services]
    names = type(services[0]).objects.names(get_language())
    return [names[service.number] for service in services]


def hours_of(cafe, at: datetime) -> dict | None:
    """The week and what is near, in words; what a script needs to tell whether it is open now."""
    timetable = cafe.timetable
    exceptions = timetable.next_exceptions(at)
    if not (timetable.is_known or exceptions):
        return None
    return {
        "week": week_said(timetable) if timetable.is_known else [],
        "exceptions": [(exception_said(one), one.reason, one.hours is None) for one in exceptions],
        "states": json.dumps(coming_states(timetable, at), ensure_ascii=False),
        "zone": cafe.commune.department.time_zone if cafe.commune.department.time_zone != settings.TIME_ZONE else "",
    }


def directions_to(cafe) -> str:
    """A plain link to a map that draws the way; nothing where the point is only that of the department."""
    if cafe.lat is None or cafe.precision in {"", "department"}:
        return ""
    return f"https://www.openstreetmap.org/directions?to={cafe.lat:.5f}%2C{cafe.lon:.5f}"


def locator_of(cafe) -> dict | None:
    """Where it stands on the ground map of France."""
    point = place(cafe.lat, cafe.lon, cafe.commune.department_id) if cafe.lat is not None else None
    return {"x": f"{point[0]:.0f}", "y": f"{point[1]:.0f}", "view_box": VIEW_BOX} if point else None


def successor_of(cafe, at: datetime):
    """Who has taken it over, if that café has a page."""
    return cafe.successor if cafe.successor_id and cafe.successor.live else None


def neighbours_of(cafe, at: datetime) -> list[tuple]:
    """The nearest cafés one can go to: (café, kilometres)."""
    if cafe.lat is None:
        return []
    others = type(cafe).objects.on_map(timezone.localdate(at)).exclude(pk__in=[cafe.pk, cafe.successor_id or 0])
    others = others.exclude(lat=None)
    found = nearest(others, Point(cafe.lat, cafe.lon), NEIGHBOURS, others.count())
    known = others.select_related("commune", "delegated").in_bulk([near.pk for near in found])
    return [(known[near.pk], max(1, round(near.km))) for near in found]


def addresses_of(cafe) -> list[tuple[str, str]]:
    """(language, full address) for search engines, then the one for everybody else."""
    if not cafe.slug:
        return []
    found = []
    for language in open_languages():
        with override(language):
            found.append((language, settings.SITE_URL + reverse("cafe", args=[cafe.slug])))
    return [*found, ("x-default", found[0][1])] if len(found) > 1 else found


def share_url(cafe) -> str:
    """A letter to somebody, to be finished in one's own mail."""
    subject = f"{cafe.name}, {place_of(cafe)}"
    body = gettext("Connais-tu ce café de village ?") + f"\n\n{cafe.name}\n{cafe.full_url}\n"
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"
