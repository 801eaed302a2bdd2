"""The smallest valid page of each type, each where it may stand."""

from itertools import count

from django.apps import apps
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.signal_handlers import disable_reference_index_auto_update

from home import models as home
from home.blocks import AdvocacyKind, AdvocacyTheme
from news import models as news
from tests.core.factories import make_partner

_numbers = count(1)

# What a type needs beyond a title.
EXAMPLES = {
    home.HomePage: dict,
    home.ContentPage: dict,
    home.ImpactPage: dict,
    home.TransparencyPage: dict,
    home.PartnersPage: dict,
    home.PartnerPage: lambda: {"partner": make_partner()},
    home.ThirdPlacePage: dict,
    home.VillageStoriesPage: dict,
    home.VillageStoryPage: lambda: {"commune": "Cadalen"},
    home.FaqPage: dict,
    home.AdvocacyPage: dict,
    home.ReportsPage: dict,
    home.ReportPage: dict,
    home.SimulatorPage: dict,
    home.VillagePage: dict,
    home.CafesPage: lambda: {"slug": "cafes"},
    home.ContactPage: dict,
    home.SiteMapPage: dict,
    news.NewsIndexPage: dict,
    news.ArticlePage: dict,
    news.PressIndexPage: dict,
}
PARENTS = {
    home.PartnerPage: home.PartnersPage,
    home.VillageStoryPage: home.VillageStoriesPage,
    home.ReportPage: home.ReportsPage,
    news.ArticlePage: news.NewsIndexPage,
}


def page_types() -> set[type[Page]]:
    """Every type of page of the site itself."""
    return {model for label in ("home", "news") for model in apps.get_app_config(label).get_models() if is_page(model)}


def is_page(model) -> bool:
    return issubclass(model, Page)


def home_page() -> home.HomePage:
    return home.HomePage.objects.get(depth=2, locale__language_code="fr")


def make_page(kind: type[Page], parent: Page | None = None, live=True, **fields) -> Page:
    """A published page (a draft when not ``live``); its parent is made when none is given."""
    if kind is home.HomePage:
        return home_page()
    parent = parent or (make_page(PARENTS[kind]) if kind in PARENTS else home_page())
    number = next(_numbers)
    given = {"title": f"Titre {number}", "slug": f"page-{number}"} | EXAMPLES[kind]() | fields
    with disable_reference_index_auto_update():  # half the time, for what no test asks
        page = parent.specific_class.objects.get(pk=parent.pk).add_child(instance=kind(live=False, **given))
        revision = page.save_revision()
        if live:
            revision.publish()
    return kind.objects.get(pk=page.pk)


def restrict(page: Page, kind="login", *groups: str) -> Page:
    """Only people with an account (``login``) or of these groups (``groups``) may read it."""
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups])
    return page


def in_english(page: Page, live=True, **fields) -> Page:
    """The translation of this page, published (a draft when not ``live``); its parents' are made if need be."""
    translation = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    for name, value in fields.items():
        setattr(translation, name, value)
    revision = translation.save_revision()
    if live:
        revision.publish()
    return type(translation).objects.get(pk=translation.pk)


def open_english() -> home.HomePage:
    """The English home page is live: addresses under /en/ answer."""
    return in_english(home_page(), title="1000 cafés in English")


def advocacy_entry(**fields) -> tuple[str, dict]:
    given = {"kind": AdvocacyKind.POSITION, "theme": AdvocacyTheme.LOCAL_SHOPS, "title": "Une position"}
    return "entry", given | fields
