"""Who may announce what a café does: whoever runs it today; whoever ran it last month reads."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from events.agenda.models import Event, EventKind, Session
from millecafes.people.permissions import Access
from millecafes.places.models import Cafe


def cafes_of(access: Access) -> list[Cafe]:
    """Those this person runs, or ran until less than a month ago."""
    return list({role.cafe_id: role.cafe for role in access.cafe_roles}.values())


def animations_of(cafes):
    """What these cafés announce themselves, drafts included."""
    return Event.objects.filter(cafe__in=cafes, kind=EventKind.ANIMATION)


def cafe_to_write(access: Access, pk: int) -> Cafe:
    """The café, for who runs it. Another person's café does not exist; a former one is only read."""
    cafe = next((cafe for cafe in cafes_of(access) if cafe.pk == pk), None)
    if cafe is None:
        raise Http404
    if not access.runs(pk):
        raise PermissionDenied
    return cafe


def animation_to_write(access: Access, pk: int) -> Event:
    event = animations_of(cafes_of(access)).filter(pk=pk).select_related("cafe").first()
    if event is None:
        raise Http404
    cafe_to_write(access, event.cafe_id)
    return event


def date_to_write(access: Access, pk: int) -> Session:
    session = Session.objects.with_places().filter(pk=pk, event__kind=EventKind.ANIMATION).first()
    if session is None or session.event.cafe_id is None:
        raise Http404
    cafe_to_write(access, session.event.cafe_id)
    return session
