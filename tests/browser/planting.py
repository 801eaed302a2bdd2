"""Run in the environment of a demo site: writes what would act, if it were let to, in every field that holds words.

Prints, as JSON, the addresses of the site and how many fields were planted.
"""

import json
import os
import re
import sys

import django
from django.db import IntegrityError, connection, models, transaction
from django.utils.html import escape

ACTS = "window.__pwned=1"
LEAVES_AN_ATTRIBUTE = f'"><img src=x onerror={ACTS}><script>{ACTS}</script>'
LEAVES_A_SCRIPT = f"</script><script>{ACTS}</script>"
PAYLOADS = [LEAVES_AN_ATTRIBUTE, LEAVES_A_SCRIPT, f"'{LEAVES_AN_ATTRIBUTE}"]
AS_WORDS = f"<p>{escape(LEAVES_AN_ATTRIBUTE)}</p>"  # what the editor of rich text keeps of it
APPLICATIONS = ("millecafes.", "home", "members.", "news", "events.", "resources")
# What the site itself writes and reads: codes, keys, digests, addresses, markup it has made, marks of a language.
NOT_WORDS = re.compile(
    r"codes?|former_codes|postcodes|slug|token|key|dedupe_key|sha256|fingerprint|language|time_zone|path|hash|url|url_key"
    r"|message_id|reference|writer|slot|kind|type|state|body_html|everything|search_name|illustration|from_email"
)
IN_ITS_FORM = {"captions": "WEBVTT\n\n00:00.000 --> 00:09.000\n{}", "chapters": "00:00 {}\n00:10 {}"}
PAGE_FIELDS = ("title", "draft_title", "seo_title", "search_description")
MOST_ONE_BY_ONE = 200


def models_of_ours() -> list:
    from django.apps import apps

    return [model for model in apps.get_models() if model.__module__.startswith(APPLICATIONS) and not model._meta.proxy]


def words_of(model) -> list:
    """The fields of a model in which somebody has written words."""
    from wagtail.fields import RichTextField, StreamField

    from millecafes.core.fields import ChoicesField

    other = (models.EmailField, models.URLField, models.SlugField, ChoicesField, RichTextField, StreamField)
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, other)
        and not field.primary_key
        and not field.choices
        and not NOT_WORDS.fullmatch(field.name)
        and type(field).__name__ != "PlainTextField"
    ]


def cut(text: str, longest: int | None) -> str:
    return text[: longest or 1_000]


def plant(model, field) -> bool:
    """In all rows, a third of them for each way to act; where rows must differ, one by one with their number."""
    rows = model._base_manager
    for number, payload in enumerate(PAYLOADS):
        text = cut(IN_ITS_FORM.get(field.name, "{}").replace("{}", payload), field.max_length)
        chosen = rows.extra(where=[f'"{model._meta.db_table}".rowid % 3 = {number}'])
        try:
            with transaction.atomic():
                chosen.update(**{field.name: text})
        except IntegrityError:
            one_by_one(chosen, field, text)
    return rows.filter(**{f"{field.name}__contains": "<"}).exists()


def one_by_one(rows, field, text: str):
    for pk in list(rows.values_list("pk", flat=True)[:MOST_ONE_BY_ONE]):
        own = f"{pk}{text}" if field.unique or field.model._meta.total_unique_constraints else text
        try:
            with transaction.atomic():
                field.model._base_manager.filter(pk=pk).update(**{field.name: cut(own, field.max_length)})
        except IntegrityError:
            continue  # a closed account has no name


def in_block(block, value):
    """What a block holds, its words replaced; rich text keeps the payload as words, as its editor would."""
    from wagtail import blocks

    if isinstance(block, blocks.StructBlock):
        return {
            name: in_block(block.child_blocks[name], part) for name, part in value.items() if name in block.child_blocks
        }
    if isinstance(block, blocks.StreamBlock):
        return [part | {"value": in_block(block.child_blocks[part["type"]], part["value"])} for part in value]
    if isinstance(block, blocks.ListBlock):
        return [
            part | {"value": in_block(block.child_block, part["value"])}
            if isinstance(part, dict) and part.get("type") == "item"
            else in_block(block.child_block, part)
            for part in value
        ]
    if isinstance(block, blocks.RichTextBlock):
        return AS_WORDS
    if type(block) in {blocks.CharBlock, blocks.TextBlock} and not NOT_WORDS.fullmatch(block.name):
        return cut(PAYLOADS[len(block.name) % 2], block.field.max_length)
    return value


def plant_streams(model) -> int:
    from wagtail.fields import RichTextField, StreamField

    count = 0
    for field in model._meta.local_concrete_fields:
        if isinstance(field, RichTextField):
            model._base_manager.update(**{field.name: AS_WORDS})
            count += 1
        if not isinstance(field, StreamField):
            continue
        for row in model._base_manager.all():
            stream = getattr(row, field.name)
            raw = in_block(stream.stream_block, json.loads(json.dumps(list(stream.raw_data))))
            model._base_manager.filter(pk=row.pk).update(**{field.name: field.to_python(json.dumps(raw))})
        count += 1
    return count


def plant_everywhere() -> list[str]:
    from taggit.models import Tag
    from wagtail.models import Collection, Page

    planted = [
        f"{model.__name__}.{field.name}"
        for model in models_of_ours()
        for field in words_of(model)
        if plant(model, field)
    ]
    planted += [f"Page.{name}" for name in PAGE_FIELDS if plant(Page, Page._meta.get_field(name))]
    planted += [f"{model.__name__}.name" for model in (Tag, Collection) if plant(model, model._meta.get_field("name"))]
    for model in models_of_ours():
        plant_streams(model)
    return planted


def show_drafts(places: dict):
    """The back office shows the last version written of a page or a sheet, which is kept apart."""
    from django.apps import apps
    from wagtail.models import Page

    Page.objects.get(pk=places["draft_id"]).specific.save_revision()
    of = {"places.Cafe": "cafe_id", "agenda.Event": "event_id", "resources.Resource": "resource_id"}
    of |= {"resources.Replay": "replay_id", "tours.Offer": "offer_id"}
    for name, key in of.items():
        apps.get_model(name).objects.get(pk=places[key]).save_revision()


def main():
    sys.path[:0] = ["site", "."]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "millecafes.settings.dev")
    django.setup()
    from members.forum.services import rendering
    from millecafes.core.page_store import bump
    from tests.access_places import make_places
    from tests.fuzz.walk import ADDRESSES

    places = make_places()
    planted = plant_everywhere()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE forum_post SET render_version = 0")
    for _done in rendering.render_again():
        pass
    show_drafts(places)
    bump()
    print(json.dumps({"addresses": [address.format(**places) for address in ADDRESSES], "planted": planted}))


if __name__ == "__main__":
    main()
