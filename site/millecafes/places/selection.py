"""What somebody looks for among the cafés, as an address says it; whatever an address says, there is an answer."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import fmean
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from millecafes.places import labels
from millecafes.places.finding import Found, place_of, search_places
from millecafes.places.models import (
    Cafe,
    CafeModel,
    Commune,
    DelegatedCommune,
    Epci,
    Support,
)
from millecafes.places.names import key_of
from millecafes.places.near import Point, in_box
from millecafes.places.stops import Stop, upcoming

LONGEST = 100  # characters read of what is typed
MOST_PLACES = 12  # to choose from, when a name is that of several villages
MOST_OF_POSTCODE = 60  # the largest serves 46 communes
POSTCODE = re.compile(r"[0-9]{5}")
RADII = (10, 25, 50, 100)  # kilometres, offered
FARTHEST = 500
WHOLE = re.compile(r"[0-9]{1,4}")
POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,20})?),(-?\d{1,3}(?:\.\d{1,20})?)")
POSITION_DECIMALS = 2  # about a kilometre: all that is kept of where a reader stands


class Kind(TextChoices):
    """The three kinds of the map; the values are words of its addresses."""

    OPENING = "ouverture", gettext_lazy("Cafés accompagnés à l’ouverture")
    OPERATION = "exploitation", gettext_lazy("Cafés accompagnés à l’exploitation")
    TOUR = "tournee", gettext_lazy("Tournées du café itinérant")

    @classmethod
    def of(cls, support: str) -> "Kind":
        return cls.OPENING if support == Support.OPENING else cls.OPERATION


SUPPORTS = {Kind.OPENING: Support.OPENING, Kind.OPERATION: Support.OPERATION}
PARAMETERS = {
    "words": "q",
    "near": "pres",
    "key": "lieu",
    "position": "point",
    "radius": "rayon",
    "region": "region",
    "department": "departement",
    "epci": "epci",
    "commune": "insee",
    "model": "modele",
}
MODELS = {
    "entrepreneurial": CafeModel.ENTREPRENEURIAL,
    "associatif": CafeModel.ASSOCIATIF,
    "itinerant": CafeModel.ITINERANT,
}


class Spot(NamedTuple):
    """What the map and the distances need to know of a café."""

    pk: int
    support: str
    lat: float | None
    lon: float | None
    department: str


def spots_of(cafes: QuerySet[Cafe]) -> list[Spot]:
    rows = cafes.order_by().values_list("pk", "support", "lat", "lon", "commune__department")
    return [Spot(*row) for row in rows]


@dataclass(frozen=True)
class Selection:
    """The filters of the map and of its list; what cannot be understood is left out, and said in ``remarks``."""

    words: str = ""
    near: str = ""
    key: str = ""
    position: str = ""
    radius: str = ""
    region: str = ""
    department: str = ""
    epci: str = ""
    commune: str = ""
    model: str = ""
    services: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    remarks: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def asked_in(cls, parameters) -> "Selection":
        given = {name: clean(parameters.get(parameter, "")) for name, parameter in PARAMETERS.items()}
        services = tuple(dict.fromkeys(filter(None, map(clean, parameters.getlist("service")[:LONGEST]))))
        kinds = tuple(kind for kind in Kind.values if kind in parameters.getlist("sorte"))
        too_long = [_("Seuls les cent premiers signes de votre recherche sont lus.")]
        too_long = too_long if any(len(parameters.get(name, "")) > LONGEST for name in ("q", "pres")) else []
        return Reading(given, services, () if len(kinds) == len(Kind) else kinds, too_long).selection()

    def parameters(self) -> list[tuple[str, str]]:
        """What is chosen, by the names it has in addresses."""
        chosen = [(PARAMETERS[name], value) for name in PARAMETERS if (value := getattr(self, name))]
        return [*chosen, *(("service", code) for code in self.services), *(("sorte", kind) for kind in self.kinds)]

    def query(self, **changes) -> str:
        """The same filters but for ``changes``, as an address says them."""
        return urlencode(replace(self, **changes).parameters())

    @property
    def shown_kinds(self) -> tuple[str, ...]:
        return self.kinds or tuple(Kind.values)

    @property
    def is_narrowed(self) -> bool:
        """Whether something besides the kinds and the place near which one looks leaves cafés out."""
        return bool(self.filters_count or self.words or self.is_within or self.epci or self.commune)

    @property
    def filters_count(self) -> int:
        """How many filters of the folded part of the form are in use."""
        return len(self.services) + sum(map(bool, (self.words, self.region, self.department, self.model)))

    # -- Near what ----------------------------------------------------------------------------------------------------

    @cached_property
    def found(self) -> Found:
        """The villages that « near » may mean: one when it is clear."""
        if self.position or not (self.near or self.key):
            return Found()
        if self.key and (known := place_of(self.key)) and self.near in ("", known.name, known.full_name):
            return Found([known], 1)
        most = MOST_OF_POSTCODE if POSTCODE.fullmatch(self.near) else MOST_PLACES
        return search_places(self.near, most) if self.near else Found()

    @property
    def places(self) -> list[Commune | DelegatedCommune]:
        return self.found.places

    @property
    def place(self) -> Commune | DelegatedCommune | None:
        return self.places[0] if len(self.places) == 1 else None

    @property
    def postcode(self) -> str:
        """The postcode that was typed, when several villages share it: no need to know which of them is meant."""
        if len(self.places) < 2 or not POSTCODE.fullmatch(self.near):
            return ""
        shared = all(self.near in getattr(place, "postcodes", "").split() for place in self.places)
        return self.near if shared else ""

    @cached_property
    def point(self) -> Point | None:
        """Where distances are counted from: the middle of the villages, when it is their postcode that was typed."""
        if self.position:
            return Point(*map(float, self.position.split(",")))
        meant = self.places if self.place or self.postcode else []
        points = [(place.lat, place.lon) for place in meant if place.lat is not None]
        return Point(*map(fmean, zip(*points, strict=True))) if points else None

    @property
    def is_within(self) -> bool:
        """Whether a radius leaves cafés out: it needs a place to be counted from."""
        return bool(self.radius and self.point)

    @cached_property
    def circle(self) -> list[Spot] | None:
        """The cafés within the radius, whatever their kind; None when there is no radius."""
        if not (self.point and self.radius):
            return None
        spots = spots_of(in_box(self.matching(), self.point, int(self.radius)))
        return [spot for spot in spots if self.point.km_to(spot.lat, spot.lon) <= int(self.radius)]

    # -- What ---------------------------------------------------------------------------------------------------------

    def matching(self) -> QuerySet[Cafe]:
        """The cafés that answer to all but the kinds and the radius."""
        asked = {"commune__department__region": self.region, "commune__department": self.department}
        return self.everywhere().filter(**{name: code for name, code in asked.items() if code})

    def everywhere(self) -> QuerySet[Cafe]:
        """As ``matching``, whatever the region and the department."""
        asked = {"commune__epci": self.epci, "commune": self.commune}
        cafes = Cafe.objects.on_map().filter(**{name: code for name, code in asked.items() if code})
        for word in key_of(self.words).split():
            village = Q(commune__search_name__contains=word) | Q(delegated__search_name__contains=word)
            cafes = cafes.filter(Q(search_name__contains=word) | village | Q(postcode=word))
        for code in self.services:
            cafes = cafes.filter(pk__in=Cafe.services.through.objects.filter(service__code=code).values("cafe_id"))
        if self.model:
            cafes = cafes.filter(model=MODELS[self.model])
        # What has no point has no distance.
        return cafes.filter(lat__isnull=False) if self.point else cafes

    def cafes(self) -> QuerySet[Cafe]:
        """The cafés that answer to everything."""
        cafes = self.matching()
        if self.circle is not None:
            cafes = cafes.filter(pk__in=[spot.pk for spot in self.circle])
        if self.kinds:
            cafes = cafes.filter(support__in=[SUPPORTS[kind] for kind in self.kinds if kind in SUPPORTS])
        return cafes

    @cached_property
    def stops(self) -> list[Stop]:
        """The dated stops that answer to all but the kinds; a café's services and model are none of theirs."""
        if self.services or self.model:
            return []
        words = key_of(self.words).split()
        return [stop for stop in upcoming() if self.takes_place(stop) and self.says(stop, words)]

    def takes_place(self, stop: Stop) -> bool:
        commune = stop.commune
        known = (commune.department.region_id, commune.department_id, commune.epci_id, commune.pk)
        asked = (self.region, self.department, self.epci, self.commune)
        far = self.point and self.radius and self.point.km_to(stop.lat, stop.lon) > int(self.radius)
        return not far and all(not code or code == own for code, own in zip(asked, known, strict=True))

    def says(self, stop: Stop, words: list[str]) -> bool:
        text = f"{key_of(stop.title)} {stop.commune.search_name} {stop.commune.postcodes}"
        return all(word in text for word in words)


