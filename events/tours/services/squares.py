"""What a commune says of where it would welcome: it has no sheet, and may say it until the day itself."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours import emails
from events.tours.models import ProgrammeRequest, RequestState
from events.tours.models.requests import OF_A_SQUARE
from events.tours.permissions import HOST, roles_of
from events.tours.services.acting import note_of
from events.tours.services.describing import describe
from events.tours.services.machine import NotNow, NotYours
from events.tours.services.planning import lock
from millecafes.people.models import User

# A draft is not sent yet: its own form says all of it.
OPEN = {RequestState.SUBMITTED, RequestState.PROPOSED, RequestState.CONFIRMED}
ON_THE_STOP = ("place", "fallback")  # which has its own words once they are known


def may_say(request: ProgrammeRequest, roles: set[str]) -> bool:
    return HOST in roles and not request.cafe_id and request.state in OPEN


@transaction.atomic
def say_of_square(request: ProgrammeRequest, values: dict[str, str], by: User) -> list[str]:
    """Write these, whether or not the season is closed; which of them changed. The team reads it in its digest.

    Raises ``NotYours``, or ``NotNow`` for a café, and for what is not awaited any more.
    """
    lock(requests=[request.pk])
    request = ProgrammeRequest.objects.told().get(pk=request.pk)
    roles = roles_of(by, request)
    if HOST not in roles:
        raise NotYours("role", _("Ce n’est pas à vous de le faire."))
    if not may_say(request, roles):
        words = _("Cette demande est « %(state)s » : ce n’est plus possible.")
        raise NotNow("state", words % {"state": request.get_state_display().lower()})
    changed = [name for name in OF_A_SQUARE if name in values and getattr(request, name) != values[name]]
    if not changed:
        return []
    for name in changed:
        setattr(request, name, values[name])
    request.changed_at = timezone.now()
    request.save(update_fields=[*changed, "changed_at"])
    emails.tell_the_team(request, note_of(request, "square", by, request.state, ", ".join(changed)))
    for stop in request.stops.live().told():
        describe(stop, {name: values[name] for name in changed if name in ON_THE_STOP and not getattr(stop, name)}, by)
    return changed
