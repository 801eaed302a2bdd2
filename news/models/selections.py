"""What a reader of the press review asks for, and what there is beside it."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Cast, Substr
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.models.choices import Category, Medium
from news.models.press import PressItem

PARAMETERS = {"year": "annee", "medium": "media", "topic": "sujet", "outlet": "titre"}
YEAR = re.compile(r"[1-9][0-9]{3}")
LONGEST = 120  # characters of a name that may exist
ANY = "*"  # whatever the subject
# On SQLite, Django's own way to a year is a call of Python for each row: a second for twenty thousand.
IN_YEAR = Substr(Cast("date", CharField()), 1, 4)
MOST_OUTLETS = 100  # offered to choose from: those that wrote most


@dataclass(frozen=True)
class Choice:
    """One value of a filter: how many items it would leave, and the query string that chooses it."""

    value: str
    label: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Selection:
    """The filters of the press review, as its address says them; an unknown value selects nothing."""

    year: str = ""
    medium: str = ""
    topic: str = ""
    outlet: str = ""

    @classmethod
    def asked_in(cls, parameters) -> "Selection":
        given = {name: parameters.get(parameter, "") for name, parameter in PARAMETERS.items()}
        return cls(**{name: value.replace("\0", "")[:LONGEST] for name, value in given.items()})

    def query(self, **changes) -> str:
        """The same filters but for ``changes``, as an address says them."""
        return urlencode(replace(self, **changes).parameters())

    def parameters(self, *, but: str = "") -> dict[str, str]:
        """What is chosen, by the names it has in addresses."""
        chosen = {name: getattr(self, name) for name in PARAMETERS if name != but}
        return {PARAMETERS[name]: value for name, value in chosen.items() if value}

    def items(self, *, but: str = ""):
        """The items that all the filters select, or all ``but`` one."""
        items, chosen = PressItem.objects.all(), replace(self, **{but: ""}) if but else self
        if chosen.year:
            items = items.of_year(int(chosen.year)) if YEAR.fullmatch(chosen.year) else items.none()
        if chosen.medium:
            items = items.in_medium(chosen.medium)
        if chosen.topic:
            items = items.about(chosen.topic)
        if chosen.outlet:
            items = items.by_outlet(chosen.outlet)
        return items


class Counts:
    """How many items each filter would leave with the others as they are: counted by the database, in one query."""

    def __init__(self, selection: Selection):
        self.selection = selection

    @cached_property
    def rows(self) -> dict[str, dict[str, Counter]]:
        """By filter, by value, by year."""
        parts = [
            self.part("year", F("in_year"), of_year=True),
            self.part("medium", F("medium")),
            self.part("outlet", F("outlet")),
            self.part("topic", F("topics__topic"), of_year=True),
            self.part("topic", Value(ANY), of_year=True),
        ]
        rows = defaultdict(lambda: defaultdict(Counter))
        for name, value, year, count in parts[0].union(*parts[1:], all=True):
            rows[name][value][year] += count
        return rows

    def part(self, name: str, value, of_year: bool = False):
        """Rows of the filter, its value, the year if it matters, and how many."""
        items = self.selection.items(but=name).order_by()
        items = items.annotate(filter=Value(name, CharField()), in_year=IN_YEAR if of_year else Value("", CharField()))
        return (
            items.annotate(value=Cast(value, CharField()))
            .values_list("filter", "value", "in_year")
            .annotate(Count("pk"))
        )

    @cached_property
    def by_year(self) -> dict[int, int]:
        return {int(value): count.total() for value, count in self.rows["year"].items()}

    def count(self, name: str, value: str) -> int:
        return self.rows[name][value].total()

    @property
    def total(self) -> int:
        """Of the items that all the filters select."""
        year = self.selection.year
        if year:
            return self.by_year.get(int(year), 0) if YEAR.fullmatch(year) else 0
        return sum(self.by_year.values())

    @property
    def years(self) -> list[Choice]:
        counted = sorted(self.by_year.items(), reverse=True)
        return self.choices("year", _("Toutes les années"), [(str(year), str(year), n) for year, n in counted])

    @property
    def media(self) -> list[Choice]:
        counted = [(code, label, self.count("medium", code)) for code, label in Medium.choices]
        return self.choices("medium", _("Tous les supports"), counted)

    @property
    def topics(self) -> list[Choice]:
        counted = [(code, label, self.count("topic", code)) for code, label in Category.choices]
        return self.choices("topic", _("Tous les sujets"), counted, total=self.count("topic", ANY))

    @property
    def outlets(self) -> list[Choice]:
        counted = [(name, name, count.total()) for name, count in self.rows["outlet"].items()]
        most = sorted(counted, key=lambda row: (-row[2], row[0]))[:MOST_OUTLETS]
        total = sum(count for _value, _label, count in counted)
        return self.choices("outlet", _("Tous les médias"), sorted(most), total)

    def choices(self, name: str, everything: str, counted: list, total: int | None = None) -> list[Choice]:
        """« All of them », then each value that would leave something."""
        total = sum(n for _value, _label, n in counted) if total is None else total
        return [
            Choice(value, label, n, self.selection.query(**{name: value}), value == getattr(self.selection, name))
            for value, label, n in [("", everything, total), *counted]
            if n or not value
        ]

    def sentence(self, year: int) -> str:
        """« 200 retombées en 2025, dont 75 sur les guinguettes »."""
        n, selection = self.by_year[year], self.selection
        said = [ngettext("%(n)d retombée", "%(n)d retombées", n) % {"n": n}]
        if selection.topic:
            said.append(str(Category(selection.topic).about))
        if selection.medium:
            said.append(str(Medium(selection.medium).through))
        said.append(_("en %(year)d") % {"year": year})
        if selection.outlet:
            said.append(f"({selection.outlet})")
        return " ".join(said) + self.most_told(year)

    def most_told(self, year: int) -> str:
        """The subject that comes first that year, if one does."""
        n, topic = max((self.rows["topic"][topic][str(year)], topic) for topic in Category.values)
        if self.selection.topic or not 0 < n < self.by_year[year]:
            return ""
        return _(", dont %(n)d %(about)s") % {"n": n, "about": Category(topic).about}
