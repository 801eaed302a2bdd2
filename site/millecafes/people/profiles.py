"""What somebody reads of a member: every page that names one asks here, so that what is kept to oneself stays there."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Prefetch

from millecafes.people.models import CafeRole, Mandate, Member, ProjectHolder, Theme, Visibility
from millecafes.people.permissions import Access, people_one_may_see


class Reader(Enum):
    """Who is looking, and the lines that are for them."""

    ONESELF = frozenset(Visibility)
    MEMBER = frozenset({Visibility.MEMBERS, Visibility.PUBLIC})
    STRANGER = frozenset({Visibility.PUBLIC})


@dataclass
class Card:
    """A member, as one reader reads them: what is not for that reader is empty."""

    member: Member
    name: str
    roles: list
    themes: list[str]
    phone: str
    presentation: str
    has_photo: bool

    @property
    def initials(self) -> str:
        """What stands where there is no photograph."""
        words = [word for word in self.name.split() if word[0].isalnum()]
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()

    @property
    def is_blank(self) -> bool:
        return not (self.roles or self.themes or self.phone or self.presentation or self.has_photo)


def card_of(member: Member, reader: Reader) -> Card:
    """What this reader may read of the member, whose roles come from ``with_roles``."""
    for_reader = reader.value
    person = member.person
    return Card(
        member=member,
        name=person.shown_name,
        roles=roles_of(member) if member.roles_visibility in for_reader else [],
        themes=[] if reader == Reader.STRANGER else [theme.label for theme in Theme if theme in member.themes],
        phone=member.phone if member.phone_visibility in for_reader else "",
        presentation=member.presentation if member.presentation_visibility in for_reader else "",
        has_photo=bool(member.photo) and member.photo_visibility in for_reader,
    )


def with_roles(members, at: date | None = None):
    """The members with their persons and what they are today, in four queries whatever their number."""
    current = {
        "mandates": Mandate.objects.current(at).select_related("commune__department", "delegated"),
        "cafe_roles": CafeRole.objects.current(at).select_related("cafe__commune__department", "cafe__delegated"),
        "projects": ProjectHolder.objects.current(at).select_related("commune__department"),
    }
    held = [Prefetch(f"person__{name}", rows, to_attr=f"current_{name}") for name, rows in current.items()]
    return members.select_related("person").prefetch_related(*held)


def roles_of(member: Member) -> list:
    person = member.person
    return [*person.current_mandates, *person.current_cafe_roles, *person.current_projects]


def hosts(cafes: dict):
    """The only members whom the public reads of: they run a café of these, and say so to everybody."""
    at_work = CafeRole.objects.current().filter(**cafes).values("person")
    return Member.objects.listed().filter(person__in=at_work, roles_visibility=Visibility.PUBLIC)


def hosts_of(cafe) -> list[Card]:
    """Who says to everybody that they run this café: one query where nobody does, else four."""
    members = hosts({"cafe": cafe})
    cards = [card_of(member, Reader.STRANGER) for member in with_roles(members).order_by("pk")]
    for card in cards:
        card.roles = [role for role in card.roles if isinstance(role, CafeRole) and role.cafe_id == cafe.pk]
    return cards


def faces_one_may_see(access: Access):
    """The members whose photo is for somebody with this access; one's own is asked of elsewhere."""
    reader, members = (
        (Reader.MEMBER, people_one_may_see(access))
        if access.may_enter
        else (Reader.STRANGER, hosts({"cafe__live": True}))
    )
    return members.filter(photo_visibility__in=reader.value).exclude(photo="")
