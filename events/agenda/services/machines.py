"""What search engines read of an event (schema.org): one object a date."""

from decimal import Decimal

from django.conf import settings

from events.agenda.models import Event, EventKind, Session

SCHEMA = "https://schema.org"
TYPES = {EventKind.TRAINING: "EducationEvent", EventKind.GUINGUETTE: "SocialEvent", EventKind.ANIMATION: "SocialEvent"}


def json_ld(event: Event, sessions: list[Session]) -> list[dict]:
    """Of a public event; its sessions come ``with_places``, and with their ledger if there is one."""
    return [of_session(event, session) for session in sessions]


def of_session(event: Event, session: Session) -> dict:
    told = {
        "@context": SCHEMA,
        "@type": TYPES.get(event.kind, "Event"),
        "name": event.title,
        "description": event.summary,
        "url": event.full_url,
        "startDate": session.local_start.isoformat(),
        "endDate": session.local_end.isoformat(),
        "eventAttendanceMode": f"{SCHEMA}/{'Online' if session.is_online else 'Offline'}EventAttendanceMode",
        "eventStatus": f"{SCHEMA}/{status_of(session)}",
        "previousStartDate": previous_of(session),
        "location": location_of(session, event),
        "organizer": {"@type": "Organization", "name": event.organiser, "url": settings.SITE_URL},
        "isAccessibleForFree": event.price is None,
        "offers": offer_of(event, session),
    }
    return {name: value for name, value in told.items() if value not in (None, "")}


def status_of(session: Session) -> str:
    if session.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if session.former_start else "EventScheduled"


def previous_of(session: Session) -> str | None:
    return session.former_start.astimezone(session.zone).isoformat() if session.former_start else None


def location_of(session: Session, event: Event) -> dict:
    """Of what is online, the public page: the link to the room is for who has registered."""
    if session.is_online:
        return {"@type": "VirtualLocation", "url": event.full_url}
    address = {
        "@type": "PostalAddress",
        "streetAddress": session.address,
        "addressLocality": session.village.name,
        "addressRegion": session.commune.department.name,
        "addressCountry": "FR",
    }
    place = {
        "@type": "Place",
        "name": session.place or (session.cafe.name if session.cafe else session.village.name),
        "address": {name: value for name, value in address.items() if value},
    }
    if session.point:
        lat, lon = session.point
        place["geo"] = {"@type": "GeoCoordinates", "latitude": round(lat, 5), "longitude": round(lon, 5)}
    return place


def offer_of(event: Event, session: Session) -> dict:
    ledger = getattr(session, "ledger", None)
    is_full = ledger is not None and ledger.is_full
    return {
        "@type": "Offer",
        "price": str(event.price or Decimal(0)),
        "priceCurrency": "EUR",
        "availability": f"{SCHEMA}/{'SoldOut' if is_full else 'InStock'}",
        "url": event.full_url,
    }
