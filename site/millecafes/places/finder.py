"""The cafés found, as the templates of the map and of the list are given them."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page as ListPage
from django.db.models import Value
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from millecafes.core.languages import FIRST
from millecafes.places import labels, projection
from millecafes.places.models import Cafe, CafeModel, Commune, Epci, Service
from millecafes.places.names import key_of
from millecafes.places.results import CAFES_A_PAGE, Results
from millecafes.places.selection import MODELS, RADII, SUPPORTS, Kind, Selection
from millecafes.places.stops import Stop


@dataclass
class ToldCafe:
    """A café as the list and the popup say it."""

    cafe: Cafe
    kind: Kind
    services: list[str]
    km: float | None

    @property
    def distance(self) -> str:
        """« à 4 km »; under one kilometre there is no more to say."""
        if self.km is None:
            return ""
        return _("à moins d’un km") if self.km < 1 else _("à %(km)d km") % {"km": round(self.km)}


@dataclass
class ToldKind:
    """One of the three toggles: ``total`` in words when there is nothing to count yet."""

    kind: Kind
    number: int
    is_shown: bool

    @property
    def is_unannounced(self) -> bool:
        return self.kind == Kind.TOUR and not self.number

    @property
    def total(self) -> str:
        if self.is_unannounced:
            return _("pas de date annoncée")
        return number_format(self.number, force_grouping=True)


@dataclass
class ToldServices:
    """What the services are called here, in their order, and which of them each café has."""

    names: dict[str, str]
    by_cafe: dict[int, list[str]]

    @classmethod
    def of(cls, cafes) -> "ToldServices":
        """In one query, whatever the number of cafés."""
        fields = ("number", "code", "name", "locale__language_code")
        known = Service.objects.order_by().values_list(*fields, Value(0))
        links = Cafe.services.through.objects.filter(cafe_id__in=[cafe.pk for cafe in cafes]).order_by()
        links = links.values_list(*(f"service__{name}" for name in fields), "cafe_id")
        rows = sorted(known.union(links, all=True), key=lambda row: row[0])
        spoken = {code: name for _number, code, name, language, _cafe in rows if language == get_language()}
        first = {code: name for _number, code, name, language, _cafe in rows if language == FIRST}
        by_cafe = {}
        for _number, code, name, _language, cafe in rows:
            if cafe:
                by_cafe.setdefault(cafe, []).append(spoken.get(code, name))
        return cls({code: spoken.get(code, name) for code, name in first.items()}, by_cafe)


def told(cafe: Cafe, services: ToldServices) -> ToldCafe:
    return ToldCafe(cafe, Kind.of(cafe.support), services.by_cafe.get(cafe.pk, []), getattr(cafe, "km", None))


@dataclass
class Finder:
    """What the templates of the map are given."""

    results: Results
    cafes: ListPage
    told_services: ToldServices

    view_box, width, height, frames = projection.VIEW_BOX, projection.WIDTH, projection.HEIGHT, projection.FRAMES
    models = [(code, CafeModel(value).label) for code, value in MODELS.items()]

    @property
    def selection(self) -> Selection:
        return self.results.selection

    @property
    def stops(self) -> list[Stop]:
        return self.results.stops

    @property
    def told_cafes(self) -> list[ToldCafe]:
        return [told(cafe, self.told_services) for cafe in self.cafes]

    @property
    def kinds(self) -> list[ToldKind]:
        return [ToldKind(*row) for row in self.results.kinds]

    @property
    def count(self) -> str:
        """How many cafés, and near what; how many dates of the mobile café."""
        n = len(self.stops)
        dates = ngettext("%(n)s date de tournée", "%(n)s dates de tournée", n) % {"n": number_format(n)} if n else ""
        if not dates:
            return self.count_of_cafes
        if not SUPPORTS.keys() & set(self.selection.shown_kinds):
            return dates
        return _("%(cafes)s, et %(dates)s") % {"cafes": self.count_of_cafes, "dates": dates}

    @property
    def count_of_cafes(self) -> str:
        n = self.results.total
        said = ngettext("%(n)s café", "%(n)s cafés", n) % {"n": number_format(n, force_grouping=True)}
        if self.near_name:
            return _("%(cafes)s, du plus proche de %(place)s au plus loin") % {"cafes": said, "place": self.near_name}
        return _("%(cafes)s, du plus proche de vous au plus loin") % {"cafes": said} if self.selection.point else said

    @property
    def departments(self) -> list[tuple[str, str]]:
        """Code and name of those where there is a café, in the order of their names."""
        names = labels.departments()
        codes = {*self.results.by_department, *filter(None, [self.selection.department])}
        return sorted(((code, names.get(code, code)) for code in codes), key=lambda one: key_of(one[1]))

    @property
    def regions(self) -> list[tuple[str, str]]:
        codes = {labels.region_of(code) for code in self.results.by_department} | {self.selection.region}
        names = [(code, name) for code, name in labels.regions().items() if code in codes]
        return sorted(names, key=lambda one: key_of(one[1]))

    @cached_property
    def territories(self) -> dict[str, str]:
        """What the selection is confined to, each by its name, the smallest first."""
        chosen, found = self.selection, {}
        if chosen.commune:
            found["commune"] = Commune.objects.get(pk=chosen.commune).name
        if chosen.epci:
            found["epci"] = Epci.objects.get(pk=chosen.epci).name
        if chosen.department:
            found["department"] = labels.departments()[chosen.department]
        if chosen.region:
            found["region"] = labels.regions()[chosen.region]
        return found

    @property
    def territory(self) -> str:
        return next(iter(self.territories.values()), "")

    @property
    def services(self) -> list[tuple[str, str]]:
        """Code and name of each."""
        return list(self.told_services.names.items())

    @property
    def start(self) -> int:
        return max(self.cafes.start_index(), 1)

    @property
    def near_name(self) -> str:
        """The village from which distances are counted, or the postcode of several; none for a position."""
        return self.selection.place.name if self.selection.place else self.selection.postcode

    @property
    def near(self) -> str:
        """What the field says: the place that was understood, or what was typed."""
        return self.selection.place.full_name if self.selection.place else self.selection.near

    @property
    def near_point(self) -> str:
        """Where distances are counted from, for the script."""
        point = self.selection.point
        return f"{point.lat:.4f},{point.lon:.4f}" if point else ""

    @property
    def radius_choices(self) -> list[tuple[int, bool]]:
        """Those offered, and the one an address asks for."""
        chosen = int(self.selection.radius or 0)
        return [(km, km == chosen) for km in sorted({*RADII, chosen} - {0})]

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The filters in use, each with the query string that takes it away."""
        selection, query = self.selection, self.selection.query
        names = {
            "words": f"« {selection.words} »",
            "model": dict(self.models).get(selection.model, ""),
            **self.territories,
            "radius": _("à moins de %(km)s km") % {"km": selection.radius} if selection.is_within else "",
        }
        chosen = [(label, query(**{name: ""})) for name, label in names.items() if label and getattr(selection, name)]
        if selection.point:
            nowhere = query(near="", key="", position="", radius="")
            chosen.insert(0, (_("près de %(place)s") % {"place": self.near_name or _("ma position")}, nowhere))
        for code in selection.services:
            name = self.told_services.names.get(code, code)
            chosen.append((name, query(services=tuple(one for one in selection.services if one != code))))
        return chosen

    @property
    def query(self) -> str:
        query = self.selection.query()
        return f"{query}&" if query else ""

    @property
    def points_query(self) -> str:
        """What decides of the points; near what one looks does not, without a radius."""
        nowhere = {"near": "", "key": "", "position": "", "radius": ""}
        return self.selection.query(**{} if self.selection.is_within else nowhere)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The villages of the same name, each with the query string that chooses it."""
        if len(self.selection.places) < 2 or self.selection.postcode:
            return []
        places, query = self.selection.places, self.selection.query
        return [(place.full_name, query(near=place.name, key=place.key)) for place in places]

    @property
    def choices_left(self) -> int:
        """How many others have that name, and are not offered."""
        return self.selection.found.total - len(self.selection.places)

    @property
    def is_unknown(self) -> bool:
        """A village was asked for that nobody knows."""
        return bool(self.selection.near and not self.selection.places)

    @property
    def remarks(self) -> list[str]:
        """What of the address could not be understood."""
        selection, said = self.selection, list(self.selection.remarks)
        if selection.key and not (selection.near or selection.places):
            said.append(_("Aucune commune n’a ce code : nous montrons toute la France."))
        if selection.radius and not selection.is_within:
            said.append(_("Le rayon n’est pas pris en compte : dites d’abord près de quelle commune."))
        return said


def finder_of(results: Results, page: str = "", size: int = CAFES_A_PAGE) -> Finder:
    cafes = results.page(page, size)
    return Finder(results, cafes, ToldServices.of(cafes))
