"""Pictures on their way in: whatever is sent, the library keeps clean ones and says what is wrong with the others."""

import json
import re
import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, ImageChops
from PIL import Image as Picture

from millecafes.core.forms import reduced
from millecafes.core.models import Image
from tests.core.factories import make_image, picture_bytes, resizes_pictures
from tests.people.factories import make_staff

pytestmark = [pytest.mark.any_database, pytest.mark.django_db, resizes_pictures]

DETAILS = {"title": "La terrasse", "credit": "Odette Dupré", "tags": ""}


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(make_staff("Communication"))


def send_alone(client, upload) -> str:
    return client.post("/gestion/images/add/", DETAILS | {"file": upload}).content.decode()


def send_with_others(client, upload) -> str:
    """Several pictures are dropped at once; the credit of each is asked for afterwards."""
    answer = json.loads(client.post("/gestion/images/multiple/add/", {"files[]": upload}).content)
    if not answer["success"]:
        return answer["error_message"]
    number = answer["uploaded_file_id"]
    given = {f"uploaded-image-{number}-{name}": value for name, value in DETAILS.items()}
    return client.post(f"/gestion/images/multiple/create_from_uploaded_image/{number}/", given).content.decode()


def send_from_a_page(client, upload) -> str:
    given = {f"image-chooser-upload-{name}": value for name, value in DETAILS.items()}
    answer = client.post("/gestion/images/chooser/create/", given | {"image-chooser-upload-file": upload})
    assert answer.status_code == 200
    return json.loads(answer.content).get("htmlFragment", "")


every_way = pytest.mark.parametrize("send", [send_alone, send_with_others, send_from_a_page])


def noisy_jpeg() -> bytes:
    output = BytesIO()
    Picture.effect_noise((400, 300), 90).save(output, "JPEG")
    return output.getvalue()


