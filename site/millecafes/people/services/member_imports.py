"""Inviting the people of a file: read whole first, and written only if nothing in it is wrong.

The same file twice, or stopped half way and begun again, invites each person once.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from millecafes.people.models import CafeRole, Invitation, Mandate, ProjectHolder, Role, User
from millecafes.people.services import member_cells as cells
from millecafes.people.services.invitations import invite
from millecafes.people.services.log import log
from millecafes.people.services.member_files import COLUMNS, Fault, MembersFileError, lines_of, words_of

MOST_LINES = 200_000  # a command reads that many; a screen is given less
MOST_FAULTS = 100  # told at once
TOGETHER = 200  # people looked for, and written, at once

Key = tuple[str, str, str | None, int | None]  # one person, one role, one place


@dataclass(slots=True)
class Guest:
    """A line that can be understood."""

    line: int
    email: str
    name: str
    language: str
    starts_on: date | None
    ends_on: date | None
    role: Role
    place: dict = field(default_factory=dict)  # what ``invite`` takes to say which

    @property
    def key(self) -> Key:
        commune, cafe = self.place.get("commune"), self.place.get("cafe")
        return self.email, str(self.role), commune and commune.pk, cafe and cafe.pk


@dataclass
class Plan:
    """What importing the file would do; nothing at all when it has faults."""

    guests: list[Guest] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    count: int = 0  # lines read
    invited: int = 0  # already: this file has been here before, or somebody was quicker
    in_place: int = 0
    is_cut: bool = False  # there may be faults further down

    @property
    def new(self) -> int:
        return len(self.guests)

    @property
    def by_role(self) -> list[tuple[str, int]]:
        counts = Counter(guest.role for guest in self.guests)
        return [(role.label, counts[role]) for role in Role if counts[role]]

    def __str__(self):
        return _(
            "Lignes : %(count)s. Invitations à envoyer : %(new)s. Déjà invités : %(invited)s. "
            "Déjà en place : %(in_place)s."
        ) % {
            "count": self.count,
            "new": self.new,
            "invited": self.invited,
            "in_place": self.in_place,
        }


def plan_import(raw: bytes, most: int = MOST_LINES) -> Plan:
    """Read the file and say what it would do; raises ``MembersFileError`` when it cannot be read."""
    plan, seen = Plan(), {}
    for some in batched(readings(words_of(raw), most, plan), TOGETHER):
        guests = [guest for guest in some if is_first(guest, seen, plan)]
        known = invitations_of(guests)
        places = places_of(guests)
        for guest in guests:
            if guest.key in places:
                plan.in_place += 1
            elif guest.key in known:
                plan.invited += 1
            else:
                plan.guests.append(guest)
    return plan


def batched(things, size: int) -> Iterator[list]:
    """A few at a time (Python 3.12 has it)."""
    things = iter(things)
    while some := list(islice(things, size)):
        yield some


def readings(text: str, most: int, plan: Plan) -> Iterator[Guest]:
    places = cells.Places()
    for number, row in lines_of(text, most):
        if len(plan.faults) >= MOST_FAULTS:
            plan.is_cut = True
            return
        plan.count += 1
        try:
            yield guest_of(number, row, places)
        except cells.Unreadable as error:
            plan.faults.append(fault_of(number, error.column, row[error.column], str(error)))


def fault_of(number: int, column: str, read: str, message: str) -> Fault:
    return Fault(number, COLUMNS[column], read, message)


def guest_of(number: int, row: dict[str, str], places: cells.Places) -> Guest:
    role = cells.role_of(row["role"])
    starts_on, ends_on = cells.days_of(row["starts_on"], row["ends_on"])
    return Guest(
        line=number,
        email=cells.email_of(row["email"]),
        name=cells.name_of(row["name"]),
        language=cells.language_of(row["language"]),
        starts_on=starts_on,
        ends_on=ends_on,
        role=role,
        place=place_of(row, role, places),
    )


def place_of(row: dict[str, str], role: Role, places: cells.Places) -> dict:
    """Where, and as what: a commune and a function, a café and a kind, or perhaps a commune."""
    function = cells.function_of(row["function"], role)
    if role == Role.MANAGER:
        if not row["cafe"]:
            raise cells.Unreadable("cafe", _("pour gérer un café, il faut le nommer : la fin de l’adresse de sa page."))
        return {"cafe": places.cafe(row["cafe"]), "kind": function}
    commune = places.commune(row["code"], row["commune"], row["department"])
    if commune is None and role == Role.ELECTED:
        raise cells.Unreadable("commune", _("pour une personne élue, il faut la commune : son code INSEE, ou son nom."))
    if commune is None:
        return {}
    place = {"commune": commune.whole}
    if role == Role.ELECTED:
        place |= {"function": function, "delegated": commune if commune != commune.whole else None}
    return place


def is_first(guest: Guest, seen: dict[Key, int], plan: Plan) -> bool:
    """Whether the file says this for the first time; « ZOE@ » is « zoe@ »."""
    first = seen.setdefault(guest.key, guest.line)
    if first == guest.line:
        return True
    message = _("la même personne, au même endroit, est déjà à la ligne %(line)s.") % {"line": first}
    plan.faults.append(fault_of(guest.line, "email", guest.email, message))
    return False


def invitations_of(guests: list[Guest]) -> set[Key]:
    """Those whom this concerns and who were invited once, whatever has become of it."""
    known = Invitation.objects.annotate(address=Lower("email")).filter(address__in={guest.email for guest in guests})
    return set(known.order_by().values_list("address", "role", "commune", "cafe"))


def places_of(guests: list[Guest]) -> set[Key]:
    """What those whom this concerns already are."""
    people = User.objects.alias(address=Lower("email")).filter(address__in={guest.email for guest in guests})
    addresses = {pk: email.lower() for pk, email in people.order_by().values_list("pk", "email")}
    held = [
        (Role.ELECTED, Mandate, "commune"),
        (Role.MANAGER, CafeRole, "cafe"),
        (Role.HOLDER, ProjectHolder, "commune"),
    ]
    found = set()
    for role, model, place in held:
        for person, where in model.objects.current().filter(person__in=addresses).values_list("person", place):
            commune, cafe = (None, where) if place == "cafe" else (where, None)
            found.add((addresses[person], str(role), commune, cafe))
    return found


def write_import(plan: Plan, *, by: User | None, name: str) -> int:
    """Invite those of the plan; how many were. A few at a time: nobody else waits long to write."""
    if plan.faults:
        raise MembersFileError(_("Ce fichier a des erreurs : rien n’est écrit."))
    with transaction.atomic():
        log("import de membres", by=by, subject=name, detail=str(plan))
        write(plan.guests[:TOGETHER], by)
    for some in batched(plan.guests[TOGETHER:], TOGETHER):
        with transaction.atomic():
            write(some, by)
    return plan.new


def write(guests, by: User | None) -> None:
    for guest in guests:
        invite(
            guest.email,
            guest.role,
            by=by,
            name=guest.name,
            language=guest.language,
            starts_on=guest.starts_on,
            ends_on=guest.ends_on,
            **guest.place,
        )
