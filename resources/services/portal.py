"""What the library brings to the first page of the members' area: what is new on its shelves, for this reader."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from millecafes.core.kept import kept
from millecafes.core.languages import FIRST
from millecafes.people.portal import Line
from resources.models import Replay, Resource

NEW = timedelta(days=45)
LOOKED_AT, SHOWN = 30, 3
SEEN = ("slug", "audiences", "first_published_at")


@dataclass(frozen=True)
class Arrival:
    """A resource or a replay that came lately, whoever reads it; its title in each language it is published in."""

    is_replay: bool
    slug: str
    audiences: frozenset[str]
    at: datetime
    titles: dict[str, str]

    @property
    def url(self) -> str:
        return reverse("resources:replay" if self.is_replay else "resources:resource", args=[self.slug])


def latest(user, access) -> Iterator[Line]:
    """What came lately for this person: read once for everybody, sifted by her own rights."""
    oldest, language = timezone.now() - NEW, get_language() or FIRST
    own = (one for one in kept("arrivals of the library", arrivals) if one.at > oldest)
    for one in islice((one for one in own if not access.audiences.isdisjoint(one.audiences)), SHOWN):
        detail = _("Un nouveau replay") if one.is_replay else _("Nouveau dans la bibliothèque")
        yield Line(one.titles.get(language) or one.titles[FIRST], one.url, detail, one.at)


def arrivals() -> list[Arrival]:
    """The latest first, for all audiences together."""
    return sorted([*resources_come(), *replays_come()], key=lambda one: one.at, reverse=True)


def resources_come() -> list[Arrival]:
    """Rights and the day are those of the row of the first language."""
    rows = list(come_lately(Resource.objects.originals()).only("translation_key", *SEEN))
    twins = Resource.objects.filter(translation_key__in=[row.translation_key for row in rows], live=True)
    titles = defaultdict(dict)
    for key, language, title in twins.order_by().values_list("translation_key", "locale__language_code", "title"):
        titles[key][language] = title
    return [arrival(row, titles[row.translation_key]) for row in rows]


def replays_come() -> list[Arrival]:
    rows = come_lately(Replay.objects.all()).only("title", *SEEN)
    return [arrival(row, {FIRST: row.title}) for row in rows]


def arrival(row: Resource | Replay, titles: dict[str, str]) -> Arrival:
    return Arrival(isinstance(row, Replay), row.slug, frozenset(row.audiences), row.first_published_at, titles)


def come_lately(things):
    fresh = things.filter(live=True, first_published_at__gt=timezone.now() - NEW)
    return fresh.order_by("-first_published_at", "-pk")[:LOOKED_AT]
