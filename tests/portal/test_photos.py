"""Photographs of one's café: whatever is sent, clean ones are proposed, and the others are told why."""

import pytest
from PIL import Image as Picture

from members.portal.models import CafeChange
from millecafes.core.models import Image
from tests.core.factories import make_image, picture_bytes, resizes_pictures
from tests.core.test_pictures import bomb, noisy_jpeg
from tests.people.factories import make_manager, make_staff
from tests.places.cafe_factories import make_cafe
from tests.portal.factories import make_change, photo_data

pytestmark = [pytest.mark.django_db, resizes_pictures]


@pytest.fixture
def cafe():
    return make_cafe()


@pytest.fixture
def manager(cafe, enter):
    return enter(make_manager(cafe))


def send(client, cafe, **data):
    return client.post(f"/espace/cafe/{cafe.slug}/photos/", data)


def test_a_photo_waits_for_a_second_reader(client, cafe, manager):
    answer = send(client, cafe, **photo_data(caption="Le soir"))

    image = Image.objects.get()
    assert (answer.status_code, image.description, image.credit) == (302, "Le comptoir", "Zoé Essai")
    assert CafeChange.objects.get().after == {"photos": [[image.pk, "Le soir"]]}
    assert not cafe.photos.exists()
    assert "attend la relecture" in client.get(f"/espace/cafe/{cafe.slug}/photos/").content.decode()


def test_the_same_photo_twice_is_one(client, cafe, manager):
    for _n in range(2):
        send(client, cafe, **photo_data())

    assert (Image.objects.count(), len(CafeChange.objects.get().after["photos"])) == (1, 1)


def test_two_photos_are_one_proposal(client, cafe, manager):
    send(client, cafe, **photo_data())
    send(client, cafe, **photo_data(picture_bytes((30, 30))))

    assert len(CafeChange.objects.get().after["photos"]) == 2


def test_a_phone_does_not_tell_where_it_was(client, cafe, manager):
    exif = Picture.Exif()
    exif[0x0110] = "Téléphone secret"

    send(client, cafe, **photo_data(picture_bytes(kind="JPEG", exif=exif), "photo.jpg"))

    with Picture.open(Image.objects.get().file) as kept:
        assert not kept.getexif()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "photo.png"),
        (b"du texte", "photo.png"),
        (b"<svg onload='alert(1)'/>", "photo.svg"),
        (b"%PDF-1.4", "photo.jpg"),
        (picture_bytes(), "photo.exe"),
        (noisy_jpeg()[:4000], "photo.jpg"),
        (bomb(30_000), "photo.png"),
    ],
)
def test_what_is_no_sound_picture_is_refused_at_the_field(client, cafe, manager, content, name):
    answer = send(client, cafe, **photo_data(content, name))

    html = answer.content.decode()
    assert (answer.status_code, "field__error" in html, 'value="Le comptoir"' in html) == (400, True, True)
    assert (Image.objects.count(), CafeChange.objects.count()) == (0, 0)


@pytest.mark.parametrize("missing", ["file", "alt", "credit", "agreed"])
def test_what_is_missing_is_asked_for(client, cafe, manager, missing):
    answer = send(client, cafe, **{name: value for name, value in photo_data().items() if name != missing})

    assert (answer.status_code, Image.objects.count()) == (400, 0)


def test_a_photo_is_left_out_and_twice_is_once(client, cafe, manager):
    image = make_image()
    make_change(cafe, manager, photos=[[image.pk, ""]])

    for _n in range(2):
        client.post(f"/espace/cafe/{cafe.slug}/photos/{image.pk}/retirer/")

    assert "photos" not in CafeChange.objects.get().after


def test_the_thirteenth_is_refused(client, cafe, manager):
    make_change(cafe, manager, photos=[[make_image().pk, ""] for _n in range(12)])

    answer = send(client, cafe, **photo_data(picture_bytes((31, 31))))

    assert (answer.status_code, Image.objects.count()) == (400, 12)


def test_the_team_adds_one_at_once(client, cafe, enter):
    enter(make_staff("Validation"))

    send(client, cafe, **photo_data())

    assert (cafe.photos.count(), CafeChange.objects.get().on_behalf) == (1, True)
