"""Fills an empty site, and adds what is missing to a site that lives: what is there is never touched."""

from collections import Counter

from django.db import models, transaction
from wagtail.blocks import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page

from home.models import Aid, HomePage
from millecafes.core.models import KeyFigure, Partner, SiteFurniture, Testimony
from millecafes.demo import files
from millecafes.demo.content import (
    AIDS,
    FIGURES,
    FOOTER,
    FOOTER_TEXT,
    MENU,
    PAGES,
    PARTNERS,
    SERVICES,
    TESTIMONIES,
)
from millecafes.demo.entry import Entry
from millecafes.demo.positions import add_positions
from millecafes.demo.references import References, key_of, one_line
from millecafes.places.models import Service

REGISTERS = {KeyFigure: FIGURES, Partner: PARTNERS, Testimony: TESTIMONIES, Service: SERVICES, Aid: AIDS}
FILES = {"cover": files.picture, "share_image": files.picture, "document": files.document}


@transaction.atomic
def build() -> Counter:
    """Make what is missing; the answer counts what was made, by its French name."""
    made = Counter()
    locale, _created = Locale.objects.get_or_create(language_code="fr")
    Locale.objects.get_or_create(language_code="en")
    references = References(locale)
    for model, rows in REGISTERS.items():
        add_rows(model, rows, locale, made)
    if positions := add_positions():
        made["position"] += positions
    new = [(page, entry) for entry in PAGES if (page := add_page(entry, locale))]
    for page, entry in new:
        # Read again: pages have been put under it since, and the tree counts them on its row.
        write(entry.model.objects.get(pk=page.pk), entry, references)
        made[str(page._meta.verbose_name)] += 1
    add_furniture(references, made)
    return made


def add_rows(model, rows: list[dict], locale: Locale, made: Counter) -> None:
    known = set(model.objects.filter(locale=locale).values_list("code", flat=True))
    for row in rows:
        if row["code"] not in known:
            model.objects.create(
                locale=locale, translation_key=key_of(f"{model.__name__}/{row['code']}"), **worded(row)
            )
            made[str(model._meta.verbose_name)] += 1


def worded(row: dict) -> dict:
    return {name: one_line(value) if isinstance(value, str) else value for name, value in row.items()}


def add_page(entry: Entry, locale: Locale) -> Page | None:
    """The page, in its place and still empty; nothing if an editor already has it, wherever it is now."""
    if Page.objects.filter(translation_key=key_of(entry.path), locale=locale).exists():
        return None
    if entry.model is HomePage:
        return add_home(entry, locale)
    parent = Page.objects.get(translation_key=key_of(entry.parent), locale=locale)
    page = entry.model(
        title=entry.title, slug=entry.slug, locale=locale, translation_key=key_of(entry.path), live=False
    )
    return parent.add_child(instance=page)


def add_home(entry: Entry, locale: Locale) -> HomePage:
    """The front door: the one the migrations left blank, or a new one."""
    home = HomePage.objects.filter(locale=locale, hero_title="").order_by("path").first()
    if home:
        home.translation_key, home.title = key_of(entry.path), entry.title
        home.save()
    else:
        home = HomePage(
            title=entry.title, slug="accueil", locale=locale, translation_key=key_of(entry.path), live=False
        )
        Page.get_first_root_node().add_child(instance=home)
    return home


def write(page: Page, entry: Entry, references: References) -> None:
    """Say what the page says, and publish it."""
    for name, value in entry.fields.items():
        field = page._meta.get_field(name)
        if isinstance(field, StreamField):
            value = StreamValue(
                field.stream_block, references.raw(field.stream_block, value, f"{entry.path}:{name}"), is_lazy=True
            )
        elif isinstance(field, RichTextField):
            value = references.rich(value)
        elif name in FILES:
            value = FILES[name](value)
        elif isinstance(field, models.ForeignKey):
            value = references.row(field.related_model, value)
        elif isinstance(value, str):
            value = one_line(value)
        setattr(page, name, value)
    page.save_revision().publish()


def add_furniture(references: References, made: Counter) -> None:
    if SiteFurniture.objects.filter(locale=references.locale).exists():
        return
    furniture = SiteFurniture(locale=references.locale, footer_text=FOOTER_TEXT)
    for name, value in (("main_menu", MENU), ("footer", FOOTER)):
        block = SiteFurniture._meta.get_field(name).stream_block
        setattr(furniture, name, StreamValue(block, references.raw(block, value, name), is_lazy=True))
    furniture.save()
    made[str(SiteFurniture._meta.verbose_name)] += 1
