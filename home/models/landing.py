"""The front door, the page for everything that has no type of its own, and the map of the site."""

from dataclasses import dataclass, field

from django.db import models
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.blocks import EntryBlock, NextDateBlock
from millecafes.core.blocks import STORY
from millecafes.core.blocks.base import FigureChooserBlock
from millecafes.core.fields import StoryField
from millecafes.core.kept import kept
from millecafes.core.languages import FIRST, in_language, language_of, readable, under
from millecafes.core.pages import SitePage
from millecafes.core.tree import page_below
from news.models import ArticlePage

UNDER_HOME = [
    "home.ContentPage",
    "home.ImpactPage",
    "home.TransparencyPage",
    "home.PartnersPage",
    "home.ThirdPlacePage",
    "home.VillageStoriesPage",
    "home.FaqPage",
    "home.AdvocacyPage",
    "home.ReportsPage",
    "home.CafesPage",
    "home.SimulatorPage",
    "home.VillagePage",
    "home.ContactPage",
    "home.SiteMapPage",
    "news.NewsIndexPage",
    "news.PressIndexPage",
]
ONLY_UNDER_HOME = {
    "home.CafesPage",
    "home.SimulatorPage",
    "home.VillagePage",
    "home.ContactPage",
    "home.SiteMapPage",
    "news.NewsIndexPage",
    "news.PressIndexPage",
}


def latest_news(language: str) -> list[ArticlePage]:
    """The same for everybody, signed in or not."""
    return kept(
        f"latest news in {language}",
        lambda: list(readable(ArticlePage.objects.live().public(), language).latest_first()[:3]),
    )


class HomePage(SitePage, Page):
    """Who we are, two doors to come in by, what is on."""

    page_description = _("L’accueil du site, dans une langue.")
    hero_title = models.CharField(
        _("accroche"), max_length=120, blank=True, default="", help_text=_("Vide : le titre de la page.")
    )
    hero_text = models.TextField(_("texte d’accueil"), max_length=400, blank=True, default="")
    entries = StoryField([("entry", EntryBlock())], verbose_name=_("deux entrées"), max_num=2, blank=True, default=list)
    figures = StoryField(
        [("figure", FigureChooserBlock())], verbose_name=_("ardoise"), max_num=8, blank=True, default=list
    )
    pillars = StoryField(
        [("pillar", EntryBlock())], verbose_name=_("ce que nous faisons"), max_num=6, blank=True, default=list
    )
    next_date = StoryField(
        [("date", NextDateBlock())],
        verbose_name=_("prochaine date"),
        max_num=1,
        blank=True,
        default=list,
        help_text=_("Disparaît de la page le lendemain de la date."),
    )
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)

    content_panels = [
        *Page.content_panels,
        FieldPanel("hero_title"),
        FieldPanel("hero_text"),
        FieldPanel("illustration"),
        FieldPanel("entries"),
        FieldPanel("figures"),
        FieldPanel("pillars"),
        FieldPanel("next_date"),
        FieldPanel("body"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = UNDER_HOME

    class Meta:
        verbose_name = _("page d’accueil")
        verbose_name_plural = _("pages d’accueil")

    @property
    def description(self) -> str:
        return self.search_description or self.hero_text

    def route(self, request, path_components):
        """As Wagtail's own, and under /en/ what nobody has translated is found at its French address.

        An address of a language that is not open yet is a wrong one (without an English home page, Wagtail answers
        /en/… with the French pages).
        """
        if language_of(self) != get_language():
            raise Http404
        found = self.find(request, path_components)
        if found is None or found.page.alias_of_id:
            source = in_language(self, FIRST)
            found = source.specific.find(request, path_components) if source.pk != self.pk else found
        if found is None:
            raise Http404
        return found

    def find(self, request, path_components):
        """What is at this address of this tree, in one step instead of one a level; nothing for a wrong one."""
        page, rest = page_below(self, path_components)
        try:
            return page.specific.route(request, rest) if page else super().route(request, path_components)
        except Http404:
            return None

    def get_context(self, request, *args, **kwargs):
        upcoming = [date.value for date in self.next_date if not date.value.is_over]
        return super().get_context(request, *args, **kwargs) | {
            "figures": [figure.value for figure in self.figures if figure.value],
            "next_date": upcoming[0] if upcoming else None,
            "latest_news": latest_news(language_of(self)),
        }


class ContentPage(SitePage, Page):
    """A subject, told with the story's blocks."""

    page_description = _("Une page pour expliquer un sujet ; d’autres se rangent dessous.")
    body = StoryField(STORY, verbose_name=_("contenu"), blank=True, default=list)
    show_children = models.BooleanField(
        _("montrer les pages rangées dessous"), default=True, help_text=_("Une carte par page, au bas de celle-ci.")
    )

    content_panels = [*SitePage.content_panels, FieldPanel("body"), FieldPanel("show_children")]
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = [kind for kind in UNDER_HOME if kind not in ONLY_UNDER_HOME]

    class Meta:
        verbose_name = _("page de contenu")
        verbose_name_plural = _("pages de contenu")

    def get_context(self, request, *args, **kwargs):
        wanted = self.show_children and (self.numchild or language_of(self) != FIRST)
        children = under(self, Page.objects.live().public()).order_by("path").specific() if wanted else []
        return super().get_context(request, *args, **kwargs) | {"children": list(children)}


@dataclass
class Branch:
    """A page and what is under it."""

    page: Page
    children: list = field(default_factory=list)


def branches_of(pages: list[Page], language: str) -> list[Branch]:
    """Public pages nested by their place in the tree, each in this language if it is known there.

    What hangs under a page left out is left out too.
    """
    tops, by_path = [], {}
    shallowest = min((page.depth for page in pages), default=0)
    for page in sorted(pages, key=lambda page: page.path):
        branch = Branch(in_language(page, language) if language != FIRST else page)
        if page.depth == shallowest:
            tops.append(branch)
        elif parent := by_path.get(page.path[: -Page.steplen]):
            parent.children.append(branch)
        else:
            continue
        by_path[page.path] = branch
    return tops


class SiteMapPage(SitePage, Page):
    """Every public page, in the order of the site."""

    page_description = _("Toutes les pages publiques, tenues à jour toutes seules.")
    content_panels = SitePage.content_panels
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("plan du site")
        verbose_name_plural = _("plans du site")

    def get_context(self, request, *args, **kwargs):
        source = in_language(self.get_parent(), FIRST)
        pages = list(source.get_descendants().live().public())
        return super().get_context(request, *args, **kwargs) | {"branches": branches_of(pages, language_of(self))}
