"""Pages as things to find: their text, and who may read them."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.db.models.lookups import In
from django.utils import timezone, translation
from django.utils.functional import cached_property
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from millecafes.core.blocks.base import FIGURE_REFERENCE
from millecafes.core.figures import figures_by_code
from millecafes.core.kept import kept
from millecafes.core.languages import code_of, framed
from millecafes.core.pages import SitePage
from millecafes.core.search import index, sources
from millecafes.core.search.sources import Entry, Found

HOME = 2 * Page.steplen  # length of the path of a home page
SHOWN = ["path", "depth", "url_path", "translation_key", "live", "locale_id"]
UNSPOKEN = (models.EmailField, models.SlugField, models.URLField)
ADDRESS = re.compile(r"(?:https?:|mailto:|tel:|/|#)\S*")


class PageSource(sources.Source):
    """Published pages of both languages; aliases are found through the page they repeat."""

    kind, is_translated, quotes_registers = "page", True, True
    most = 100  # the oldest ones are those that tell what the network is

    @cached_property
    def types(self) -> dict[str, str]:
        return dict([SitePage.search_type])

    def objects(self):
        return published().exclude(content_type__in=story_types())

    def rights(self, user):
        """The minute (ends of publication have no seconds), the homes that are open, the doors that are closed."""
        minute = timezone.now().replace(second=0, microsecond=0)
        return minute, kept("open homes", lambda: tuple(open_homes())), tuple(doors_closed_to(user))

    def readable(self, rights):
        """Published, not past its end, under a home page that is open, and behind no closed door."""
        minute, homes, doors = rights
        on_time = Q(expire_at=None) | Q(expire_at__gt=minute)
        return self.objects().filter(on_time, below(homes)).exclude(below(doors))

    def entry(self, page) -> Entry:
        page = page.specific
        with translation.override(page.locale.language_code):
            text = "\n".join(spoken(pieces_of(page), page.locale.language_code))
        return Entry(
            title=page.title,
            text=text,
            language=page.locale.language_code,
            translation_key=page.translation_key,
            date=page.date if isinstance(getattr(page, "date", None), date) else None,
            type=page.search_type[0],
        )

    def found(self, ids):
        pages = published().only(*SHOWN).in_bulk(ids)
        above = {path for page in pages.values() for path in paths_above(page)}
        titles = dict(Page.objects.filter(path__in=above, live=True).values_list("path", "title")) if above else {}
        addresses = {pk: page.url for pk, page in pages.items()}
        return {
            pk: Found(framed(addresses[pk], code_of(page)), place_of(page, titles))
            for pk, page in pages.items()
            if addresses[pk]
        }


class StorySource(PageSource):
    """Pages of the types that bear a name of their own: news, reports… Of these there are always new ones.

    On their own, so that a thousand of them do not hide the page that tells what the network is.
    """

    kind, most = "story", sources.Source.most

    @cached_property
    def types(self) -> dict[str, str]:
        return dict(model.search_type for model in story_models())

    def objects(self):
        return published().filter(content_type__in=story_types())


def published():
    return Page.objects.filter(live=True, alias_of=None, depth__gte=2)


def story_models() -> list[type[SitePage]]:
    return [model for model in apps.get_models() if issubclass(model, SitePage) and is_story(model)]


def is_story(model: type[Page]) -> bool:
    return getattr(model, "search_type", SitePage.search_type) != SitePage.search_type


def story_types() -> list[int]:
    return [kind.pk for kind in ContentType.objects.get_for_models(*story_models()).values()]


def kind_of(page: Page) -> str:
    return (StorySource if is_story(page.specific_class) else PageSource).kind


def paths_above(page: Page) -> list[str]:
    """From below the home page down to the parent."""
    return [page.path[:end] for end in range(HOME + Page.steplen, len(page.path), Page.steplen)]


def place_of(page: Page, titles: dict[str, str]) -> str:
    return " › ".join(titles[path] for path in paths_above(page) if path in titles)


def below(paths) -> Q:
    """One condition for all that are as deep: PostgreSQL weighs each « LIKE » before it searches."""
    by_length = defaultdict(list)
    for path in paths:
        by_length[len(path)].append(path)
    beginnings = (Q(In(Left("path", length), among)) for length, among in by_length.items())
    return reduce(or_, beginnings, Q(pk__in=[]))


def open_homes():
    """The paths of the home pages of the languages that are open."""
    roots = Page.objects.filter(sites_rooted_here__isnull=False).values("translation_key")
    return Page.objects.live().filter(translation_key__in=roots).order_by("path").values_list("path", flat=True)


def doors_closed_to(user) -> list[str]:
    """The paths of what Wagtail's own ``public()`` leaves out, but for the doors that open to this person."""
    doors = kept("doors", read_doors)
    if not user.is_authenticated:
        return [path for path, _kind, _groups in doors]
    for_groups = any(kind == PageViewRestriction.GROUPS for _path, kind, _groups in doors)
    own = set(user.groups.values_list("pk", flat=True)) if for_groups and not user.is_superuser else set()
    opened = {PageViewRestriction.LOGIN, *([PageViewRestriction.GROUPS] if user.is_superuser else [])}
    return [path for path, kind, groups in doors if kind not in opened and not groups & own]


