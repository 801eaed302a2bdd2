"""The copies of pictures: the lightest formats once they are made, and no visitor waits for them."""

import re

import pytest
from wagtail.images.models import Filter

from home.models import ContentPage, PartnersPage, VillageStoriesPage, VillageStoryPage
from millecafes.core import pictures
from tests.core.factories import make_image, make_partner, resizes_pictures
from tests.pages.factories import make_page

pytestmark = [pytest.mark.django_db, resizes_pictures]


def page_with(image):
    described = {"image": image.pk, "alt_text": "Le lavoir", "decorative": False}
    block = {"type": "image", "value": {"image": described, "caption": "", "size": "normal"}}
    return make_page(ContentPage, body=[block])


def formats_of(client, page) -> list[str]:
    html = client.get(page.url).content.decode()
    element = re.search(r"<picture>.*?</picture>", html, re.S)[0]
    assert 'alt="Le lavoir"' in element
    return [*re.findall(r'type="image/(\w+)"', element), *re.findall(r'src="[^"]*\.(\w+)"', element)]


def copies_of(image) -> set[str]:
    return set(image.renditions.values_list("filter_spec", flat=True))


def test_a_visitor_never_waits_for_the_slow_formats(client):
    image = make_image()

    formats = formats_of(client, page_with(image))

    assert formats == ["jpg"]
    assert copies_of(image) == set(pictures.SPECS["jpeg"])


def test_the_lightest_formats_are_shown_once_they_are_made(client):
    image = make_image()
    page = page_with(image)

    complete = pictures.make_copies()

    assert complete == 1
    assert copies_of(image) == set(pictures.EVERY_SPEC)
    assert formats_of(client, page) == ["avif", "webp", "jpg"]


def test_a_format_that_is_not_complete_waits(client):
    image = make_image()
    page = page_with(image)
    image.get_rendition(pictures.SPECS["avif"][0])
    image.get_renditions(*pictures.SPECS["webp"])

    assert formats_of(client, page) == ["webp", "jpg"]


def test_what_is_made_is_not_made_again(django_assert_num_queries):
    make_image()
    pictures.make_copies()

    with django_assert_num_queries(1):
        assert pictures.make_copies() == 0


def test_a_picture_whose_file_is_lost_stops_no_other():
    kept, lost = make_image(), make_image()
    lost.file.storage.delete(lost.file.name)

    assert pictures.make_copies() == 1
    assert copies_of(kept) == set(pictures.EVERY_SPEC)


def test_a_picture_whose_file_is_lost_leaves_its_place_to_a_drawing(client):
    lost = make_image()
    page = page_with(lost)
    lost.file.storage.delete(lost.file.name)

    answer = client.get(page.url)

    assert answer.status_code == 200
    assert "img/illustrations/cafe" in answer.content.decode()


def test_a_picture_whose_file_is_lost_is_shown_in_the_sizes_that_are_made(client):
    lost = make_image()
    lost.get_renditions(*pictures.SPECS["webp"])
    lost.file.storage.delete(lost.file.name)

    html = client.get(page_with(lost).url).content.decode()

    assert 'type="image/webp"' in html or ".webp" in html


def test_the_worker_stops_when_its_time_is_up():
    for _ in range(3):
        make_image()

    assert pictures.make_copies(seconds=0) == 1


def test_every_spec_is_one_that_wagtail_knows():
    assert len(pictures.EVERY_SPEC) == 11
    for spec in pictures.EVERY_SPEC:
        assert Filter(spec).operations


def test_a_wall_of_covers_is_read_at_once(client, django_assert_max_num_queries):
    wall = make_page(VillageStoriesPage)
    for _ in range(5):
        make_page(VillageStoryPage, wall, cover=make_image())
    pictures.make_copies()

    client.get(wall.url)
    with django_assert_max_num_queries(12):
        html = client.get(wall.url).content.decode()

    assert html.count('type="image/avif"') == 5


def test_the_logo_of_a_partner_is_ready_before_a_visitor_comes(client):
    logo = make_image()
    make_partner(logo=logo, logo_alt="Logo")
    page = make_page(PartnersPage)
    pictures.make_copies()
    made = logo.renditions.count()

    html = client.get(page.url).content.decode()

    assert re.search(r'<img[^>]*\.webp"[^>]*alt="Logo"|<img[^>]*alt="Logo"[^>]*\.webp"', html)
    assert logo.renditions.count() == made
