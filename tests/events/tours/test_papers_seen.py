"""Papers as they come out of a printer: drawn to pictures, looked at by pixels, their code read as a telephone does."""

import io

import pypdfium2 as pdfium
import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from PIL import Image as Picture
from reportlab.lib.units import mm

from events.tours.models import Offer, Stop
from events.tours.services.papers import make_waiting
from events.tours.services.posters import CODE, HEIGHT, MARGIN, SCALES, WIDTH, poster
from tests.core.factories import make_image, make_partner, resizes_pictures
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.events.tours.qr_reader import read_qr
from tests.people.factories import make_staff

pytestmark = pytest.mark.django_db
SHARP = 3  # pixels a point: what a printer of the village does


@pytest.fixture
def stop():
    tour = planning.make_open_tour(
        kind="guinguette", company=make.make_company(name="Les Tréteaux", contact_name="Ida", contact_phone="06")
    )
    Offer.objects.update(power=16, parking="Un camion de 7 m", title="Bal aux accordéons")
    return planning.confirm(tour, make_staff("Culture"))


def drawn(content: bytes, tmp_path, name: str) -> list:
    """Each page as a picture, kept as a PNG for whoever wants to look."""
    pages = [page.render(scale=SHARP).to_pil().convert("RGB") for page in pdfium.PdfDocument(content)]
    for number, page in enumerate(pages, 1):
        page.save(tmp_path / f"{name}-{number}.png")
    return pages


def part(page, left, bottom, right, top, scale=1.0):
    """A part of a page; in points of the great paper, from its foot, as it was drawn."""
    high = page.height
    box = (left * scale * SHARP, high - top * scale * SHARP, right * scale * SHARP, high - bottom * scale * SHARP)
    return page.crop(tuple(round(side) for side in box))


def ink(picture, darker=110) -> float:
    """The part of it that is dark."""
    light = picture.convert("L")
    return sum(light.histogram()[:darker]) / (light.width * light.height)


def code_of(page, form):
    return part(page, WIDTH - MARGIN - CODE - mm, 26 * mm, WIDTH - MARGIN + mm, 28 * mm + CODE, SCALES[form])


@pytest.mark.parametrize("form", ["a4", "a5"])
@pytest.mark.parametrize("words", ["short", "long", "commune"])
def test_a_poster_is_drawn_and_its_code_leads_to_the_agenda(stop, tmp_path, form, words):
    if words == "long":
        stop.offer.title, stop.place = (
            "Une très longue soirée au bord de l’eau " * 4,
            "Sous les très grands tilleuls " * 4,
        )
    if words == "commune":
        stop = planning.confirm(
            planning.make_open_tour(kind="cinema"), make_staff("Culture"), cafe=None, commune=planning.make_village()
        )

    [page] = drawn(poster(stop, form), tmp_path, f"{form}-{words}")

    scale = SCALES[form]
    assert page.size == pytest.approx((WIDTH * scale * SHARP, HEIGHT * scale * SHARP), abs=2)
    title = part(page, MARGIN, 105 * mm, WIDTH - MARGIN, 141 * mm, scale)
    assert ink(title) > 0.02
    assert len(part(page, 0, 155 * mm, WIDTH, HEIGHT, scale).getcolors(1 << 24)) > 20  # the drawing
    assert ink(part(page, MARGIN, 5 * mm, MARGIN + 37 * mm, 22 * mm, scale)) > 0.02  # our logo
    assert read_qr(code_of(page, form)) == settings.SITE_URL + stop.session.event.get_absolute_url()


@pytest.mark.parametrize("words", ["short", "long"])
def test_nothing_is_written_over_the_code_nor_beyond_the_edge(stop, tmp_path, words):
    if words == "long":
        stop.offer.title, stop.fallback = "Une très longue soirée au bord de l’eau " * 4, "Salle des fêtes " * 8

    [page] = drawn(poster(stop, "a4"), tmp_path, words)

    paper = (251, 245, 233)
    edge = part(page, WIDTH - MARGIN / 2, 24 * mm, WIDTH, 140 * mm).getcolors(1 << 24)
    assert [colour for _count, colour in edge] == [paper]
    line = part(page, MARGIN, 22.2 * mm, WIDTH - MARGIN, 23.6 * mm)
    assert ink(line) > 0.1


@resizes_pictures
@pytest.mark.parametrize("ratios", [[5, 5, 5, 5], [3, 3, 1], [0.3, 12]])
def test_logos_of_any_shape_leave_the_words_and_our_logo_as_they_are(stop, tmp_path, ratios):
    [alone] = drawn(poster(stop, "a4"), tmp_path, "alone")
    stop.session.event.partners = [partner_with_logo(ratio) for ratio in ratios]

    [page] = drawn(poster(stop, "a4"), tmp_path, "logos")

    words_end = MARGIN + 43 * mm + 55 * mm
    ours = [part(one, 0, 0, words_end, 22 * mm) for one in (alone, page)]
    theirs = [part(one, words_end, 0, WIDTH, 22 * mm) for one in (alone, page)]
    edges = [part(one, WIDTH - MARGIN + mm, 0, WIDTH, 22 * mm) for one in (alone, page)]
    assert ink(part(alone, MARGIN + 43 * mm, 5 * mm, words_end, 22 * mm)) > 0.01
    assert ours[0].tobytes() == ours[1].tobytes()
    assert edges[0].tobytes() == edges[1].tobytes()
    assert ink(theirs[1]) > ink(theirs[0]) + 0.05


def partner_with_logo(ratio):
    output = io.BytesIO()
    Picture.new("RGB", (round(200 * ratio), 200), "#203040").save(output, "PNG")
    return make_partner(logo=make_image(file=ImageFile(io.BytesIO(output.getvalue()), name="logo.png")), logo_alt="Un")


def test_an_agreement_is_drawn_on_each_of_its_pages(stop, tmp_path):
    make_waiting()
    with stop.agreements.get().file.open() as opened:
        pages = drawn(opened.read(), tmp_path, "convention")

    assert 1 <= len(pages) <= 4
    for page in pages:
        assert page.width / page.height == pytest.approx(WIDTH / HEIGHT, abs=0.01)
        assert 0.005 < ink(page) < 0.4
    assert ink(part(pages[0], 0, 0, 8 * mm, HEIGHT)) == 0  # a printer writes nothing there


def test_the_pictures_the_worker_keeps_are_those_posters(stop, tmp_path):
    make_waiting()

    kept = {one.format: one for one in Stop.objects.get(pk=stop.pk).posters.all()}

    assert set(kept) == {"a4", "a5"}
    for form, one in kept.items():
        with one.file.open() as opened:
            [page] = drawn(io.BytesIO(opened.read()).getvalue(), tmp_path, f"kept-{form}")
        assert read_qr(code_of(page, form)).endswith(stop.session.event.get_absolute_url())
