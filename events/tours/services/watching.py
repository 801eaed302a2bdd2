"""What a planner is warned of, and decides herself: nothing here forbids."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.tours.models import Offer, OfferKind, RequestState, Stop, StopState
from events.tours.services.road import by_road
from millecafes.places.distances import km_between

NEAR, WITHIN = 15, timedelta(days=7)  # kilometres as the crow flies
FAR = 180  # kilometres by road, for each day that passes between two stops
MOST_IN_A_ROW = 5  # days
SUMMER = range(5, 10)  # months
VISA = timedelta(days=365)


def warnings_of(stops: list[Stop], others: Iterable[Stop] = (), *, has_route: bool = True) -> dict[int, list[str]]:
    """By the number of the stop, what is to be seen. ``stops`` are those of a tour that take a day or may take one,
    in the order of the days; ``others`` are those of the season that are not of the tour.
    """
    found: dict[int, list[str]] = defaultdict(list)
    placed = [(other.day, point, other.pk, other.host_name) for other in [*stops, *others] if (point := other.point)]
    goes_to, gaps = cache(Offer.goes_to), [days_apart(count) for count in range(WITHIN.days + 1)]
    for stop in stops:
        found[stop.pk] += alone(stop, goes_to)
        found[stop.pk] += near(stop, placed, gaps)
    if has_route:
        for before, stop in zip(stops, stops[1:], strict=False):
            found[stop.pk] += far(before, stop)
        for stop in without_rest(stops):
            words = _("Sans repos : %(count)d jours de suite jusqu’ici.")
            found[stop.pk].append(words % {"count": MOST_IN_A_ROW + 1})
    return {pk: words for pk, words in found.items() if words}


def alone(stop: Stop, goes_to: Callable) -> list[str]:
    """What its own day and its own offer say."""
    said = []
    if stop.offer.kind == OfferKind.GUINGUETTE and stop.day.month not in SUMMER:
        said.append(_("Une guinguette hors de la belle saison (mai à septembre)."))
    visa = stop.offer.visa_on
    if stop.offer.kind == OfferKind.CINEMA and visa and stop.day < visa + VISA:
        said.append(_("Le visa du film a moins d’un an ce jour-là : pas de projection en plein air."))
    if not stop.offer.holds(stop.day):
        said.append(_("Hors de la période de l’offre : elle vient %(period)s.") % {"period": stop.offer.period})
    if not goes_to(stop.offer, stop.host_commune.department):
        said.append(_("L’offre ne va pas dans ce département."))
    if stop.state == StopState.OPTION and stop.request_id and stop.request.state != RequestState.SUBMITTED:
        said.append(_("La demande n’attend plus de date : levez cette option."))
    if stop.is_late:
        said.append(_("Le lieu n’a pas répondu dans les temps : appelez-le, ou reprenez la date."))
    wished = getattr(stop, "wished", None)
    if wished is not None and stop.state == StopState.OPTION and stop.day not in wished:
        said.append(_("Ce jour n’est pas de ceux que le lieu a donnés."))
    return said


def near(stop: Stop, placed: Iterable[tuple], gaps: list[str]) -> list[str]:
    """Another stop in the neighbourhood the same week: they would share one public. ``placed``: the day, the point, the
    number and the name of each; ``gaps``: so many days apart, in words.
    """
    own, first, last = stop.point, stop.day - WITHIN, stop.day + WITHIN
    if own is None:
        return []
    said, words = [], _("À %(km)d km de %(host)s, %(days)s.")
    for day, point, pk, name in placed:
        if not first <= day <= last or pk == stop.pk:
            continue
        apart = km_between(*own, *point)
        if apart < NEAR:
            said.append(words % {"km": round(apart), "host": name, "days": gaps[abs((stop.day - day).days)]})
    return said


def days_apart(count: int) -> str:
    if not count:
        return _("le même jour")
    return ngettext("à un jour près", "à %(count)d jours près", count) % {"count": count}


def far(before: Stop, stop: Stop) -> list[str]:
    """More road than the days between them allow."""
    apart = by_road(before.point, stop.point)
    days = max((stop.day - before.day).days, 1)
    if apart <= FAR * days:
        return []
    return [_("Longue route : environ %(km)d km depuis %(host)s.") % {"km": round(apart), "host": before.host_name}]


def without_rest(stops: list[Stop]) -> list[Stop]:
    """The stops that come on one day too many in a row."""
    days = sorted({stop.day for stop in stops})
    run, tired = 1, set()
    for before, day in zip(days, days[1:], strict=False):
        run = run + 1 if (day - before).days == 1 else 1
        if run > MOST_IN_A_ROW:
            tired.add(day)
    return [stop for stop in stops if stop.day in tired]
