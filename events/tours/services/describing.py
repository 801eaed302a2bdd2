"""What is said of a stop beside its day: hours, place, shelter, who is there; the agenda and the agreement follow."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.tours import emails
from events.tours.models import Stop, StopState
from events.tours.permissions import HELPER, HOST, TEAM, roles_of
from events.tours.services import following
from events.tours.services.machine import NotNow, NotYours
from events.tours.services.planning import lock
from millecafes.people.models import User

OF_THE_HOST = ("place", "address", "fallback", "contact_name", "contact_phone")
OF_THE_TEAM = ("starts_at", "ends_at", "notes")
TOLD = ("starts_at", "ends_at", "place", "address", "fallback")  # to the public, and in the agreement
ON_THE_SPOT = ("contact_name", "contact_phone")  # whom the company calls
ALIVE = {StopState.OPTION, StopState.PROPOSED, StopState.CONFIRMED}


@transaction.atomic
def describe(stop: Stop, values: dict, by: User) -> tuple[Stop, list[str]]:
    """Write these; which of them changed. Raises ``NotYours``, or ``NotNow`` once it is held or cancelled."""
    lock(stops=[stop.pk], requests=[stop.request_id] if stop.request_id else [])
    stop = Stop.objects.told().get(pk=stop.pk)
    roles = roles_of(by, stop)
    names = [name for name in values if name in OF_THE_HOST or (TEAM in roles and name in OF_THE_TEAM)]
    if not roles & {HOST, HELPER, TEAM}:
        raise NotYours("role", _("Ce n’est pas à vous de le faire."))
    if stop.state not in ALIVE:
        words = _("Cette étape est « %(state)s » : elle ne change plus.")
        raise NotNow("state", words % {"state": stop.get_state_display().lower()})
    changed = [name for name in names if getattr(stop, name) != values[name]]
    if not changed:
        return stop, []
    for name in changed:
        setattr(stop, name, values[name])
    following.settle_hours(stop)
    stop.full_clean(exclude=["request", "tour", "company", "offer", "season", "session"], validate_constraints=False)
    stop.save()
    act = following.note(stop, "describe", by, stop.state, ", ".join(changed))
    is_told = stop.state != StopState.OPTION and bool(set(changed) & set(TOLD))
    if is_told and stop.state == StopState.CONFIRMED:
        following.came_true(stop, act)
    if is_told:
        if TEAM in roles:
            emails.tell_hosts(stop, "details", f"{act.pk}")
        else:
            emails.tell_the_team_of(stop, act)
    elif stop.state == StopState.CONFIRMED and set(changed) & set(ON_THE_SPOT):
        emails.tell_company(stop, act)
    return stop, changed
