"""A shorter road for a tour: proposed, with its kilometres; only what is pencilled moves, what was promised stays."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.tours.models import Stop, StopState, Tour
from events.tours.permissions import plans
from events.tours.services import following
from events.tours.services.board import ON_THE_ROAD
from events.tours.services.machine import NotNow, NotYours
from events.tours.services.planning import lock
from events.tours.services.road import length_of, shortest
from millecafes.people.models import User


@dataclass
class Order:
    """Which stop on which day; how long the road is, and was."""

    rows: list[tuple[date, Stop]]
    now: int
    then: int
    ideal: int  # if nothing had been promised yet

    @property
    def saved(self) -> int:
        return self.now - self.then

    @property
    def changes(self) -> list[tuple[date, Stop]]:
        return [(day, stop) for day, stop in self.rows if stop.day != day]


def order_of(tour: Tour) -> Order:
    """The days stay; the pencilled stops are put on those that make the road the shortest."""
    stops = list(Stop.objects.filter(tour=tour, state__in=ON_THE_ROAD).told().order_by("day", "starts_at", "pk"))
    points = [stop.point for stop in stops]
    pinned = {rank for rank, stop in enumerate(stops) if stop.state != StopState.OPTION}
    ranks = shortest(points, pinned)
    free = shortest(points) if pinned else ranks
    return Order(
        rows=[(stops[rank].day, stops[chosen]) for rank, chosen in enumerate(ranks)],
        now=round(length_of(points)),
        then=round(length_of([points[chosen] for chosen in ranks])),
        ideal=round(length_of([points[chosen] for chosen in free])),
    )


@transaction.atomic
def put_in_order(tour: Tour, days: dict[int, date], by: User) -> int:
    """Give these pencilled stops these days; how many moved.

    Raises ``NotNow`` when the tour is not any more what the proposal was made of, ``NotYours``.
    """
    if not plans(by):
        raise NotYours("role", _("Ce n’est pas à vous de le faire."))
    lock(tours=[tour.pk], stops=days)
    stops = Stop.objects.filter(tour=tour, state=StopState.OPTION, pk__in=days).told()
    found = {stop.pk: stop for stop in stops}
    if set(found) != set(days) or sorted(stop.day for stop in stops) != sorted(days.values()):
        raise NotNow("stale", _("La tournée a changé depuis ce calcul : refaites-le."))
    moved = 0
    for pk, day in days.items():
        stop = found[pk]
        if stop.day != day:
            before, stop.day = stop.day, day
            stop.save(update_fields=["day", "changed_at"])
            following.note(stop, "move", by, stop.state, f"{before} → {day}")
            moved += 1
    return moved
