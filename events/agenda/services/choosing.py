"""What a reader looks for in the agenda, as an address says it; whatever an address says, there is an answer."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import EventKind, Session, Territory
from millecafes.places import labels

FIRST_YEAR, LAST_YEAR = 2019, 2100
PAST = "passe"
PARAMETERS = {
    "kind": "sorte",
    "department": "departement",
    "territory": "territoire",
    "period": "periode",
    "day": "jour",
}
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Choice:
    """The filters of the agenda; what cannot be understood is left out, and said in ``remarks``."""

    kind: str = ""
    department: str = ""
    territory: str = ""
    period: str = ""  # nothing: to come; « passe »; a year
    day: str = ""
    remarks: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def asked_in(cls, parameters, territories: list[Territory]) -> "Choice":
        """``territories`` are those that exist."""
        given = {name: parameters.get(word, "").strip()[:60] for name, word in PARAMETERS.items()}
        given["department"] = given["department"].upper()
        known = {
            "kind": given["kind"] in EventKind.values,
            "department": given["department"] in labels.departments(),
            "territory": given["territory"] in {territory.slug for territory in territories},
            "period": given["period"] == PAST or year_of(given["period"]) is not None,
            "day": day_of(given["day"]) is not None,
        }
        left_out = [name for name, value in given.items() if value and not known[name]]
        remarks = [_("Un des filtres de cette adresse n’existe pas : il n’est pas pris en compte.")] if left_out else []
        return cls(**{name: given[name] for name in given if name not in left_out}, remarks=tuple(remarks))

    def query(self, **changes) -> str:
        """The same filters but for ``changes``, as an address says them."""
        chosen = replace(self, **changes)
        return urlencode([(PARAMETERS[name], value) for name in PARAMETERS if (value := getattr(chosen, name))])

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.department or self.territory or self.day)

    def anywhen(self, sessions: QuerySet[Session]) -> QuerySet[Session]:
        """Those that answer to all but the period."""
        asked = {
            "event__kind": self.kind,
            "commune__department": self.department,
            "event__territory__slug": self.territory,
        }
        return sessions.filter(**{name: value for name, value in asked.items() if value})

    def of(self, sessions: QuerySet[Session], at: datetime | None = None) -> QuerySet[Session]:
        """Those that answer to everything, in the order of the list."""
        sessions = self.anywhen(sessions)
        if self.day:
            return sessions.filter(day=day_of(self.day)).order_by("starts_at", "pk")
        if self.period == PAST:
            return sessions.past(at)
        if year := year_of(self.period):
            return sessions.filter(day__year=year).order_by("starts_at", "pk")
        return sessions.to_come(at)


def year_of(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{4}", text, re.ASCII) and FIRST_YEAR <= int(text) <= LAST_YEAR else None


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def month_of(text: str, at: date | None = None) -> date:
    """The first day of « 2027-07 »; of this month for anything else."""
    found = MONTH.fullmatch(text)
    today = at or timezone.localdate()
    return date(int(found[1]), int(found[2]), 1) if found else today.replace(day=1)
