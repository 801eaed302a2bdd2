"""The figures of a season: added up from the register of activities and from nothing else, each with its rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from events.tours.models import Activity, ActivityKind, CompanyKind, Season

FILTERS = {"kind": "sorte", "tour": "tournee", "of": "chiffre"}
# What a figure counts, as the list of rows knows it.
ROWS = {
    "tournees": Q(tour__isnull=False),
    "participants": Q(tour__isnull=False, participants__gt=0),
    "lieux": Q(tour__isnull=False) & (Q(cafe__isnull=False) | Q(commune__isnull=False)),
    "seniors": Q(seniors__gt=0),
    "nouvelles": Q(newcomers__gt=0),
    "repas": Q(meals__gt=0),
    "tous": Q(),
}


@dataclass(frozen=True)
class Figure:
    """One number, what it counts, and where its rows are."""

    number: int
    words: str
    query: str
    note: str = ""


def activities_of(season: Season):
    return Activity.objects.filter(season=season)


def figures_of(season: Season) -> list[Figure]:
    """Of its tours first."""
    rows = activities_of(season)
    told = rows.aggregate(
        tours=Count("tour", distinct=True),
        on_tour=Sum("participants", filter=Q(tour__isnull=False)),
        cafes=Count("cafe", distinct=True, filter=Q(tour__isnull=False)),
        communes=Count("commune", distinct=True, filter=Q(tour__isnull=False)),
        companies=Count("stop__company", distinct=True, filter=Q(stop__company__kind=CompanyKind.COMPANY)),
        associations=Count("stop__company", distinct=True, filter=Q(stop__company__kind=CompanyKind.ASSOCIATION)),
        old=Sum("seniors"),
        new=Sum("newcomers"),
        served=Sum("meals"),
        everybody=Sum("participants"),
    )
    told = {name: value or 0 for name, value in told.items()}
    unknown = rows.filter(participants=None).count()
    places = _("cafés : %(cafes)d, communes : %(communes)d") % told
    companies = _("compagnies : %(companies)d, associations : %(associations)d") % told
    silent = _("sans compter %(count)d lignes qui ne disent pas combien") % {"count": unknown} if unknown else ""
    return [
        Figure(told["tours"], _("tournées"), "chiffre=tournees", companies),
        Figure(told["on_tour"], _("participants aux tournées"), "chiffre=participants"),
        Figure(told["cafes"] + told["communes"], _("cafés et communes des tournées"), "chiffre=lieux", places),
        Figure(told["everybody"], _("participants en tout"), "chiffre=tous", silent),
        Figure(told["old"], _("personnes de 65 ans et plus"), "chiffre=seniors"),
        Figure(told["new"], _("nouvelles têtes"), "chiffre=nouvelles"),
        Figure(told["served"], _("repas partagés"), "chiffre=repas"),
    ]


def kinds_of(season: Season) -> list[Figure]:
    """How many times each kind of activity was held."""
    numbers = dict(
        activities_of(season).order_by().values_list("kind").annotate(Sum("sessions_count")).order_by("kind")
    )
    return [
        Figure(numbers[kind.value], str(kind.label), f"sorte={kind.value}")
        for kind in ActivityKind
        if numbers.get(kind.value)
    ]


def rows_of(season: Season, parameters):
    """The rows behind a figure, as an address says it; what it says wrongly is left out."""
    rows = activities_of(season).select_related(
        "tour", "stop__company", "season", "cafe__commune__department", "cafe__delegated", "commune__department"
    )
    if (kind := parameters.get("sorte", "")) in ActivityKind.values:
        rows = rows.filter(kind=kind)
    if (figure := parameters.get("chiffre", "")) in ROWS:
        rows = rows.filter(ROWS[figure])
    tour = parameters.get("tournee", "")
    if tour.isdecimal() and len(tour) < 10:
        rows = rows.filter(tour=int(tour))
    return rows.order_by(F("day").asc(), "pk")


def columns() -> list[str]:
    return [
        _("Numéro"), _("Jour"), _("Sorte"), _("Titre"), _("Tournée"), _("Lieu"), _("Commune"), _("Département"),
        _("Séances"), _("Participants"), _("65 ans et plus"), _("Nouvelles têtes"), _("Repas"), _("Source"),
        _("Précision"), _("En quelques mots"),
    ]  # fmt: skip


def cells(rows) -> Iterator[list]:
    """One line an activity, as a spreadsheet takes it."""
    for row in rows:
        commune = row.host_commune
        yield [
            row.pk, row.day.isoformat(), row.get_kind_display(), row.title, row.tour.name if row.tour else "",
            row.where, commune.name if commune else "", commune.department_id if commune else "",
            row.sessions_count, *("" if value is None else value for value in
            (row.participants, row.seniors, row.newcomers, row.meals)),
            row.get_source_display(), row.source_note, row.comment,
        ]  # fmt: skip
