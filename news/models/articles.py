"""News of the association: an index and its articles."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from millecafes.core.blocks import STORY
from millecafes.core.fields import StoryField
from millecafes.core.languages import under
from millecafes.core.pages import SitePage
from millecafes.core.paging import CountedPaginator
from news.models.choices import Category

ARTICLES_A_PAGE = 12


class ArticleQuerySet(PageQuerySet):
    def latest_first(self):
        return self.order_by("-date", "-pk")

    def before(self, article):
        """Those that come after ``article`` in a list, the nearest first."""
        earlier = models.Q(date__lt=article.date) | models.Q(date=article.date, pk__lt=article.pk)
        return self.filter(earlier).order_by("-date", "-pk")

    def after(self, article):
        """Those that come before ``article`` in a list, the nearest first."""
        later = models.Q(date__gt=article.date) | models.Q(date=article.date, pk__gt=article.pk)
        return self.filter(later).order_by("date", "pk")


class NewsIndexPage(SitePage, Page):
    """Articles, the latest first."""

    page_description = _("La liste des actualités, la plus récente d’abord.")
    content_panels = SitePage.content_panels
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ArticlePage"]

    class Meta:
        verbose_name = _("page des actualités")
        verbose_name_plural = _("pages des actualités")

    def get_context(self, request, *args, **kwargs):
        articles = under(self, ArticlePage.objects.live().public()).latest_first()
        used = dict(articles.order_by().values_list("category").annotate(models.Count("pk")))
        category = request.GET.get("rubrique", "")
        if category:
            articles = articles.filter(category=category) if category in used else articles.none()
        count = used.get(category, 0) if category else sum(used.values())
        pages = CountedPaginator(articles, ARTICLES_A_PAGE, count=count)
        return super().get_context(request, *args, **kwargs) | {
            "articles": pages.get_page(request.GET.get("page")),
            "categories": [(code, label, used[code]) for code, label in Category.choices if code in used],
            "category": category,
            "total": sum(used.values()),
            "query": f"rubrique={category}&" if category in used else "",
        }


class ArticlePage(SitePage, Page):
    """One piece of news."""

    page_description = _("Une nouvelle : une date, une rubrique, un texte.")
    date = models.DateField(_("date"), default=timezone.localdate)
    category = models.CharField(_("rubrique"), max_length=16, choices=Category, default=Category.NETWORK)
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    search_type = ("actualites", _("Actualités"))

    content_panels = [
        *SitePage.content_panels,
        FieldRowPanel(
            [
                FieldPanel("date", help_text=_("Celle que le lecteur voit ; la plus récente vient en premier.")),
                FieldPanel("category", help_text=_("Pour trier la liste, et pour qui suit une seule rubrique.")),
            ]
        ),
        FieldPanel("body"),
    ]
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request, *args, **kwargs):
        neighbours = ArticlePage.objects.sibling_of(self, inclusive=False).live().public()
        return super().get_context(request, *args, **kwargs) | {
            "earlier": neighbours.before(self).first(),
            "later": neighbours.after(self).first(),
        }
