"""The blocks of a story: what an editor may put in them, and what a reader sees."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from home.models import ContentPage
from millecafes.core import charts
from millecafes.core.blocks import STORY, ChartBlock, StoryBlock
from millecafes.core.blocks.base import SpokenRichTextBlock, SpokenTextBlock
from millecafes.core.blocks.media import GalleryItemBlock, PictureBlock, VideoBlock
from millecafes.core.links import LinkBlock
from tests.core.factories import (
    chosen_blocks,
    make_figure,
    make_image,
    make_partner,
    make_testimony,
    resizes_pictures,
)
from tests.pages.factories import make_page
from tests.people.factories import make_staff

pytestmark = [pytest.mark.any_database, pytest.mark.django_db, resizes_pictures]

# A picture of the block cannot be shown without a row that only an editor can choose.
WITHOUT_PREVIEW = {
    "documents": "a document",
    "image": "a picture",
    "gallery": "a picture",
    "audio": "a recording",
    "figures": "a figure of the register",
    "testimony": "a testimony of the register",
}
every_block = pytest.mark.parametrize(("name", "block"), STORY, ids=[name for name, _block in STORY])


def story_page(*body, **fields) -> ContentPage:
    return make_page(ContentPage, body=list(body), **fields)


def chart(**fields) -> dict:
    rows = [{"label": "Équipe", "value": Decimal(60)}, {"label": "Loyer", "value": Decimal(40)}]
    given = {"title": "Dépenses", "source": "Rapport", "population": "dépenses", "period": "2025", "rows": rows}
    return given | fields


def shares(*values) -> dict:
    return chart(rows=[{"label": f"Poste {n}", "value": Decimal(value)} for n, value in enumerate(values)])


def cleaned(block, value):
    """As the form of the back office gives it: fields left alone have their defaults."""
    return block.clean(block.to_python(block.get_prep_value(block.normalize(value))))


def errors_of(block, value) -> dict[str, str]:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(block, value)
    return {name: " ".join(error.messages) for name, error in refused.value.block_errors.items()}


# -- Every block ------------------------------------------------------------------------------------------------------


@every_block
def test_a_block_introduces_itself_to_the_editor(name, block):
    assert name in StoryBlock().child_blocks
    assert all((block.meta.label, block.meta.description, block.meta.template, block.meta.group))
    assert block.meta.icon != "placeholder"


@every_block
def test_a_block_has_a_picture_of_itself(client, name, block):
    client.force_login(make_staff("Communication"))
    make_testimony()
    make_partner()

    assert block.is_previewable == (name not in WITHOUT_PREVIEW)
    if block.is_previewable:
        answer = client.get("/gestion/block-preview/", {"id": block.definition_prefix})

        shown = answer.content.decode().partition('class="story">')[2].partition("</main>")[0]
        assert (answer.status_code, "<" in shown) == (200, True)


def test_a_page_shows_every_block(client):
    chosen = chosen_blocks()
    assert set(chosen) == set(WITHOUT_PREVIEW)
    body = [(name, chosen[name] if name in chosen else block.get_preview_value()) for name, block in STORY]

    answer = client.get(story_page(*body).url)

    html = answer.content.decode()
    assert answer.status_code == 200
    shown = ["Le rapport annuel", "La terrasse", "Le bal", "Lou", "cafés ouverts", "On revit.", "Un été en guinguette"]
    assert [text for text in shown if text not in html] == []


# -- Texts and links --------------------------------------------------------------------------------------------------


def test_a_heading_can_be_linked_to_by_its_words(client):
    page = story_page(("heading", {"text": "À l’école du café"}))

    html = client.get(page.url).content.decode()

    assert '<h2 class="story__heading" id="a-lecole-du-cafe">À l’école du café</h2>' in html
    assert 'href="#a-lecole-du-cafe"' in html


def test_an_answer_can_be_linked_to(client):
    item = {"question": "Combien ça coûte ?", "answer": "<p>Rien.</p>"}

    html = client.get(story_page(("questions", {"title": "", "items": [item]})).url).content.decode()

    assert 'id="combien-ca-coute"' in html
    assert 'href="#combien-ca-coute"' in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " javascript:alert(1)", "JavaScript:x", "data:text/html,x", "x"]
)
def test_a_link_that_is_no_address_is_refused(url):
    assert "doit commencer par https://" in errors_of(LinkBlock(), {"label": "Voir", "url": url})["url"]


@pytest.mark.parametrize("url", ["https://a.fr/", "mailto:a@b.fr", "tel:+33123456789", "/contact/", "#prix", ""])
def test_a_link_may_be_an_address_a_mail_or_a_place_of_the_page(url):
    assert cleaned(LinkBlock(), {"label": "Voir", "url": url}).href == url


def test_a_link_to_a_page_follows_it_and_dies_with_it(client):
    target = make_page(ContentPage, slug="ici")
    page = story_page(("buttons", {"items": [{"label": "Aller ici", "page": target}]}))

    before = client.get(page.url).content.decode()
    target.unpublish()
    after = client.get(page.url).content.decode()

    assert ('href="/ici/"' in before, "Aller ici" in before) == (True, True)
    assert "Aller ici" not in after


# -- Figures quoted in a text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", [SpokenTextBlock(), SpokenRichTextBlock()])
def test_a_text_that_quotes_an_unknown_figure_is_refused_and_the_code_named(block):
    make_figure(code="cafes")

    cleaned(block, "<p>Il y a [[cafes]] cafés.</p>")

    with pytest.raises(ValidationError, match="absent, autre"):
        cleaned(block, "<p>[[absent]], [[cafes]] et [[autre]].</p>")


def test_one_correction_of_the_register_changes_every_page(client):
    figure = make_figure(code="candidatures", value=1700, qualifier="more_than")
    pages = [
        story_page(("paragraph", "<p>Il y a eu [[candidatures]] candidatures.</p>")),
        story_page(("steps", {"items": [{"title": "Un", "text": "Déjà [[candidatures]] !"}]})),
        story_page(summary="Déjà [[candidatures]] villages."),
    ]
    before = [client.get(page.url).content.decode() for page in pages]

    figure.value = 2500
    figure.save()

    after = [client.get(page.url).content.decode() for page in pages]
    assert ["plus de\xa01\xa0700" in html for html in before] == [True] * 3
    assert ["plus de\xa02\xa0500" in html for html in after] == [True] * 3


def test_a_figure_that_left_the_register_leaves_an_ellipsis(client):
    figure = make_figure(code="parti")
    page = story_page(("paragraph", "<p>Ils sont [[parti]] au village.</p>"))

    figure.delete()

    assert "Ils sont … au village." in client.get(page.url).content.decode()


def test_the_value_of_a_figure_is_text_and_never_markup(client):
    make_figure(code="x", unit="<b>€</b>")

    html = client.get(story_page(("paragraph", "<p>[[x]]</p>")).url).content.decode()

    assert "&lt;b&gt;€" in html
    assert "<b>€" not in html


# -- Charts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "total"), [(["40", "19"], "59"), (["60", "50.5"], "110,5"), (["98", "0.9"], "98,9")]
)
def test_shares_that_do_not_make_a_whole_are_refused_and_their_sum_is_said(values, total):
    assert f"Les parts font {total} %".replace(" %", "") in errors_of(ChartBlock(), shares(*values))["rows"]


@pytest.mark.parametrize("values", [["60", "39"], ["60", "40"], ["60", "41"], ["33.3", "33.3", "33.3"]])
def test_shares_may_be_rounded_by_one_point(values):
    assert cleaned(ChartBlock(), shares(*values)).total == sum(map(Decimal, values))


def test_a_percentage_says_of_whom_and_of_when():
    missing = errors_of(ChartBlock(), chart(population="", period=""))

    assert missing == dict.fromkeys(("population", "period"), "Un pourcentage doit dire sa population et sa période.")


def test_magnitudes_need_neither_sum_nor_population():
    rows = [{"label": "2024", "value": Decimal(12)}, {"label": "2025", "value": Decimal(30)}]

    assert cleaned(ChartBlock(), chart(kind="bars", unit="cafés", population="", period="", rows=rows)).total == 42


def test_the_drawing_and_the_table_hold_the_same_values(client):
    html = client.get(story_page(("chart", shares("62.5", "37.5"))).url).content.decode()

    drawing, _, table = html.partition("<table>")
    for label, value, width in (("Poste 0", "62,5", 400), ("Poste 1", "37,5", 240)):
        assert f"{label}</span> <b>{value}" in drawing.replace("62,50", "62,5").replace("37,50", "37,5")
        assert f'<rect width="{width}"' in drawing
        assert f'<th scope="row">{label}</th><td>{value}' in table
    assert 'aria-hidden="true"' in drawing


@pytest.mark.parametrize(
    ("table", "is_shares", "widths"),
    [
        ([("a", 50), ("b", 25)], True, [320, 160]),
        ([("a", 50), ("b", 25)], False, [640, 320]),
        ([("a", 0), ("b", 0)], False, [0, 0]),
        ([], False, []),
    ],
)
def test_a_bar_is_as_long_as_its_value(table, is_shares, widths):
    drawing = charts.bars([(label, Decimal(value)) for label, value in table], shares=is_shares)

    assert [row.width for row in drawing.rows] == widths
    assert drawing.height >= 0


# -- Pictures and films -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("block", [PictureBlock(), GalleryItemBlock()])
def test_a_picture_is_described_or_said_to_be_decorative(block):
    picture = make_image()

    def clean(alt, decorative):
        given = {"image": {"image": picture.pk, "alt_text": alt, "decorative": decorative}, "caption": ""}
        return block.clean(block.to_python(given))

    assert (clean("Le bar", False)["image"].contextual_alt_text, clean("", True)["image"].decorative) == (
        "Le bar",
        True,
    )
    with pytest.raises(StructBlockValidationError):
        clean("", False)


@pytest.mark.parametrize(("alt", "decorative", "shown"), [("Le bar", False, 'alt="Le bar"'), ("", True, 'alt=""')])
def test_a_picture_shows_its_description_and_its_credit(client, alt, decorative, shown):
    picture = make_image(credit="Odette <Dupré>")
    raw = {"image": {"image": picture.pk, "alt_text": alt, "decorative": decorative}, "caption": "", "size": "wide"}
    page = story_page()
    page.body = [{"type": "image", "value": raw}]
    page.save_revision().publish()

    html = client.get(page.url).content.decode()

    assert shown in html
    assert "Crédit : Odette &lt;Dupré&gt;" in html
    assert "picture--wide" in html


YOUTUBE = "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=3", YOUTUBE),
        ("https://youtu.be/abcdefghijk", YOUTUBE),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?autoplay=1&dnt=1"),
        ("https://video.example/watch?v=abcdefghijk", ""),
        ("https://youtube.com.mechant.example/watch?v=abcdefghijk", ""),
        ("https://mechant.example/?https://youtu.be/abcdefghijk", ""),
        ('https://youtu.be/"><script>', ""),
    ],
)
def test_only_known_players_are_shown_here(url, player):
    assert VideoBlock().normalize({"title": "Film", "url": url, "credit": "Lou"}).embed_src == player


def test_nothing_of_a_film_comes_from_elsewhere_before_a_click(client):
    film = {"title": "Le film", "url": "https://vimeo.com/123456789", "credit": "Lou", "poster": make_image()}

    html = client.get(story_page(("video", film)).url).content.decode()

    assert "<iframe" not in html
    assert not [part for part in html.split() if part.startswith(("src=", "srcset=")) and "://" in part]
    assert '<a href="https://vimeo.com/123456789" rel="noopener">Voir le film sur vimeo.com</a>' in html
    assert 'data-video="https://player.vimeo.com/video/123456789?autoplay=1&amp;dnt=1"' in html
    assert "Crédit : Lou" in html


def test_a_row_of_a_chart_follows_the_register(client):
    figure = make_figure(value=61)
    rows = [{"label": "Poste 0", "figure": figure}, {"label": "Poste 1", "value": Decimal(39)}]
    page = story_page(("chart", chart(rows=rows)))

    figure.value = 60
    figure.save()

    html = client.get(page.url).content.decode()
    assert ("<td>60</td>" in html, "<td>99</td>" in html) == (True, True)


def test_a_row_needs_a_value_or_a_figure():
    assert "rows" in errors_of(ChartBlock(), chart(rows=[{"label": "Un"}, {"label": "Deux", "value": Decimal(100)}]))


def test_a_chart_being_written_is_shown_without_its_empty_row(client):
    page = story_page(("chart", chart(rows=[{"label": "Un", "value": Decimal(60)}, {"label": "Deux", "value": None}])))

    html = client.get(page.url).content.decode()

    assert ("Un</th>" in html, "Deux</th>" in html) == (True, False)
