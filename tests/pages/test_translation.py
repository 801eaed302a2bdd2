"""Every type of page, block and register in English, through wagtail-localize."""

import pytest
from wagtail.blocks import ListBlock, StructBlock
from wagtail.images.blocks import ImageBlock
from wagtail_localize.models import SegmentOverride

from home.models import Aid, ContentPage, HomePage, ImpactPage, PartnersPage
from millecafes.core import models
from millecafes.core.blocks import STORY, StoryBlock
from news.models import ArticlePage
from tests.core.factories import SMALLEST, chosen_blocks, make, make_figure, make_testimony, resizes_pictures
from tests.pages.factories import EXAMPLES, make_page, restrict
from tests.translations import english, fill, is_in_english, open_english, publish, submit, translate, translation_of

pytestmark = [pytest.mark.any_database, pytest.mark.django_db, resizes_pictures]

every_type = pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)
every_register = pytest.mark.parametrize("model", SMALLEST, ids=lambda model: model.__name__)
# A field that is filled in, and its English.
WORDS = {
    models.KeyFigure: ("label", "applications"),
    models.Partner: ("name", "Foundation"),
    models.Testimony: ("text", "We live again."),
    models.SiteFurniture: ("footer_text", "In the village"),
    Aid: ("name", "Aid"),
}


def translate_with_parents(page):
    for ancestor in page.get_ancestors().filter(depth__gt=1):
        if not ancestor.has_translation(english()):
            translate(ancestor.specific, title="Above")
    return translate(page, title="In English")


# -- Pages ------------------------------------------------------------------------------------------------------------


@every_type
def test_a_page_is_read_in_english_at_the_same_address_under_en(client, kind):
    page = make_page(kind)

    twin = translate_with_parents(page)

    answer = client.get(f"/en{page.url}")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="en">' in html
    assert "<title>In English · 1000 cafés</title>" in html
    assert twin.get_url() == f"/en{page.url}"
    assert kind is HomePage or twin.slug == page.slug


@every_type
def test_addresses_and_choices_are_not_offered_to_translators(kind):
    page = make_page(kind)

    source = submit(page).source

    offered = set(source.stringsegment_set.values_list("context__path", flat=True))
    assert "title" in offered
    fields = [field for field in kind._meta.get_fields() if getattr(field, "choices", None)]
    kept = {"slug", "team_email", "press_email", "commune", "department", "url_path"} | {field.name for field in fields}
    assert offered & kept == set()


def test_dates_pictures_and_choices_follow_the_french_page():
    open_english()
    page = make_page(ArticlePage, category="culture", association="reseau", illustration="concert")

    twin = translate_with_parents(page)

    for name in ("date", "category", "association", "illustration", "cover_id"):
        assert getattr(twin, name) == getattr(page, name)


def test_a_translation_begins_as_a_draft_that_nobody_reads(client):
    open_english()
    page = make_page(ContentPage)

    submit(page)

    assert page.has_translation(english())
    assert not is_in_english(client, page)
    assert f"/en{page.url}" not in client.get("/sitemap.xml").content.decode()


def test_an_english_page_that_is_unpublished_is_no_longer_read(client):
    open_english()
    page = make_page(ContentPage)
    twin = translate(page)

    twin.unpublish()

    assert not is_in_english(client, page)
    assert client.get(page.url).status_code == 200


def test_a_page_made_private_closes_its_translation_too_and_opens_it_again(client):
    open_english()
    page = make_page(ContentPage)
    twin = translate(page, title="Secret word")

    restrict(page, "groups", "Culture")

    closed = client.get(twin.url)
    listed = client.get("/sitemap.xml").content.decode()
    assert (closed.status_code, "Secret word" in closed.content.decode(), twin.url in listed) == (302, False, False)
    assert [group.name for group in twin.get_view_restrictions().get().groups.all()] == ["Culture"]
    page.view_restrictions.all().delete()
    assert client.get(twin.url).status_code == 200


def test_a_translation_may_be_closed_alone(client):
    open_english()
    page = make_page(ContentPage)

    restrict(translate(page))

    assert client.get(page.url).status_code == 200


