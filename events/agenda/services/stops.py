"""The guinguette, as a stop of the map of cafés."""

from datetime import date

from events.agenda.models import EventKind, Session
from millecafes.places.stops import Stop


def stops_of_guinguettes(day: date) -> list[Stop]:
    """From this day on, those that are held and open to everybody."""
    held = Session.objects.public().held().filter(event__kind=EventKind.GUINGUETTE, day__gte=day)
    return [
        Stop(one.day, one.event.title, one.commune, one.event.get_absolute_url(), *one.point)
        for one in held.filter(commune__isnull=False).with_places()
        if one.point
    ]