def clean(value: str) -> str:
    return " ".join(value.replace("\0", " ").split())[:LONGEST].strip()


@dataclass
class Reading:
    """Keeps of what an address says that which exists, and says kindly what does not."""

    given: dict[str, str]
    services: tuple[str, ...]
    kinds: tuple[str, ...]
    remarks: list[str]

    def selection(self) -> Selection:
        self.read_position()
        self.read_radius()
        self.read_territory()
        if self.given["model"] and self.given["model"] not in MODELS:
            self.leave_out("model", _("Ce modèle de café n’existe pas : il n’est pas pris en compte."))
        return Selection(**self.given, services=self.services, kinds=self.kinds, remarks=tuple(self.remarks))

    def leave_out(self, name: str, remark: str) -> None:
        self.given[name] = ""
        self.remarks.append(remark)

    def read_position(self) -> None:
        """To about a kilometre, however precise the address is."""
        if not self.given["position"]:
            return
        found = POINT.fullmatch(self.given["position"].replace(" ", ""))
        if not found or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
            self.leave_out("position", _("Cette position n’est pas sur la Terre : elle n’est pas prise en compte."))
            return
        self.given["position"] = ",".join(f"{float(degrees):.{POSITION_DECIMALS}f}" for degrees in found.groups())
        self.given["near"] = self.given["key"] = ""

    def read_radius(self) -> None:
        radius = self.given["radius"]
        if radius and not (WHOLE.fullmatch(radius) and 1 <= int(radius) <= FARTHEST):
            self.leave_out("radius", _("Le rayon est un nombre de kilomètres entre 1 et 500 : celui-ci est oublié."))
        elif radius and not (self.given["position"] or self.given["near"] or self.given["key"]):
            self.leave_out("radius", _("Pour chercher dans un rayon, dites d’abord près de quelle commune."))

    def read_territory(self) -> None:
        remarks = {
            "region": (labels.regions(), _("Cette région n’existe pas : nous montrons toute la France.")),
            "department": (labels.departments(), _("Ce département n’existe pas : il n’est pas pris en compte.")),
        }
        for name, (known, remark) in remarks.items():
            self.given[name] = self.given[name].upper()
            if self.given[name] and self.given[name] not in known:
                self.leave_out(name, remark)
        remarks = {
            "epci": (Epci, _("Cette intercommunalité n’existe pas : elle n’est pas prise en compte.")),
            "commune": (Commune, _("Aucune commune ne porte ce code INSEE : il n’est pas pris en compte.")),
        }
        for name, (model, remark) in remarks.items():
            self.given[name] = code = self.given[name].upper()
            if known := model.objects.filter(pk=code).first() if code else None:
                self.given[name] = known.current.pk if isinstance(known, Commune) else known.pk
            elif code:
                self.leave_out(name, remark)
