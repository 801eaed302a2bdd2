"""What an offer needs, set beside what a place has: in plain words, point by point. Nothing is hidden for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.tours.models import Offer, Where
from events.tours.permissions import Host
from millecafes.places.models import VenueSheet

VOLTS = 230
AMPERES = re.compile(r"(\d{1,3}(?:[.,]\d)?)\s*(?:A\b|amp(?:è|e)res?)", re.IGNORECASE)
KILOWATTS = re.compile(r"(\d{1,3}(?:[.,]\d)?)\s*k(?:W|VA)\b", re.IGNORECASE)


class Verdict(IntEnum):
    """From the best to the worst."""

    OK = 0
    CHECK = 1
    BLOCKING = 2

    @property
    def code(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Need:
    """One point, and what the sheet of the place says of it."""

    label: str
    verdict: Verdict
    words: str


@dataclass
class Fit:
    """All the points of an offer for a place."""

    host: Host
    needs: list[Need] = field(default_factory=list)
    has_sheet: bool = True

    @property
    def verdict(self) -> Verdict:
        return max((need.verdict for need in self.needs), default=Verdict.OK)

    @property
    def worst(self) -> list[Need]:
        """What is to be said first."""
        return [need for need in self.needs if need.verdict == self.verdict and need.verdict != Verdict.OK]


def fit_of(offer: Offer, host: Host, sheet: VenueSheet | None, *, comes_here: bool) -> Fit:
    """``comes_here`` tells whether the offer goes to the department of the place."""
    needs = list(needs_of(offer, host, sheet or VenueSheet(), comes_here))
    return Fit(host, needs, has_sheet=sheet is not None or not host.is_cafe)


def needs_of(offer: Offer, host: Host, sheet: VenueSheet, comes_here: bool) -> Iterator[Need]:
    if not comes_here:
        words = _("ne vient pas jusqu’ici : le département %(name)s n’est pas sur sa route")
        yield Need(_("Distance"), Verdict.BLOCKING, words % {"name": host.department.name})
    yield from power(offer, sheet)
    yield from surface(offer, sheet)
    yield from seats(offer, sheet)
    yield from outside(offer, host, sheet)
    if offer.darkness:
        outdoors = offer.where == Where.OUTSIDE
        words = _("il faut la nuit tombée, loin des lampadaires") if outdoors else _("il faut pouvoir faire le noir")
        yield Need(_("Le noir"), Verdict.CHECK, words)
    yield from parking(offer, sheet)
    if offer.needs:
        yield Need(_("Et aussi"), Verdict.CHECK, offer.needs)


def power(offer: Offer, sheet: VenueSheet) -> Iterator[Need]:
    if not offer.power:
        return
    asked, had = {"asked": offer.power}, amperes_in(sheet.power)
    if had is None:
        said = _("%(asked)s A nécessaires ; votre fiche dit « %(said)s »") % (asked | {"said": sheet.power})
        unsaid = _("%(asked)s A nécessaires ; votre fiche ne dit rien de l’électricité") % asked
        yield Need(_("Électricité"), Verdict.CHECK, said if sheet.power else unsaid)
    elif had < offer.power:
        words = _("%(asked)s A nécessaires, vous avez %(had)s A")
        yield Need(_("Électricité"), Verdict.BLOCKING, words % (asked | {"had": had}))
    else:
        words = _("%(asked)s A suffisent, vous avez %(had)s A")
        yield Need(_("Électricité"), Verdict.OK, words % (asked | {"had": had}))


def amperes_in(words: str) -> int | None:
    """The strongest supply that a sheet speaks of; none when it tells no figure one could compare."""
    found = [float(figure.replace(",", ".")) for figure in AMPERES.findall(words)]
    found += [float(figure.replace(",", ".")) * 1000 / VOLTS for figure in KILOWATTS.findall(words)]
    return int(max(found)) if found else None


def compared(label: str, asked: int, had: int | None, words: tuple[str, str, str]) -> Need:
    """``words`` for nothing known, for too little, for enough."""
    verdict = Verdict.CHECK if had is None else Verdict.BLOCKING if had < asked else Verdict.OK
    said = words[0] if had is None else words[1] if had < asked else words[2]
    return Need(label, verdict, said % {"asked": asked, "had": had})


def surface(offer: Offer, sheet: VenueSheet) -> Iterator[Need]:
    if not offer.surface:
        return
    if offer.where == Where.OUTSIDE:
        words = _("%(asked)s m² libres dehors : une place, une cour, un pré") % {"asked": offer.surface}
        yield Need(_("Surface"), Verdict.CHECK, words)
        return
    words = (
        _("%(asked)s m² nécessaires ; votre fiche ne dit pas la surface"),
        _("%(asked)s m² nécessaires, vous avez %(had)s m²"),
        _("%(asked)s m² suffisent, vous avez %(had)s m²"),
    )
    yield compared(_("Surface"), offer.surface, sheet.surface, words)


def seats(offer: Offer, sheet: VenueSheet) -> Iterator[Need]:
    if not offer.seats:
        return
    known = {Where.INSIDE: [sheet.seats_inside], Where.OUTSIDE: [sheet.seats_outside]}
    figures = known.get(offer.where, [sheet.seats_inside, sheet.seats_outside])
    had = max((figure for figure in figures if figure is not None), default=None)
    words = (
        _("%(asked)s places assises ; votre fiche n’en dit pas le nombre"),
        _("%(asked)s places assises nécessaires, vous en avez %(had)s"),
        _("%(asked)s places assises suffisent, vous en avez %(had)s"),
    )
    need = compared(_("Places assises"), offer.seats, had, words)
    # Chairs are borrowed: the hall lends some.
    yield Need(need.label, min(need.verdict, Verdict.CHECK), need.words)


def outside(offer: Offer, host: Host, sheet: VenueSheet) -> Iterator[Need]:
    if offer.where != Where.OUTSIDE:
        return
    if sheet.seats_outside:
        words = ngettext(
            "cela se passe dehors : vous avez %(had)s place dehors",
            "cela se passe dehors : vous avez %(had)s places dehors",
            sheet.seats_outside,
        )
        yield Need(_("Dehors"), Verdict.OK, words % {"had": sheet.seats_outside})
    else:
        words = _("cela se passe dehors : il faut une terrasse, une cour ou une place du village")
        yield Need(_("Dehors"), Verdict.CHECK, words)


def parking(offer: Offer, sheet: VenueSheet) -> Iterator[Need]:
    if not offer.parking:
        return
    facts = {"asked": offer.parking, "said": sheet.parking}
    said = _("%(asked)s ; votre fiche dit « %(said)s »") % facts if sheet.parking else offer.parking
    yield Need(_("Stationnement"), Verdict.CHECK, said)
