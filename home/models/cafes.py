"""« Trouver un café »: the list of the cafés, its filters and its map."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page as ListPage
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.languages import FIRST, address_of
from millecafes.core.pages import SitePage
from millecafes.places import projection
from millecafes.places.models import Cafe, CafeModel, Commune, Department, Epci, Service
from millecafes.places.results import CAFES_A_PAGE, MOST_LISTED, Results
from millecafes.places.selection import MODELS, RADII, Kind, Selection


class CafesPage(SitePage, Page):
    """Where the cafés are; complete without script, quicker with."""

    body = StoryField(STORY, verbose_name=gettext_lazy("contenu"), blank=True, default=list)

    content_panels = [*SitePage.content_panels, FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = gettext_lazy("carte des cafés")
        verbose_name_plural = gettext_lazy("cartes des cafés")

    def get_context(self, request, *args, **kwargs):
        results = Results(Selection.asked_in(request.GET))
        size = MOST_LISTED if request.GET.get("tout") else CAFES_A_PAGE
        finder = finder_of(results, request.GET.get("page", ""), size)
        query = f"?{results.selection.query()}".rstrip("?")
        addresses = {
            "full_url": request.build_absolute_uri(address_of(self)) + query,
            "frame_url": request.build_absolute_uri(reverse("cafes_embedded")) + query,
        }
        return super().get_context(request, *args, **kwargs) | addresses | {"finder": finder}


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
    def total(self) -> str:
        if self.kind == Kind.TOUR and not self.number:
            return _("pas de date annoncée")
        return number_format(self.number, force_grouping=True)


@dataclass
class Finder:
    """What the templates of the map are given."""

    results: Results
    cafes: ListPage
    service_names: dict[int, str]

    view_box, width, height, frames = projection.VIEW_BOX, projection.WIDTH, projection.HEIGHT, projection.FRAMES
    models = [(code, CafeModel(value).label) for code, value in MODELS.items()]

    @property
    def selection(self) -> Selection:
        return self.results.selection

    def told(self, cafe: Cafe) -> ToldCafe:
        names = [self.service_names.get(service.number, service.name) for service in cafe.services.all()]
        return ToldCafe(cafe, Kind.of(cafe.support), names, getattr(cafe, "km", None))

    @property
    def told_cafes(self) -> list[ToldCafe]:
        return [self.told(cafe) for cafe in self.cafes]

    @property
    def kinds(self) -> list[ToldKind]:
        return [ToldKind(*row) for row in self.results.kinds]

    @property
    def count(self) -> str:
        """How many cafés, and near what."""
        n = self.results.total
        said = ngettext("%(n)s café", "%(n)s cafés", n) % {"n": number_format(n, force_grouping=True)}
        if self.selection.place:
            return _("%(cafes)s, du plus proche de %(place)s au plus loin") % {
                "cafes": said,
                "place": self.selection.place.name,
            }
        return _("%(cafes)s, du plus proche de vous au plus loin") % {"cafes": said} if self.selection.point else said

    @cached_property
    def departments(self) -> list[Department]:
        """Those where there is a café, in the order of their names."""
        cafes = Cafe.objects.on_map().filter(commune__department=OuterRef("pk"))
        found = Department.objects.filter(Exists(cafes)).select_related("region")
        return sorted(found, key=lambda department: department.name)

    @cached_property
    def regions(self) -> list:
        regions = {one.region_id: one.region for one in self.departments if one.region_id}
        return sorted(regions.values(), key=lambda region: region.name)

    @cached_property
    def services(self) -> list[tuple[str, str]]:
        """Code and name of each."""
        codes = Service.objects.in_language(FIRST).order_by("number").values_list("code", "number")
        return [(code, self.service_names[number]) for code, number in codes]

    @property
    def start(self) -> int:
        return max(self.cafes.start_index(), 1)

    @property
    def near(self) -> str:
        """What the field says: the place that was understood, or what was typed."""
        return self.selection.place.name if self.selection.place else self.selection.near

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
            "words": f"« {selection.words} »",
            "region": next((one.name for one in self.regions if one.pk == selection.region), selection.region),
            "department": next(
                (one.name for one in self.departments if one.pk == selection.department), selection.department
            ),
            "model": dict(self.models).get(selection.model, ""),
            "epci": self.territory,
            "commune": self.territory,
            "radius": _("à moins de %(km)s km") % {"km": selection.radius},
        }
        chosen = [(label, query(**{name: ""})) for name, label in names.items() if getattr(selection, name)]
        if selection.point:
            place = selection.place.name if selection.place else _("ma position")
            nowhere = query(near="", key="", position="", radius="")
            chosen.insert(0, (_("près de %(place)s") % {"place": place}, nowhere))
        others = dict(self.services)
        for code in selection.services:
            chosen.append((others[code], query(services=tuple(one for one in selection.services if one != code))))
        return chosen

    @property
    def territory(self) -> str:
        """The communes of a frame or of a link, which no field of the form tells."""
        if self.selection.commune:
            return Commune.objects.get(pk=self.selection.commune).name
        return Epci.objects.get(pk=self.selection.epci).name if self.selection.epci else ""

    @property
    def query(self) -> str:
        query = self.selection.query()
        return f"{query}&" if query else ""

    @property
    def points_query(self) -> str:
        """What decides of the points; near what one looks does not, without a radius."""
        near = {} if self.selection.radius else {"near": "", "key": "", "position": ""}
        return self.selection.query(**near)

    @property
    def choices(self) -> list[tuple]:
        """The villages of the same name, each with the query string that chooses it."""
        if len(self.selection.places) < 2:
            return []
        return [
            (place, self.selection.query(near=place.name, key=key_of_place(place))) for place in self.selection.places
        ]

    @property
    def is_unknown(self) -> bool:
        """A village was asked for that nobody knows."""
        return bool(self.selection.near and not self.selection.places)


def key_of_place(place) -> str:
    """As « places.finding.place_of » reads it: a former commune often has the code of the whole."""
    return place.pk if isinstance(place, Commune) else f"{place.pk}D"


def finder_of(results: Results, page: str = "", size: int = CAFES_A_PAGE) -> Finder:
    return Finder(results, results.page(page, size), Service.objects.names(get_language()))