def read_doors() -> list[tuple[str, str, frozenset[int]]]:
    """Every page that is not for everybody: its path, what opens it, and to which groups."""
    restrictions = PageViewRestriction.objects.select_related("page").prefetch_related("groups").order_by("page__path")
    return [
        (
            door.page.path,
            door.restriction_type,
            frozenset(group.pk for group in door.groups.all() if door.restriction_type == PageViewRestriction.GROUPS),
        )
        for door in restrictions
    ]


# -- What a page says -------------------------------------------------------------------------------------------------


def pieces_of(page: SitePage) -> Iterator[str]:
    """Every text of a page, in the order of its fields; what the page shows besides comes from ``search_words``."""
    for field in page._meta.local_fields:
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            yield from texts_of(field.stream_block, value)
        elif isinstance(field, RichTextField):
            yield from field.get_searchable_content(value)
        elif isinstance(field, models.CharField | models.TextField) and not (
            isinstance(field, UNSPOKEN) or field.choices
        ):
            yield value
    yield from page.search_words()


def texts_of(block: blocks.Block, value) -> Iterator[str]:
    """The words of a block and of those inside it; not its settings (a tone, a drawing), which are choices."""
    if value is None or isinstance(block, blocks.ChoiceBlock | blocks.MultipleChoiceBlock):
        return
    if isinstance(value, blocks.StreamValue):
        for child in value:
            yield from texts_of(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from texts_of(block.child_block, item)
    elif isinstance(value, blocks.StructValue):
        for name, child in block.child_blocks.items():
            yield from texts_of(child, value.get(name))
    else:
        yield from block.get_searchable_content(value)


def spoken(pieces: Iterator[str], language: str) -> Iterator[str]:
    """The same words, figures said by their value and addresses left out."""
    pieces = [" ".join(piece.split()) for piece in pieces if piece and not ADDRESS.fullmatch(piece.strip())]
    codes = set(FIGURE_REFERENCE.findall("\n".join(pieces)))
    figures = figures_by_code(codes, language) if codes else {}
    values = {code: figure.display_value for code, figure in figures.items()}
    for piece in filter(None, pieces):
        yield FIGURE_REFERENCE.sub(lambda match: values.get(match[1], "…"), piece)


# -- What editors do --------------------------------------------------------------------------------------------------


def page_was_published(instance, **kwargs):
    if not instance.alias_of_id:
        index.follow(kind_of(instance), instance)


def page_was_withdrawn(instance, **kwargs):
    index.forget(kind_of(instance), [instance.pk])


def connect() -> None:
    """Moving a page or closing a door to it changes nothing here: rights are asked for at each search."""
    sources.register(PageSource())
    sources.register(StorySource())
    page_published.connect(page_was_published)
    page_unpublished.connect(page_was_withdrawn)
    models.signals.post_delete.connect(page_was_withdrawn, sender=Page)
