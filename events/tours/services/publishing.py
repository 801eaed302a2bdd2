"""A confirmed stop in the agenda: one event a tour and an offer, one date a stop."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q

from events.agenda.forms import free_slug
from events.agenda.models import Event, EventKind, Session
from events.agenda.services import announce, change
from events.tours.models import OfferKind, Stop
from millecafes.core.models.choices import Audience
from millecafes.people.models import User

# When it begins, where nobody has said it yet.
HOURS = {
    OfferKind.CINEMA: time(21, 30),
    OfferKind.GUINGUETTE: time(19),
    OfferKind.SHOW: time(20, 30),
    OfferKind.CONCERT: time(20, 30),
}
OTHERWISE = time(14, 30)


def usual_start(kind: str) -> time:
    return HOURS.get(kind, OTHERWISE)


def usual_end(start: time, minutes: int) -> time:
    """So many minutes later, on the clock: it may be the next morning."""
    return (datetime.combine(date(2000, 1, 1), start) + timedelta(minutes=minutes)).time().replace(second=0)


def hours_of(stop: Stop) -> tuple[datetime, datetime]:
    """Both instants, on the clock of the place; an end before the start is the next day's."""
    zone = stop.host_commune.department.zone
    start = stop.starts_at or usual_start(stop.offer.kind)
    begins = datetime.combine(stop.day, start, zone)
    if stop.ends_at is None:
        return begins, begins + timedelta(minutes=stop.offer.minutes)
    ends = datetime.combine(stop.day, stop.ends_at, zone)
    return begins, ends if stop.ends_at > start else ends + timedelta(days=1)


def publish(stop: Stop, by: User | None) -> None:
    """Put the stop in the agenda, or bring its date up to what the stop says. The caller holds the locks."""
    if stop.session_id:
        session = Session.objects.select_related("event").get(pk=stop.session_id)
        say_of(session, stop)
        change(session)
        return
    event = event_of(stop)
    session = Session(event=event)
    say_of(session, stop)
    announce(session)
    stop.session = session
    stop.save(update_fields=["session", "changed_at"])
    if not event.live:  # published once it has a date: what looks for events reads both
        event.save_revision(user=by).publish(user=by, skip_permission_checks=True)  # its words are those of the offer


def say_of(session: Session, stop: Stop) -> None:
    """What a date of the agenda says of a stop."""
    session.cafe, session.commune, session.delegated = stop.cafe, stop.commune, None
    session.place, session.address, session.fallback = stop.place, stop.address, stop.fallback
    session.settle()
    session.starts_at, session.ends_at = hours_of(stop)


def event_of(stop: Stop) -> Event:
    """The event that the other stops of the tour share already, else a new one, not published yet."""
    if stop.tour_id:
        shared = Q(sessions__stop__tour=stop.tour_id, sessions__stop__offer=stop.offer_id)
        if known := Event.objects.filter(shared).order_by("pk").first():
            return known
    offer = stop.offer
    photo = offer.photos.select_related("image").first()
    event = Event(
        kind=EventKind.GUINGUETTE if offer.kind == OfferKind.GUINGUETTE else EventKind.TOUR_STOP,
        title=offer.title,
        slug=free_slug(offer.title),
        summary=offer.summary,
        body=offer.body,
        image=photo.image if photo else None,
        audiences=[Audience.PUBLIC.value],
        association=stop.company.association,
        territory=stop.tour.territory if stop.tour_id else None,
        is_example=offer.is_example,
        live=False,
    )
    event.partners = list(offer.partners.all())
    event.save()
    return event
