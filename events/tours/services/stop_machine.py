"""How a stop, and a tour, go from each state to the next, by whom: two tables, and nothing else decides."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours.models import Stop, StopState, Tour, TourState
from events.tours.permissions import CLOCK, HELPER, HOST, TEAM
from events.tours.services.machine import COUNTED, Refused

OPTION, PROPOSED, CONFIRMED = StopState.OPTION, StopState.PROPOSED, StopState.CONFIRMED
DONE, CANCELLED = StopState.DONE, StopState.CANCELLED
NO_REASON = _("Dites pourquoi : c’est ce que l’autre côté lira.")


def with_reason(thing, facts: dict) -> None:
    if not facts.get("reason", "").strip():
        raise Refused("no_reason", NO_REASON, "reason")


def with_day(stop: Stop, facts: dict) -> None:
    """A day to come, of the season and of the tour."""
    day = facts.get("day")
    if day is None:
        raise Refused("no_day", _("Dites quel jour."), "day")
    check_day(stop.season, stop.tour, day)


def still_to_come(stop: Stop, facts: dict) -> None:
    if stop.day < timezone.localdate():
        raise Refused("past", _("Ce jour est passé."), "day")


def once_held(stop: Stop, facts: dict) -> None:
    if stop.day > timezone.localdate():
        raise Refused("too_early", _("Ce n’est pas encore passé."))


def not_held_after_all(stop: Stop, facts: dict) -> None:
    """Rained off, and nobody said so that day: what is counted in the register was held."""
    with_reason(stop, facts)
    if stop.activities.exists():
        raise Refused("reported", COUNTED)


def in_an_open_tour(stop: Stop, facts: dict) -> None:
    """A tour that is still a sketch tells nothing to anybody; one that is over takes nothing more."""
    if stop.tour_id:
        check_takes(stop.tour)
    still_to_come(stop, facts)


def check_takes(tour: Tour) -> None:
    """Raise ``Refused`` unless dates may be proposed in the name of this tour."""
    if tour.state == TourState.DRAFT:
        raise Refused("draft", _("La tournée est en préparation : ouvrez-la avant de proposer des dates."))
    check_alive(tour)


def check_alive(tour: Tour) -> None:
    if tour.state in {TourState.CLOSED, TourState.CANCELLED}:
        words = _("La tournée est « %(state)s » : elle ne prend plus d’étape.")
        raise Refused("over", words % {"state": tour.get_state_display().lower()})


def check_day(season, tour: Tour | None, day) -> None:
    """Raise ``Refused`` for a day that is past, or outside the season or the tour."""
    first, last = season.first_day, season.last_day
    if tour is not None:
        first, last = tour.first_day or first, tour.last_day or last
    if not season.holds(day) or not first <= day <= last:
        words = _("Ce jour n’est pas dans la saison : elle va du %(first)s au %(last)s.")
        if season.holds(day):
            words = _("Ce jour n’est pas dans la tournée : elle va du %(first)s au %(last)s.")
        given = {"first": first.strftime("%d/%m/%Y"), "last": last.strftime("%d/%m/%Y")}
        raise Refused("out_of_season", words % given, "day")
    if day < timezone.localdate():
        raise Refused("past", _("Ce jour est passé."), "day")


@dataclass(frozen=True)
class Step:
    """Where an action leads, who may take it, and what it asks for."""

    target: str
    who: frozenset[str]
    guard: Callable | None = None


def by(target: str, *who: str, guard: Callable | None = None) -> Step:
    return Step(target, frozenset(who), guard)


STOPS: dict[tuple[str, str], Step] = {
    (OPTION, "propose"): by(PROPOSED, TEAM, guard=in_an_open_tour),
    (OPTION, "confirm"): by(CONFIRMED, TEAM, guard=in_an_open_tour),  # agreed by telephone
    (OPTION, "move"): by(OPTION, TEAM, guard=with_day),
    (OPTION, "drop"): by(CANCELLED, TEAM),
    (PROPOSED, "confirm"): by(CONFIRMED, HOST, TEAM, guard=still_to_come),
    (PROPOSED, "move"): by(PROPOSED, TEAM, guard=with_day),
    (PROPOSED, "release"): by(CANCELLED, HOST, TEAM, guard=with_reason),
    (CONFIRMED, "move"): by(CONFIRMED, TEAM, guard=with_day),
    (CONFIRMED, "cancel"): by(CANCELLED, HOST, TEAM, guard=with_reason),
    (CONFIRMED, "done"): by(DONE, HOST, HELPER, TEAM, CLOCK, guard=once_held),
    (DONE, "report"): by(DONE, HOST, HELPER, TEAM),
    (DONE, "cancel"): by(CANCELLED, TEAM, guard=not_held_after_all),
}
STOP_ACTIONS = sorted({action for _state, action in STOPS})


def has_confirmed(tour: Tour, facts: dict) -> None:
    if not tour.stops.filter(state__in=[CONFIRMED, DONE]).exists():
        raise Refused("empty", _("Rien n’y est confirmé encore."))


def has_passed(tour: Tour, facts: dict) -> None:
    left = tour.stops.filter(state__in=[OPTION, PROPOSED, CONFIRMED]).count()
    if left:
        words = _("%(count)d étapes ne sont pas encore passées : annulez-les, ou attendez.")
        raise Refused("not_over", words % {"count": left})


TOURS: dict[tuple[str, str], Step] = {
    (TourState.DRAFT, "open"): by(TourState.OPEN, TEAM),
    (TourState.OPEN, "announce"): by(TourState.ANNOUNCED, TEAM, guard=has_confirmed),
    (TourState.ANNOUNCED, "reopen"): by(TourState.OPEN, TEAM),
    (TourState.ANNOUNCED, "close"): by(TourState.CLOSED, TEAM, guard=has_passed),
    (TourState.DRAFT, "cancel"): by(TourState.CANCELLED, TEAM, guard=with_reason),
    (TourState.OPEN, "cancel"): by(TourState.CANCELLED, TEAM, guard=with_reason),
    (TourState.ANNOUNCED, "cancel"): by(TourState.CANCELLED, TEAM, guard=with_reason),
}
TOUR_ACTIONS = sorted({action for _state, action in TOURS})


def moves_of(table: dict, state: str, roles: set[str]) -> set[str]:
    """What somebody who acts as these may do now."""
    return {action for (known, action), step in table.items() if known == state and step.who & roles}


def was_done(table: dict, state: str, action: str) -> bool:
    """Whether the thing stands where this action leads, from a state it is no more in."""
    return any(named == action and step.target == state and known != state for (known, named), step in table.items())
