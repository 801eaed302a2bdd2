"""Keeps what the directory is looked up by in step with what members are, and with what they show."""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from millecafes.core.page_changes import forget_pages
from millecafes.core.search import index
from millecafes.core.search.analyser import clean, fold, lowered
from millecafes.people.models import (
    CafeRole,
    DirectoryEntry,
    DirectoryWord,
    Mandate,
    Member,
    ProjectHolder,
    Role,
    Visibility,
)
from millecafes.people.models.directory import BITS, FOR_EVER, LONGEST_NAME, LONGEST_WORD
from millecafes.people.profiles import with_roles
from millecafes.places.models import Cafe

AT_ONCE = 500
COLUMNS = [
    "member_id", "name", "role", "department_id", "population", "model", "support", "themes", "first_day", "last_day",
]  # fmt: skip
NOWHERE = {"role": "", "department_id": None, "population": None, "model": "", "support": ""}
SOURCE = "member"


def words_of(text: str) -> list[str]:
    """The words, in order, as they are compared: small letters without accents."""
    words = (fold(lowered(word))[:LONGEST_WORD] for word in re.findall(r"\w+", clean(text)))
    return [word for word in words if word]


@transaction.atomic
def refresh_directory(people: Iterable[int], *, texts: bool = False) -> int:
    """Write anew what these persons (their keys) are found by; says how many members it changed something for.

    With ``texts``, the site's search reads their presentations again too.
    """
    members = Member.objects.select_for_update(no_key=True, of=("self",)).filter(person__in=list(people)).order_by("pk")
    members = {member.pk: member for member in members.select_related("person")}
    entries, words = looked_up_by(list(members.values()))
    changed = {
        *differing(DirectoryEntry.objects.filter(member__in=members).values_list(*COLUMNS), entries),
        *differing(DirectoryWord.objects.filter(member__in=members).values_list("member_id", "word"), words),
    }
    tell_the_search(set(members) if texts else changed, {row[0] for row in entries})
    if not changed:
        return 0
    DirectoryEntry.objects.filter(member__in=changed).delete()
    DirectoryWord.objects.filter(member__in=changed).delete()
    new_entries = sorted((row for row in entries if row[0] in changed), key=lambda row: (row[1], row[0]))
    DirectoryEntry.objects.bulk_create(DirectoryEntry(**dict(zip(COLUMNS, row, strict=True))) for row in new_entries)
    new_words = sorted(row for row in words if row[0] in changed)
    DirectoryWord.objects.bulk_create(DirectoryWord(member_id=pk, word=word) for pk, word in new_words)
    return len(changed)


def tell_the_search(told: set[int], listed: set[int]) -> None:
    """Who is listed is found by the other members' searches; who is not is forgotten by them."""
    index.write(SOURCE, with_roles(Member.objects.filter(pk__in=told & listed)).order_by("pk"))
    index.forget(SOURCE, told - listed)


def differing(known, wanted: set[tuple]) -> set[int]:
    """The members whose rows are not those that are wanted."""
    return {row[0] for row in set(known) ^ wanted}


def refresh_everybody() -> int:
    """The whole directory, some at a time, each night: what changed elsewhere (a café, a commune) is followed."""
    people = Member.objects.order_by("person_id").values_list("person_id", flat=True).iterator(chunk_size=AT_ONCE)
    changed = 0
    while some := list(islice(people, AT_ONCE)):
        changed += refresh_directory(some)
    return changed


def person_changed(person_id: int) -> None:
    """What a person shows, or is, has changed: the directory follows, and the page of a café that names them."""
    refresh_directory([person_id], texts=True)
    if CafeRole.objects.filter(person_id=person_id).exists():
        forget_pages()


def looked_up_by(members: list[Member]) -> tuple[set[tuple], set[tuple]]:
    """The rows of those of these members who may be come across."""
    seen = [member for member in members if member.is_listed]
    tenures = tenures_of([member.person_id for member in seen])
    entries, words = set(), set()
    for member in seen:
        name = " ".join(words_of(member.person.get_full_name()))[:LONGEST_NAME]
        said = set(name.split())
        for row, facts, place_words in tenures[member.person_id]:
            if member.roles_visibility == Visibility.NOBODY:
                facts, place_words = NOWHERE, []
            said.update(place_words)
            days = {"first_day": row.starts_on, "last_day": row.ends_on or FOR_EVER}
            themes = sum(BITS.get(theme, 0) for theme in set(member.themes))
            given = {"member_id": member.pk, "name": name, "themes": themes} | facts | days
            entries.add(tuple(given[column] for column in COLUMNS))
        if tenures[member.person_id]:
            words.update((member.pk, word) for word in said)
    return entries, words


def tenures_of(people: list[int]) -> dict[int, list[tuple]]:
    """By person, what they are or will be: the row, what it is sifted by, and the words of its place."""
    going_on = Q(person__in=people) & (Q(ends_on=None) | Q(ends_on__gte=timezone.localdate()))
    found = defaultdict(list)
    mandates = list(Mandate.objects.filter(going_on).select_related("commune", "delegated"))
    cafes = cafes_by_commune({row.commune_id for row in mandates})
    for row in mandates:
        facts = facts_of(Role.ELECTED, row.commune, cafes.get(row.commune_id))
        found[row.person_id].append((row, facts, words_of(f"{row.commune.name} {row.delegated or ''}")))
    for row in CafeRole.objects.filter(going_on).select_related("cafe__commune", "cafe__delegated"):
        facts = facts_of(Role.MANAGER, row.cafe.commune, row.cafe)
        said = f"{row.cafe.name} {row.cafe.commune.name} {row.cafe.delegated or ''}"
        found[row.person_id].append((row, facts, words_of(said)))
    for row in ProjectHolder.objects.filter(going_on).select_related("commune"):
        found[row.person_id].append((row, facts_of(Role.HOLDER, row.commune), words_of(str(row.commune or ""))))
    return found


def cafes_by_commune(communes: set[str]) -> dict[str, Cafe]:
    """The café of each commune; the one that opened last where there are several."""
    return {cafe.commune_id: cafe for cafe in Cafe.objects.standing().filter(commune__in=communes).order_by("pk")}


def facts_of(role: Role, commune=None, cafe: Cafe | None = None) -> dict:
    return {
        "role": role.value,
        "department_id": commune.department_id if commune else None,
        "population": commune.population if commune else None,
        "model": cafe.model if cafe else "",
        "support": cafe.support if cafe else "",
    }
