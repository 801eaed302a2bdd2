"""The library of the demo: what is missing is laid, what is there is never touched."""

from datetime import date, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from millecafes.core.privacy import months_before
from millecafes.demo.content.library import DONE, KEPT, RESOURCES, THEMES, TOOLKITS, USEFUL
from millecafes.demo.content.library_papers import PAPERS
from millecafes.demo.papers import budget, paper
from millecafes.demo.references import References, key_of, one_line
from millecafes.people.models import User
from resources.models import Resource, Theme, Toolkit, ToolkitStep
from resources.services import keeping
from resources.services.versions import add_version, checked

TOLD = ("slug", "title", "summary", "kind", "phase", "audiences", "association")


@transaction.atomic
def add_library(today: date | None = None) -> int:
    """Lay themes, resources and toolkits; says how many of the two last were laid."""
    if not settings.DEMO:
        return 0
    locale = Locale.objects.get(language_code="fr")
    themes = add_themes(locale)
    known = set(Resource.objects.values_list("slug", flat=True))
    made = sum(add_resource(row, themes, locale, today) for row in RESOURCES if row["slug"] not in known)
    known = set(Toolkit.objects.values_list("slug", flat=True))
    new = sum(add_toolkit(row, locale) for row in TOOLKITS if row["slug"] not in known)
    if new:
        use()
    return made + new


def add_themes(french: Locale) -> dict[str, Theme]:
    """One row a language: translators go on from there."""
    english = Locale.objects.get(language_code="en")
    themes = {}
    for position, (code, name, name_in_english) in enumerate(THEMES, 1):
        given = {"position": position, "translation_key": key_of(f"Theme/{code}")}
        rows = Theme.objects
        themes[code], _new = rows.get_or_create(code=code, locale=french, defaults={"name": one_line(name)} | given)
        rows.get_or_create(code=code, locale=english, defaults={"name": name_in_english} | given)
    return themes


def add_resource(row: dict, themes: dict[str, Theme], locale: Locale, today: date | None) -> bool:
    resource = Resource(
        **{name: one_line(row[name]) if isinstance(row[name], str) else row[name] for name in TOLD},
        theme=themes[row["theme"]],
        language=row.get("language", "fr"),
        url=row.get("url", ""),
        reviewed_on=read_over(row["months"], today),
        locale=locale,
        translation_key=key_of(f"Resource/{row['slug']}"),
        is_example=True,
        live=False,
    )
    field = Resource._meta.get_field("story")
    raw = References(locale).raw(field.stream_block, row.get("story", []), f"Resource/{row['slug']}")
    resource.story = field.to_python(raw)
    resource.save()
    if file := file_of(row):
        add_version(resource, checked(file))
    resource.save_revision().publish()
    return True


def read_over(months: int, today: date | None) -> date:
    """So many months ago, and not on the very day, as people do."""
    now = (
        timezone.now() if today is None else timezone.make_aware(timezone.datetime(today.year, today.month, today.day))
    )
    return (months_before(now, months) - timedelta(days=months * 3 % 11)).date()


def file_of(row: dict) -> ContentFile | None:
    """What is made of it, under a name that people keep."""
    if row.get("xlsx"):
        return ContentFile(budget(), f"{row['slug']}.xlsx")
    if row["slug"] in PAPERS:
        return ContentFile(paper(row["slug"], one_line(row["title"])), f"{row['slug']}.pdf")
    return None


def add_toolkit(row: dict, locale: Locale) -> bool:
    key = f"Toolkit/{row['slug']}"
    words = {name: one_line(row[name]) for name in ("slug", "title", "goal", "introduction", "phase")}
    toolkit = Toolkit(
        **words, audiences=row["audiences"], locale=locale, translation_key=key_of(key), is_example=True, live=False
    )
    resources = {one.slug: one for one in Resource.objects.filter(locale=locale, slug__in=[s[0] for s in row["steps"]])}
    toolkit.steps = [
        ToolkitStep(
            resource=resources[slug],
            title=one_line(title),
            text=one_line(text),
            sort_order=position,
            locale=locale,
            translation_key=key_of(f"{key}/{slug}"),
        )
        for position, (slug, title, text) in enumerate(row["steps"])
    ]
    toolkit.save()
    toolkit.save_revision().publish()
    return True


def use() -> None:
    """What the people of the demo made of it."""
    people = {person.email.partition("@")[0]: person for person in User.objects.filter(email__endswith="@example.org")}
    resources = {one.slug: one for one in Resource.objects.filter(locale__language_code="fr")}
    for name, slugs in KEPT.items():
        for slug in slugs if name in people else []:
            keeping.keep(people[name], resources[slug], is_kept=True)
            keeping.count_downloads(people[name], [resources[slug]])
    for name, slugs in USEFUL.items():
        for slug in slugs if name in people else []:
            keeping.judge(people[name], resources[slug], is_useful=True)
    for name, (slug, steps) in DONE.items():
        toolkit = Toolkit.objects.get(slug=slug, locale__language_code="fr")
        for step in steps if name in people else []:
            keeping.tick(people[name], toolkit, resources[step], is_done=True)