def test_the_translation_of_a_private_page_is_private(client):
    open_english()
    page = restrict(make_page(ContentPage))

    twin = translate(page, title="A secret")

    answer = client.get(twin.get_url())
    assert twin.get_view_restrictions().exists()
    assert answer.status_code == 302
    assert twin.get_url() not in client.get("/sitemap.xml").content.decode()


def test_a_page_renamed_in_french_is_renamed_in_english_when_it_is_published_again(client):
    open_english()
    page = make_page(ContentPage, slug="ancien")
    translate(page, title="In English")

    page.slug = "nouveau"
    page.save_revision().publish()
    publish(translation_of(page))

    assert client.get("/en/nouveau/").status_code == 200


# -- What changes in French -------------------------------------------------------------------------------------------


def test_what_changes_in_french_waits_for_the_translator_and_nothing_is_lost(client):
    open_english()
    page = make_page(ContentPage, title="Le café", summary="Il ouvre.", search_description="")
    translate(page, title="The café", summary="It opens.")
    before = translation_of(page).get_progress()

    page.summary = "Il rouvre lundi."
    page.save_revision().publish()
    translation = translation_of(page)
    waiting, read = translation.get_progress(), client.get(f"/en{page.url}").content.decode()
    fill(translation, "summary", "It opens again on Monday.")
    publish(translation)

    assert before == (2, 2)
    assert waiting == (2, 1)
    assert translation.get_progress() == (2, 2)
    assert "It opens." in read
    html = client.get(f"/en{page.url}").content.decode()
    assert "The café" in html
    assert "It opens again on Monday." in html


def test_a_text_that_moves_in_a_story_keeps_its_translation(client):
    open_english()
    page = make_page(ContentPage, body=[("paragraph", "<p>Le pain.</p>"), ("paragraph", "<p>Le vin.</p>")])
    translation = submit(page)
    for block, text in zip(page.body.raw_data, ("The bread.", "The wine."), strict=True):
        fill(translation, f"body.{block['id']}", text)
    publish(translation)

    page.body = StoryBlock().to_python([dict(block) for block in reversed(page.body.raw_data)])
    page.save_revision().publish()
    publish(translation_of(page))

    html = client.get(f"/en{page.url}").content.decode()
    assert 0 < html.index("The wine.") < html.index("The bread.")


# -- Blocks -----------------------------------------------------------------------------------------------------------


def one_of_each_block() -> list[tuple]:
    chosen = chosen_blocks()
    return [(name, chosen[name] if name in chosen else block.get_preview_value()) for name, block in STORY]


def test_every_text_of_every_block_is_read_in_english(client):
    open_english()
    page = make_page(ContentPage, body=one_of_each_block())
    translation = submit(page)
    paths = translation.source.stringsegment_set.filter(context__path__startswith="body.")
    paths = list(paths.values_list("context__path", flat=True))

    for number, path in enumerate(paths):
        fill(translation, path, f"English {number};")
    publish(translation)

    html = client.get(f"/en{page.url}").content.decode()
    kinds = {block["id"]: block["type"] for block in page.body.raw_data}
    translated = {kinds[path.split(".")[1]] for path in paths}
    assert (
        set(kinds.values()) - translated == {"partners", "figures", "testimony", "documents", "retentions"} - translated
    )
    assert len(paths) > 30
    assert [path for number, path in enumerate(paths) if f"English {number};" not in html] == []


def test_blocks_whose_optional_parts_are_left_out_are_translated(client):
    """... like blocks that have gained a part since they were written."""
    open_english()
    page = make_page(ContentPage, body=one_of_each_block())
    raw = [
        {**block, "value": required_only(dict(STORY)[block["type"]], block["value"])} for block in page.body.raw_data
    ]
    page.body = StoryBlock().to_python(raw)
    page.save_revision().publish()

    translate(page, title="Sparse")

    quote = next(block["value"] for block in raw if block["type"] == "quote")
    assert set(quote) == {"text"}
    assert "Sparse" in client.get(f"/en{page.url}").content.decode()


