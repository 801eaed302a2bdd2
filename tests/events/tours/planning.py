"""A season as planners know it: a tour, its offer, and requests from villages that are apart."""

from itertools import count

from events.tours.models import ProgrammeRequest, Stop, Tour
from events.tours.services import act
from events.tours.services.planning import place
from millecafes.places.models import Cafe, Commune
from tests.events.tours import factories as make
from tests.places.factories import make_commune

_numbers = count(1)


def make_village(lat=44.0, lon=2.0) -> Commune:
    number = next(_numbers)
    return make_commune(f"12{number:03}", f"Village {number}", 400, lat=lat, lon=lon)


def make_cafe_at(lat=44.0, lon=2.0, **fields) -> Cafe:
    number = next(_numbers)
    commune = fields.pop("commune", None) or make_village(lat, lon)
    return Cafe.objects.create(name=f"Café {number}", slug=f"le-cafe-{number}", commune=commune, lat=lat, lon=lon)


def make_open_tour(**fields) -> Tour:
    """In which dates may be proposed, with an offer of its company."""
    tour = make.make_tour(state="open", **fields)
    tour.own_offer = make.make_offer(tour.season, company=tour.company, kind=tour.kind)
    return tour


def ask(tour: Tour, *, days=(50,), lat=44.0, lon=2.0, **fields) -> ProgrammeRequest:
    """A request for the offer of the tour, of a new café."""
    host = {} if {"cafe", "commune"} & fields.keys() else {"cafe": make_cafe_at(lat, lon)}
    offer = tour.own_offer if hasattr(tour, "own_offer") else tour.company.offers.first()
    return make.make_request(offer, season=tour.season, days=days, **host | fields)


def propose(tour: Tour, by, *, days=50, **fields) -> Stop:
    """One of its dates, proposed."""
    request = ask(tour, days=(days,), **fields)
    return place(tour, request, by, day=make.in_days(days))[0]


def confirm(tour: Tour, by, **fields) -> Stop:
    """One of its dates, that its host has accepted."""
    stop = propose(tour, by, **fields)
    act(stop.request, "confirm", by)
    return Stop.objects.told().get(pk=stop.pk)
