"""All that the page of an event says, its preview too."""

from django.utils import timezone, translation

from events.agenda.models import Event, Session
from events.agenda.services import machines
from events.agenda.services.afterwards import with_links
from millecafes.people.permissions import Access, Standing

MOST_DATES_SHOWN, MOST_TOLD_TO_MACHINES = 200, 30


def sheet_of(event: Event, own_zone: str = "", access: Access | None = None) -> dict:
    """The context of « agenda/event.html », whatever the number of dates; ``own_zone`` is the clock of the reader.

    ``access`` is what ``access_of`` says of her: nothing for a visitor.
    """
    dates = Session.objects.filter(event=event) if event.pk else Session.objects.none()
    dates = dates.with_seats().order_by("starts_at", "pk")
    now = timezone.now()
    found = with_links(dates[:MOST_DATES_SHOWN], access or Access(Standing.STRANGER))
    return {
        "event": event,
        "coming": [session for session in found if not session.is_over(now)],
        "past": [session for session in reversed(found) if session.is_over(now)],
        "partners": list(event.partners.all()) if event.pk else [],
        "json_ld": machines.json_ld(event, found[:MOST_TOLD_TO_MACHINES]) if event.is_public else None,
        "own_zone": own_zone,
        "words_language": "fr" if translation.get_language() != "fr" else "",
    }
