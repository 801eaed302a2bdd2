"""Who is in the directory, sifted: each page costs the same however many members there are."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from millecafes.people.models import DirectoryEntry, DirectoryWord, Member, Role
from millecafes.people.models.directory import BITS
from millecafes.people.models.members import listed
from millecafes.people.permissions import Access, people_one_may_see
from millecafes.people.profiles import Card, Reader, card_of, with_roles
from millecafes.people.services.directory import words_of
from millecafes.places.models import Cafe, Commune

A_PAGE, MOST_WORDS = 24, 6
FEW = 8_000  # members that are sorted faster than they are met in the order of the names, at worst
AFTER_LETTERS = "\U0010ffff"
ALIKE = 0.3  # more or fewer inhabitants


@dataclass
class Page:
    """Some members, and whether others come after them."""

    cards: list[Card]
    after: int | None  # the member after whom the next page begins


@dataclass
class Model:
    """A commune that others are compared with, and its café."""

    commune: Commune
    cafe: Cafe | None

    @property
    def fewest(self) -> int:
        return round(self.commune.population * (1 - ALIKE))

    @property
    def most(self) -> int:
        return round(self.commune.population * (1 + ALIKE))

    @property
    def has_known_cafe(self) -> bool:
        return self.cafe is not None and bool(self.cafe.model or self.cafe.support)

    def alike(self, how: str) -> Q:
        """With 30 % more or fewer inhabitants, and a café run or helped alike if that is asked."""
        found = Q(population__gte=self.fewest, population__lte=self.most)
        if how == "cafe" and self.has_known_cafe:
            known = {name: value for name in ("model", "support") if (value := getattr(self.cafe, name))}
            found &= Q(*known.items(), _connector=Q.OR)
        return found


@dataclass
class Likeness:
    """What is asked of the communes that resemble one's own: one of them is enough to be like."""

    models: list[Model]

    @property
    def names(self) -> str:
        return get_text_list([model.commune.name for model in self.models], _("et"))

    @property
    def has_known_cafe(self) -> bool:
        return any(model.has_known_cafe for model in self.models)

    def alike(self, how: str) -> Q:
        models = [model for model in self.models if model.has_known_cafe] if how == "cafe" else []
        found = Q()
        for model in models or self.models:
            found |= model.alike(how)
        return found


def likeness_of(access: Access) -> Likeness | None:
    """The communes whose elected official asks, with their cafés; nothing for others, or where nobody counted."""
    mandates = [row for row in access.mandates if row.is_current(access.today) and row.commune.population]
    communes = {row.commune_id: row.commune for row in sorted(mandates, key=lambda row: (row.starts_on, row.pk))}
    cafes = Cafe.objects.standing(access.today).filter(commune__in=communes).order_by("pk") if communes else []
    known = {cafe.commune_id: cafe for cafe in cafes}  # the one that came last, where there are several
    models = [Model(commune, known.get(code)) for code, commune in communes.items()]
    return Likeness(models) if models else None


def look(access: Access, asked: dict, sizes: dict, likeness: Likeness | None = None, after: str = "") -> Page:
    """A page of those this person may see and who answer to what is asked, in the order of their names."""
    entries = sifted(
        DirectoryEntry.objects.filter(first_day__lte=access.today, last_day__gte=access.today), asked, sizes
    )
    if asked.get("comme"):
        entries = like(entries, likeness, asked["comme"]) if likeness else entries.none()
    rows = following(entries, after).filter(listed("member__")).values_list("name", "member").distinct()
    keys = [member for _name, member in rows.order_by("name", "member")[: A_PAGE + 1]]
    shown = keys[:A_PAGE]
    members = with_roles(people_one_may_see(access).filter(pk__in=shown), access.today).in_bulk()
    cards = [card_of(members[pk], Reader.MEMBER) for pk in shown if pk in members]
    return Page(cards, shown[-1] if len(keys) > A_PAGE else None)


def sifted(entries: QuerySet, asked: dict, sizes: dict) -> QuerySet:
    if words := words_of(asked.get("q", ""))[:MOST_WORDS]:
        entries = saying(entries, words)
    elif asked.get("q"):
        return entries.none()
    if department := asked.get("departement"):
        entries = entries.filter(department=department)
    if size := asked.get("taille"):
        fewest, most, _words = sizes[size]
        entries = entries.filter(population__gte=fewest, population__lte=most)
    if role := asked.get("role"):
        entries = entries.filter(role=role)
    if theme := asked.get("theme"):
        entries = entries.alias(can=F("themes").bitand(BITS[theme])).filter(can__gt=0)
    return entries


def saying(entries: QuerySet, words: list[str]) -> QuerySet:
    """Those who have a word that begins like each of these.

    A rare beginning leads to its few members; when all are common, one soon meets a page of them by going through
    the names in order.
    """
    counts = {word: begun_by(word)[:FEW].count() for word in set(words)}
    rarest = min(counts, key=lambda word: (counts[word], word))
    if counts[rarest] < FEW:
        few = begun_by(rarest).order_by().values("member")
        if connection.vendor == "postgresql":  # as an array: else it reads all the names in order to meet a few of them
            entries = entries.filter(member__id__is_one_of=ArraySubquery(few))
        else:
            entries = entries.filter(member__in=few)
        del counts[rarest]
    for word in sorted(counts, key=len, reverse=True):
        entries = entries.filter(Exists(begun_by(word).filter(member=OuterRef("member"))))
    return entries


def begun_by(word: str) -> QuerySet:
    return DirectoryWord.objects.filter(word__gte=word, word__lt=word + AFTER_LETTERS)


def like(entries: QuerySet, likeness: Likeness, how: str) -> QuerySet:
    """Elected officials of other communes like one of hers."""
    own = [model.commune.pk for model in likeness.models]
    neighbours = Member.objects.filter(person__mandates__commune__in=own)
    return entries.filter(likeness.alike(how), role=Role.ELECTED).exclude(member__in=neighbours.values("pk"))


def following(entries: QuerySet, after: str) -> QuerySet:
    """Those who come after this member; all of them if nobody knows of her any more."""
    if not after.isdecimal() or len(after) > 18:
        return entries
    name = DirectoryEntry.objects.filter(member=int(after)).values_list("name", flat=True).first()
    if name is None:
        return entries
    return entries.filter(name__gte=name).filter(Q(name__gt=name) | Q(member__gt=int(after)))
