"""Resources, toolkits and replays among what the search finds: each by those it is written for, and nobody else.

Rights hang on the row of the first language, whatever the language of the words that were found.
"""

from django.db.models import Case, QuerySet, Value, When
from django.utils.html import strip_tags
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from millecafes.core.languages import FIRST
from millecafes.core.search import index
from millecafes.core.search.pages import spoken, texts_of
from millecafes.core.search.query import Query, saying
from millecafes.core.search.sources import Entry, Found, Source
from millecafes.people.permissions import audiences_of, written_for
from resources.models import Replay, Resource, Toolkit
from resources.models.replays import LONG


class ToldSource(Source):
    """What has one row per language: the published ones whose first row is published, and is for this reader."""

    model: type[Resource] | type[Toolkit]
    is_translated = True
    quotes_registers = True

    def objects(self):
        return self.model.objects.filter(live=True).select_related("locale").order_by("pk")

    def rights(self, user):
        return audiences_of(user)

    def readable(self, audiences):
        first = self.model.objects.originals().filter(written_for("audiences", audiences), live=True)
        return self.model.objects.filter(live=True, translation_key__in=first.values("translation_key"))

    def entry(self, thing):
        language = thing.locale.language_code
        with override(language):
            pieces = [str(piece) for piece in self.words_of(thing) if piece]
            text = "\n".join(spoken(pieces, language))
        return Entry(thing.title, text, language, thing.translation_key, self.day_of(thing))

    def found(self, ids):
        """Addresses ask for the slug alone: a resource is read without its page, which may be long."""
        return {
            pk: Found(thing.get_absolute_url()) for pk, thing in self.model.objects.only("slug").in_bulk(ids).items()
        }

    def words_of(self, thing):
        raise NotImplementedError

    def day_of(self, thing):
        return None


class ResourceSource(ToldSource):
    """What is said of a resource, its page, and the words of the newest version of its file."""

    kind, types, model = "resource", {"ressources": _("Bibliothèque")}, Resource

    def objects(self):
        return super().objects().select_related("theme")

    def words_of(self, resource):
        yield from (resource.summary, resource.get_kind_display(), resource.theme.name)
        yield from texts_of(resource.story.stream_block, resource.story)
        newest = resource.original.files.current().filter(text_state="done").first()
        if newest:
            yield from newest.text.split("\n")

    def day_of(self, resource):
        return resource.reviewed_on


class ToolkitSource(ToldSource):
    """The goal of a toolkit, and what it says of each step; not the resources, which have rights of their own."""

    kind, types, model = "toolkit", {"boites-a-outils": _("Boîtes à outils")}, Toolkit

    def words_of(self, toolkit):
        yield toolkit.goal
        yield from RichTextField().get_searchable_content(toolkit.introduction)
        for step in toolkit.steps.all():
            yield step.title
            yield strip_tags(step.text.replace("<", " <"))


class ReplaySource(Source):
    """What is told of a replay, its chapters, all that is said in it, and what its slides show."""

    kind, types = "replay", {"replays": _("Replays")}

    def objects(self):
        return Replay.objects.filter(live=True).order_by("pk")

    def rights(self, user):
        return audiences_of(user)

    def readable(self, audiences):
        return Replay.objects.filter(written_for("audiences", audiences), live=True)

    def entry(self, replay):
        chapters = [chapter.title for chapter in replay.parts]
        said = [paragraph.text for part in replay.spoken for paragraph in part.paragraphs]
        shown = replay.reading.text if replay.reading else ""
        text = "\n".join(filter(None, [replay.summary, replay.speakers, *chapters, *said, shown]))
        # Findable by readers of every language: nothing tells it again in another one.
        return Entry(replay.title, text, "", None, replay.recorded_on)

    def found(self, ids):
        replays = self.objects().defer(*LONG).in_bulk(ids)
        return {pk: Found(replay.get_absolute_url(), replay.speakers) for pk, replay in replays.items()}


# -- The words field of our own lists --------------------------------------------------------------------------------


def resources_saying(resources: QuerySet[Resource], typed: str) -> QuerySet[Resource]:
    """Of these resources, in the first language, those that say all the words: those that say it in their title first.

    Whatever else the list asks (rights, facets, pages) stays asked of the same rows, in the same statement.
    """
    return told_saying(resources, ResourceSource.kind, typed, ("-reviewed_on", "-pk"))


def toolkits_saying(toolkits: QuerySet[Toolkit], typed: str) -> QuerySet[Toolkit]:
    """The same, of toolkits."""
    return told_saying(toolkits, ToolkitSource.kind, typed, ("title", "pk"))


def told_saying(things: QuerySet, kind: str, typed: str, order: tuple[str, ...]) -> QuerySet:
    query = Query(typed, get_language())
    if not query.words:
        return things
    # In the first language entries are those of these very rows: their numbers compare faster than keys.
    by_key = query.language != FIRST
    row = "translation_key" if by_key else "pk"
    said, titled = (saying(kind, query, titles=titles, by_key=by_key) for titles in (False, True))
    rank = Case(When(**{f"{row}__in": titled}, then=Value(0)), default=Value(1))
    return things.filter(**{f"{row}__in": said}).order_by(rank, *order)


def replays_saying(replays: QuerySet[Replay], typed: str) -> QuerySet[Replay]:
    """The same, of replays."""
    query = Query(typed, get_language())
    if not query.words:
        return replays
    said, titled = (saying(ReplaySource.kind, query, titles=titles) for titles in (False, True))
    rank = Case(When(pk__in=titled, then=Value(0)), default=Value(1))
    return replays.filter(pk__in=said).order_by(rank, "-recorded_on", "-pk")


# -- What editors and the worker do ----------------------------------------------------------------------------------

SOURCES = [ResourceSource(), ToolkitSource(), ReplaySource()]
BY_MODEL = {Resource: SOURCES[0], Toolkit: SOURCES[1], Replay: SOURCES[2]}


def was_published(sender, instance, **kwargs):
    """Read again as it now is in the database: a revision may be all that the sender knows."""
    source = BY_MODEL[sender]
    if current := source.objects().filter(pk=instance.pk).first():
        index.follow(source.kind, current)


def was_withdrawn(sender, instance, **kwargs):
    index.forget(BY_MODEL[sender].kind, [instance.pk])


def resource_changed(resource: Resource) -> None:
    """Its file has a newer version, or other words: every language is found by them."""
    source = BY_MODEL[Resource]
    for row in source.objects().filter(translation_key=resource.translation_key):
        index.follow(source.kind, row)


def replay_changed(replay: Replay) -> None:
    """Its slides have been read."""
    was_published(Replay, replay)
