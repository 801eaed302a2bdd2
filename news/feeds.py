"""What feed readers follow (Atom, RFC 4287). The identifiers never change, wherever the pages move."""

import re
from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from wagtail.models import Page

from millecafes.core.blocks.base import FIGURE_REFERENCE
from millecafes.core.figures import figures_by_code
from millecafes.core.languages import code_of, language_of, under
from news.models import ArticlePage, Category, NewsIndexPage, PressIndexPage, PressItem

ENTRIES = 30
TAG = "tag:1000cafes.org,2025:"  # RFC 4151: whose name it is, and since when
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no way to say these


def identifier(page: Page, *more: str) -> str:
    return TAG + "/".join([page._meta.model_name, str(page.translation_key), page.locale.language_code, *more])


class DatedFeed(Atom1Feed):
    """While it is empty it has the date of its page, not that of each visit; an entry may have its own language."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else self.feed["page_date"]

    def item_attributes(self, item):
        return {"xml:lang": item["language"]} if "language" in item else {}


class PageFeed(Feed):
    """The feed of a page that lists; made for one request, with the page it speaks for."""

    feed_type = DatedFeed
    author_name = "1000 cafés"

    def __init__(self, page: Page):
        self.page = page
        self.language = language_of(page)

    def title(self):
        return f"{self.page.title} · {self.author_name}"

    def subtitle(self):
        return self.page.description or None

    def link(self):
        return self.page.full_url

    def feed_url(self):
        return f"{self.page.full_url}flux.atom"

    def feed_guid(self):
        return identifier(self.page)

    def feed_extra_kwargs(self, obj):
        return {"page_date": self.page.last_published_at or timezone.now()}

    def item_title(self, item):
        return UNWRITABLE.sub("", item.title)

    def item_pubdate(self, item):
        """The day begins in Paris."""
        return timezone.make_aware(datetime.combine(item.date, time.min), timezone.get_default_timezone())


class ArticlesFeed(PageFeed):
    """All the articles of a page, or those of one category."""

    def __init__(self, page: NewsIndexPage, category: str = ""):
        super().__init__(page)
        self.category = category
        self.figures = {}

    def title(self):
        about = f"{Category(self.category).label} · " if self.category else ""
        return about + super().title()

    def link(self):
        return super().link() + self.query

    def feed_url(self):
        return super().feed_url() + self.query

    @property
    def query(self) -> str:
        return f"?rubrique={self.category}" if self.category else ""

    def feed_guid(self):
        return identifier(self.page, *filter(None, [self.category]))

    def items(self):
        articles = under(self.page, ArticlePage.objects.live().public()).latest_first()
        if self.category:
            articles = articles.filter(category=self.category)
        articles = list(articles.select_related("locale")[:ENTRIES])
        codes = {code for article in articles for code in FIGURE_REFERENCE.findall(article.summary)}
        self.figures = figures_by_code(codes, self.language) if codes else {}
        return articles

    def item_link(self, article):
        return article.full_url

    def item_description(self, article):
        return UNWRITABLE.sub("", escape(FIGURE_REFERENCE.sub(self.figure, article.summary))) or None

    def figure(self, reference) -> str:
        return self.figures[reference[1]].display_value if reference[1] in self.figures else "…"

    def item_guid(self, article):
        return identifier(article)

    def item_author_name(self, article):
        return article.get_association_display() or self.author_name

    def item_categories(self, article):
        return [article.get_category_display()]

    def item_updateddate(self, article):
        return article.last_published_at or self.item_pubdate(article)

    def item_extra_kwargs(self, article):
        return {"language": code_of(article)} if code_of(article) != self.language else {}


class PressFeed(PageFeed):
    """What others publish about us: each entry leads to them, as long as they answer."""

    def items(self):
        return PressItem.objects.readable().latest_first().with_topics()[:ENTRIES]

    def item_link(self, item):
        return item.url

    def item_description(self, item):
        return UNWRITABLE.sub("", escape(f"{item.outlet}, {item.get_medium_display()}"))

    def item_guid(self, item):
        return f"{TAG}pressitem/{item.pk}"

    def item_author_name(self, item):
        return UNWRITABLE.sub("", item.outlet)

    def item_categories(self, item):
        return item.topic_labels

    def item_updateddate(self, item):
        return item.updated_at

    def item_extra_kwargs(self, item):
        return {"language": "fr"}


def feed_of(page: Page, parameters) -> PageFeed | None:
    """The feed of this page, if it has one, and such a one."""
    category = parameters.get("rubrique", "")
    if isinstance(page, PressIndexPage):
        return PressFeed(page)
    if isinstance(page, NewsIndexPage) and category in {"", *Category.values}:
        return ArticlesFeed(page, category)
    return None
