"""How a request goes from each state to the next, by whom: one table, and nothing else decides."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.tours.models import ProgrammeRequest, RequestState
from events.tours.permissions import CLOCK, HELPER, HOST, TEAM

DRAFT, SUBMITTED, PROPOSED = RequestState.DRAFT, RequestState.SUBMITTED, RequestState.PROPOSED
CONFIRMED, DONE, REPORTED = RequestState.CONFIRMED, RequestState.DONE, RequestState.REPORTED
DECLINED, WITHDRAWN, CANCELLED = RequestState.DECLINED, RequestState.WITHDRAWN, RequestState.CANCELLED
COUNTED = _("Un bilan dit déjà combien étaient là : corrigez-le plutôt.")


@dataclass
class Refused(Exception):
    """Why something was not done: ``code`` for the code, ``message`` for the person, ``about`` the field if any."""

    code: str
    message: str | Promise
    about: str = ""

    def __str__(self):
        return str(self.message)


class NotNow(Refused):
    """The state the thing is in does not allow it: somebody else was quicker, or the page is old."""


class NotYours(Refused):
    """This person is not the one who does that."""


Guard = Callable[[ProgrammeRequest, dict], None]


def while_open(request: ProgrammeRequest, facts: dict) -> None:
    """One asks, and changes one's mind, until the season closes."""
    if not request.season.is_open():
        has_closed = request.season.has_closed()
        words = (
            _("Les demandes de cette saison sont closes.")
            if has_closed
            else _("Cette saison n’est pas encore ouverte.")
        )
        raise Refused("closed", words)


def with_reason(request: ProgrammeRequest, facts: dict) -> None:
    if not facts.get("reason", "").strip():
        raise Refused("no_reason", _("Dites pourquoi : c’est ce que l’autre côté lira."), "reason")


def not_of_a_slot(request: ProgrammeRequest, facts: dict) -> None:
    """The places of a slot go to who comes first, and nobody decides of them."""
    if request.slot_id:
        raise Refused("slot", _("C’est un créneau : il va à qui l’a demandé en premier."))


def with_day(request: ProgrammeRequest, facts: dict) -> None:
    """A day to come of the season, and an offer: those of the request itself if none is given."""
    not_of_a_slot(request, facts)
    day, offer = facts.get("day") or request.day, facts.get("offer") or request.offer
    if day is None or offer is None:
        raise Refused("no_day", _("Dites quelle offre, et quel jour."), "day")
    if not request.season.holds(day):
        raise Refused("out_of_season", _("Ce jour n’est pas dans la saison."), "day")
    if day < timezone.localdate():
        raise Refused("past", _("Ce jour est passé."), "day")


def once_held(request: ProgrammeRequest, facts: dict) -> None:
    if request.day > timezone.localdate():
        raise Refused("too_early", _("Ce n’est pas encore passé."))


def not_held_after_all(request: ProgrammeRequest, facts: dict) -> None:
    """A date that was rained off, and that nobody cancelled that day."""
    with_reason(request, facts)
    if request.stops.filter(activities__isnull=False).exists():
        raise Refused("reported", COUNTED)


@dataclass(frozen=True)
class Move:
    """Where an action leads, who may take it, and what it asks for."""

    target: RequestState
    who: frozenset[str]
    guard: Guard | None = None


def by(target: RequestState, *who: str, guard: Guard | None = None) -> Move:
    return Move(target, frozenset(who), guard)


MOVES: dict[tuple[RequestState, str], Move] = {
    (DRAFT, "change"): by(DRAFT, HOST, guard=while_open),
    (DRAFT, "submit"): by(SUBMITTED, HOST, guard=while_open),
    (DRAFT, "withdraw"): by(WITHDRAWN, HOST),
    (SUBMITTED, "change"): by(SUBMITTED, HOST, guard=while_open),
    (SUBMITTED, "withdraw"): by(WITHDRAWN, HOST),
    (SUBMITTED, "propose"): by(PROPOSED, TEAM, guard=with_day),
    (SUBMITTED, "confirm"): by(CONFIRMED, TEAM, CLOCK, guard=with_day),
    (SUBMITTED, "decline"): by(DECLINED, TEAM, guard=with_reason),
    (PROPOSED, "propose"): by(PROPOSED, TEAM, guard=with_day),
    (PROPOSED, "confirm"): by(CONFIRMED, HOST, TEAM, guard=with_day),
    (PROPOSED, "return"): by(SUBMITTED, HOST, TEAM),  # that day does not suit, another may
    (PROPOSED, "decline"): by(DECLINED, TEAM, guard=with_reason),
    (PROPOSED, "withdraw"): by(WITHDRAWN, HOST),
    (CONFIRMED, "move"): by(CONFIRMED, TEAM, guard=with_day),
    (CONFIRMED, "cancel"): by(CANCELLED, HOST, TEAM, guard=with_reason),
    (CONFIRMED, "done"): by(DONE, HOST, HELPER, TEAM, CLOCK, guard=once_held),
    (DONE, "report"): by(REPORTED, HOST, HELPER, TEAM),
    (DONE, "cancel"): by(CANCELLED, TEAM, guard=not_held_after_all),
    (DECLINED, "reopen"): by(SUBMITTED, TEAM, guard=not_of_a_slot),
}
ACTIONS = sorted({action for _state, action in MOVES})
DATES = {"propose", "confirm"}  # the request has a day
FREES = {"withdraw", "return", "decline", "cancel"}  # the day, and the place in a slot, are given back


def actions_of(request: ProgrammeRequest, roles: set[str]) -> list[str]:
    """What somebody who acts as these may do now, as far as the state and the roles tell."""
    return [action for (state, action), move in MOVES.items() if state == request.state and move.who & roles]


def is_done_already(request: ProgrammeRequest, action: str) -> bool:
    """Whether the request stands where this action leads, from a state it is no more in."""
    return any(
        named == action and move.target == request.state and state != request.state
        for (state, named), move in MOVES.items()
    )
