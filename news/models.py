"""News of the association: an index and its articles."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.pages import SitePage

ARTICLES_A_PAGE = 12


class Category(models.TextChoices):
    """What an article is about; the filter of the index."""

    NETWORK = "network", _("Vie du réseau")
    GUINGUETTES = "guinguettes", _("Guinguettes")
    CULTURE = "culture", _("Culture")
    ADVOCACY = "advocacy", _("Plaidoyer")
    PARTNERSHIP = "partnership", _("Partenariats")
    IMPACT = "impact", _("Impact")


class ArticleQuerySet(PageQuerySet):
    def latest_first(self):
        return self.order_by("-date", "-pk")


class CountedPaginator(Paginator):
    """Pages of rows whose number is known already."""

    count = 0  # in the place of a property that asks the database

    def __init__(self, *args, count: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = count


class NewsIndexPage(SitePage, Page):
    """Articles, the latest first."""

    content_panels = SitePage.content_panels
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ArticlePage"]

    class Meta:
        verbose_name = _("page des actualités")
        verbose_name_plural = _("pages des actualités")

    def get_context(self, request, *args, **kwargs):
        articles = ArticlePage.objects.child_of(self).live().public().latest_first()
        used = dict(articles.order_by().values_list("category").annotate(models.Count("pk")))
        category = request.GET.get("rubrique", "")
        category = category if category in used else ""
        if category:
            articles = articles.filter(category=category)
        pages = CountedPaginator(articles, ARTICLES_A_PAGE, count=used.get(category, sum(used.values())))
        return super().get_context(request, *args, **kwargs) | {
            "articles": pages.get_page(request.GET.get("page")),
            "categories": [choice for choice in Category.choices if choice[0] in used],
            "category": category,
            "query": f"rubrique={category}&" if category else "",
        }


class ArticlePage(SitePage, Page):
    """One piece of news."""

    date = models.DateField(_("date"), default=timezone.localdate)
    category = models.CharField(_("rubrique"), max_length=16, choices=Category, default=Category.NETWORK)
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    search_type = ("actualites", _("Actualités"))

    content_panels = [
        *SitePage.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("category")]),
        FieldPanel("body"),
    ]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