def required_only(block, value):
    """The stored value without what is not required."""
    if isinstance(block, StructBlock) and not isinstance(block, ImageBlock):
        kept = {name: child for name, child in block.child_blocks.items() if child.required or is_whole(child)}
        return {name: required_only(child, value[name]) for name, child in kept.items() if name in value}
    if isinstance(block, ListBlock):
        return [{**item, "value": required_only(block.child_block, item["value"])} for item in value]
    return value


def is_whole(block) -> bool:
    return isinstance(block, ListBlock | ImageBlock)


def test_an_address_is_not_a_text_to_translate_but_a_translator_may_give_another(client):
    open_english()
    page = make_page(ContentPage, body=[("buttons", {"items": [{"label": "Écrire", "url": "mailto:a@example.org"}]})])
    translation = submit(page)
    source = translation.source
    context = source.overridablesegment_set.get(context__path__endswith=".url").context

    publish(translation)
    before = client.get(f"/en{page.url}").content.decode()
    SegmentOverride.objects.create(locale=english(), context=context, data_json='"mailto:b@example.org"')
    publish(translation)

    assert not source.stringsegment_set.filter(context__path__endswith=".url").exists()
    assert 'href="mailto:a@example.org"' in before
    assert 'href="mailto:b@example.org"' in client.get(f"/en{page.url}").content.decode()


def test_links_lead_to_the_reader_s_language_when_it_has_the_page(client):
    home = open_english()
    target, alone = make_page(ContentPage, title="Le but"), make_page(ContentPage, title="Seule")
    body = [("buttons", {"items": [{"label": page.title, "page": page} for page in (target, alone)]})]
    page = make_page(ContentPage, body=body)
    translate(target, title="The goal")
    translate(page)

    html = client.get(f"/en{page.url}").content.decode()

    assert home.get_url() == "/en/"
    assert f'href="/en{target.url}"' in html
    assert f'href="/en{alone.url}"' in html


# -- Registers --------------------------------------------------------------------------------------------------------


@every_register
def test_a_sheet_has_its_english(model):
    name, words = WORDS[model]
    sheet = make(model, **({name: "Au village"} if model is models.SiteFurniture else {}))

    twin = translate(sheet, **{name: words})

    assert getattr(twin, name) == words
    assert getattr(twin, "code", "") == getattr(sheet, "code", "")
    assert not translation_of(sheet).source.stringsegment_set.filter(context__path="code").exists()


def test_english_texts_quote_the_english_figures(client):
    open_english()
    make_figure(code="candidatures", value=1700, qualifier="more_than", label="candidatures")
    make_figure(code="satisfaits", value=96, unit="%", population="maires", period="en 2025")
    page = make_page(ContentPage, body=[("paragraph", "<p>[[candidatures]], [[satisfaits]]</p>")])
    for figure in models.KeyFigure.objects.all():
        translate(figure, label="applications")
    translate(page)

    french, english_page = (client.get(f"{prefix}{page.url}").content.decode() for prefix in ("", "/en"))

    assert "plus de\u00a01\u00a0700, 96\u00a0%" in french
    assert "more than\u00a01,700, 96%" in english_page


def test_pages_of_registers_show_the_sheets_of_their_language(client):
    open_english()
    translate(make_figure(label="cafés ouverts"), label="cafés opened")
    translate(make(models.Partner, name="Fondation du Pain"), name="Bread Foundation")
    figures, partners = make_page(ImpactPage), make_page(PartnersPage)
    translate(figures), translate(partners)

    read = [client.get(f"/en{page.url}").content.decode() for page in (figures, partners)]

    assert "cafés opened" in read[0]
    assert "cafés ouverts" not in read[0]
    assert "Bread Foundation" in read[1]
    assert "Fondation du Pain" not in read[1]


def test_words_translated_from_french_say_so(client):
    open_english()
    words = make_testimony(text="On revit.")
    page = make_page(ContentPage, body=[("testimony", words)])
    translate(words, text="We live again.")
    translate(page)

    french, read = (client.get(f"{prefix}{page.url}").content.decode() for prefix in ("", "/en"))

    assert "“We live again.”" in read
    assert "translated from French" in read
    assert "«\u00a0On revit.\u00a0»" in french
    assert "traduit" not in french
