"""Who is at a place with a member, who has been before her, and who is invited."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from members.portal import emails
from millecafes.people import services as people
from millecafes.people.models import CafeRole, Invitation, Mandate, Role, Visibility
from millecafes.people.permissions import NETWORK
from millecafes.places.models import Cafe, Commune

CAFE, COMMUNE = "cafe", "commune"  # words of the addresses
MOST_INVITED = 20  # at once, at a place
# Who answers for a place, and so for whom they let in: the others ask them, or the team.
IN_CHARGE = {
    CafeRole.Kind.MANAGER,
    CafeRole.Kind.CO_MANAGER,
    CafeRole.Kind.PRESIDENT,
    Mandate.Function.MAYOR,
    Mandate.Function.DELEGATED_MAYOR,
}


@dataclass(frozen=True)
class Place:
    """A café or a commune, as its people see it; ``role`` is the person's own there, if she has one."""

    kind: str
    key: str
    thing: Cafe | Commune
    role: CafeRole | Mandate | None
    may_write: bool

    @property
    def name(self) -> str:
        village = getattr(self.role, "delegated", None)
        return (village or self.thing).name

    @property
    def may_invite(self) -> bool:
        """Whoever is invited enters at once, with the role that the invitation says."""
        task = getattr(self.role, "kind", "") or getattr(self.role, "function", "")
        return self.may_write and task in IN_CHARGE

    @property
    def tenures(self):
        return (
            CafeRole.objects.filter(cafe=self.thing)
            if self.kind == CAFE
            else (Mandate.objects.filter(commune=self.thing))
        )

    @property
    def invitations(self):
        """Those that wait for an answer."""
        here = (
            Q(cafe=self.thing, role=Role.MANAGER) if self.kind == CAFE else (Q(commune=self.thing, role=Role.ELECTED))
        )
        return Invitation.objects.open().filter(here).select_related("invited_by", "cafe", "commune", "delegated")


@dataclass(frozen=True)
class Present:
    """One line of the list of a place: somebody, or only dates when the person would rather not be named."""

    name: str
    what: str
    starts_on: date
    ends_on: date | None
    is_me: bool


def place_for(user, access, kind: str, key: str) -> Place | None:
    """The place, for who holds or has just held a role there, and for the team of the network."""
    own = access.cafe_roles if kind == CAFE else access.mandates
    for role in own:
        thing = role.cafe if kind == CAFE else role.commune
        if key == (thing.slug if kind == CAFE else thing.code):
            may_write = access.runs(thing.pk) if kind == CAFE else access.represents(thing.pk)
            return Place(kind, key, thing, role, may_write)
    if not user.has_perm(NETWORK):
        return None
    thing = (Cafe.objects.filter(slug=key) if kind == CAFE else Commune.objects.filter(code=key)).first()
    return Place(kind, key, thing, None, may_write=False) if thing else None


def present(place: Place, user) -> list[Present]:
    """Who is there today."""
    return lines(place.tenures.current(), user)


def history(place: Place, user) -> list[Present]:
    """Who held which role when, the latest first."""
    return lines(place.tenures.order_by("-starts_on", "-pk"), user)


def lines(tenures, user) -> list[Present]:
    found = tenures.select_related("person__member")
    return [line_of(role, user) for role in found]


def line_of(role, user) -> Present:
    is_me = role.person_id == user.pk
    what = role.get_kind_display() if isinstance(role, CafeRole) else role.get_function_display()
    shown = is_me or is_shown(role.person) or left_its_function(role.person)
    return Present(name_for(user, role.person), what if shown else "", role.starts_on, role.ends_on, is_me)


def name_for(user, person) -> str:
    """What a colleague reads of somebody of the same place."""
    if person is None or not person.is_active:
        return _("Une personne partie")
    if person.pk == user.pk or is_shown(person):
        return person.shown_name
    return _("Une personne qui ne souhaite pas apparaître")


def is_shown(person) -> bool:
    """Whether colleagues read the name: not of who stays out of sight, or keeps function and place to herself."""
    member = getattr(person, "member", None)
    return member is not None and not member.is_hidden and member.roles_visibility != Visibility.NOBODY


def left_its_function(person) -> bool:
    """Whether somebody who has closed the account had let colleagues read it: no name stands beside it any more."""
    member = getattr(person, "member", None)
    return not person.is_active and (member is None or member.roles_visibility != Visibility.NOBODY)


def leave(place: Place, last_day: date, successor: people.Successor | None) -> None:
    """Say the last day, invite who comes next if one is named, and tell those who stay."""
    people.hand_over(place.role, last_day=last_day, successor=successor)
    emails.colleague_leaves(place, last_day)


def is_last(place: Place) -> bool:
    """Whether nobody else stays at the place."""
    today = timezone.localdate()
    others = place.tenures.current().filter(Q(ends_on=None) | Q(ends_on__gt=today))
    return not others.exclude(person=place.role.person_id).exists()