def bomb(side: int) -> bytes:
    """A light file that unfolds into ``side`` × ``side`` points."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side * (side // 8 + 1)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def geotagged(size=(60, 40)) -> bytes:
    exif = Picture.Exif()
    exif[ExifTags.Base.Make], exif[ExifTags.Base.Orientation] = "Téléphone", 6
    exif[ExifTags.IFD.GPSInfo] = {1: "N", 2: (43.0, 51.0, 0.0), 3: "E", 4: (1.0, 53.0, 0.0)}
    return picture_bytes(size, "JPEG", exif=exif)


BROKEN = {
    "cut short": ("photo.jpg", lambda: noisy_jpeg()[:4000]),
    "a text": ("photo.jpg", lambda: b"Ceci est une lettre."),
    "empty": ("photo.jpg", lambda: b""),
    "too many points": ("plan.png", lambda: bomb(7000)),
    "a bomb": ("plan.png", lambda: bomb(20000)),
    "a drawing with scripts": ("dessin.svg", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    "a name that lies": ("photo.png", noisy_jpeg),
}


@every_way
@pytest.mark.parametrize("what", BROKEN)
def test_a_file_that_is_no_sound_picture_is_refused_with_a_word(client, send, what):
    name, content = BROKEN[what]

    answer = send(client, SimpleUploadedFile(name, content(), "image/jpeg"))

    words = " ".join(re.sub("<[^>]+>", " ", answer).split()).lower()
    assert Image.objects.count() == 0
    assert any(word in words for word in ("image", "fichier"))
    assert send is send_with_others or "error-message" in answer


@every_way
def test_a_telephone_s_picture_loses_the_place_it_was_taken_at_and_stands_upright(client, send):
    send(client, SimpleUploadedFile("photo.jpg", geotagged(), "image/jpeg"))

    image = Image.objects.get()
    with Picture.open(image.file.path) as picture:
        assert (dict(picture.getexif()), "exif" in picture.info) == ({}, False)
        assert picture.size == (image.width, image.height) == (40, 60)
    assert (image.title, image.credit, image.uploaded_by_user is None) == ("La terrasse", "Odette Dupré", False)


@every_way
def test_a_huge_photograph_is_brought_to_a_reasonable_size(client, send):
    send(client, SimpleUploadedFile("photo.jpg", picture_bytes((6000, 3000), "JPEG"), "image/jpeg"))

    image = Image.objects.get()
    with Picture.open(image.file.path) as picture:
        assert picture.size == (image.width, image.height) == (4000, 2000)
    assert image.file_size == image.file.size


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
@pytest.mark.parametrize("size", [(3000, 2500), (700, 6000)])
def test_a_picture_reduced_by_bands_is_as_if_it_were_reduced_whole(mode, size):
    source = Picture.effect_noise(size, 90).convert(mode)
    longest = 600

    made = reduced(source.copy(), longest)

    whole = source.resize(made.size, Picture.Resampling.BICUBIC)
    assert max(made.size) == longest
    assert max(most for _least, most in ImageChops.difference(made, whole).getextrema()[:3]) <= 1


@every_way
@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.avif", "AVIF")]
)
def test_every_kind_of_picture_we_announce_is_kept_as_it_is(client, send, name, kind):
    send(client, SimpleUploadedFile(name, picture_bytes(kind=kind), "image/x"))

    with Picture.open(Image.objects.get().file.path) as picture:
        assert picture.format == kind


def test_a_telephone_s_double_picture_is_a_photograph(client):
    output = BytesIO()
    first, second = (Picture.new("RGB", (40, 30), colour) for colour in ("red", "blue"))
    first.save(output, "MPO", save_all=True, append_images=[second])

    send_alone(client, SimpleUploadedFile("photo.jpg", output.getvalue(), "image/jpeg"))

    with Picture.open(Image.objects.get().file.path) as picture:
        assert picture.format == "JPEG"


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_a_printer_s_picture_is_accepted(client, mode):
    output = BytesIO()
    Picture.new(mode, (40, 30)).save(output, "JPEG")

    send_alone(client, SimpleUploadedFile("affiche.jpg", output.getvalue(), "image/jpeg"))

    assert Image.objects.get().width == 40


def test_a_transparent_drawing_stays_transparent(client):
    output = BytesIO()
    Picture.new("RGBA", (40, 30), (0, 0, 0, 0)).save(output, "PNG")

    send_alone(client, SimpleUploadedFile("logo.png", output.getvalue(), "image/png"))

    with Picture.open(Image.objects.get().file.path) as picture:
        assert picture.getpixel((0, 0))[3] == 0


def test_the_credit_is_not_optional(client):
    given = DETAILS | {"credit": "", "file": SimpleUploadedFile("a.png", picture_bytes(), "image/png")}

    answer = client.post("/gestion/images/add/", given)

    assert (answer.status_code, Image.objects.count()) == (200, 0)


def test_replacing_a_picture_cleans_it_too_and_forgets_the_first(client):
    image = make_image()
    first = image.file.name

    given = DETAILS | {"file": SimpleUploadedFile("photo.jpg", geotagged(), "image/jpeg")}
    client.post(f"/gestion/images/{image.pk}/", given)

    image.refresh_from_db()
    with Picture.open(image.file.path) as picture:
        assert dict(picture.getexif()) == {}
    assert not image.file.storage.exists(first)


def test_changing_a_title_leaves_the_file_alone(client):
    image = make_image()

    client.post(f"/gestion/images/{image.pk}/", DETAILS)

    after = Image.objects.get()
    assert (after.title, after.file.name) == ("La terrasse", image.file.name)


def files_of(storage, folder="") -> set[str]:
    folders, names = storage.listdir(folder)
    inside = [files_of(storage, f"{folder}{name}/") for name in folders]
    return {f"{folder}{name}" for name in names}.union(*inside)


def test_what_was_kept_aside_is_thrown_away(client):
    before = files_of(default_storage)

    send_with_others(client, SimpleUploadedFile("photo.jpg", geotagged(), "image/jpeg"))

    image = Image.objects.get()
    assert files_of(image.file.storage) - before == {image.file.name}
