"""A picture of the library whose file was damaged on the disk: pages do without it."""

import gc
import random
import re
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from PIL import Image as Picture

from home.models import ContentPage
from millecafes.core.models import Image
from millecafes.core.pictures import shown
from tests.pages.factories import make_page

pytestmark = [
    pytest.mark.any_database,
    pytest.mark.django_db,
    # Wagtail leaves to Python the files of the copies that it did not finish.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"),
]


def sound(kind: str) -> bytes:
    output = BytesIO()
    Picture.effect_noise((120, 90), 90).convert("RGB").save(output, kind)
    return output.getvalue()


def flipped(content: bytes, seed: int) -> bytes:
    """Some bytes of it changed: of the head, where it says what it is, in one of two."""
    chance, damaged = random.Random(seed), bytearray(content)
    for _ in range(8):
        damaged[chance.randrange(64 if seed % 2 else len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def make_picture(kind: str, content: bytes) -> Image:
    file = ImageFile(BytesIO(content), name=f"salle.{kind.lower()}")
    return Image.objects.create(title="La salle", credit="Odette", file=file)


def damage(image: Image, content: bytes) -> None:
    """The file holds something else, and no copy was made of it before."""
    with image.file.storage.open(image.file.name, "wb") as stored:
        stored.write(content)
    image.renditions.all().delete()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_cut_short_leaves_its_place_to_a_drawing_and_the_log_names_it(client, caplog, kind):
    content = sound(kind)
    image = make_picture(kind, content)
    page = make_page(ContentPage, body=[("image", {"image": image, "caption": "Un jeudi"})])

    whole = client.get(page.url).content.decode()
    silence = caplog.text
    damage(image, content[: len(content) // 4])
    broken = client.get(page.url).content.decode()

    drawing = (
        r'<figure[^>]*>\s*<img class="illustration" src="[^"]*/illustrations/cafe\.svg" alt=""[^>]*>\s*<figcaption'
    )
    assert (bool(re.search(drawing, whole)), silence) == (False, "")
    assert (bool(re.search(drawing, broken)), "Un jeudi" in broken, "Odette" in broken) == (True, True, True)
    assert f"The picture {image.pk} cannot be shown" in caplog.text
    gc.collect()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_flipped_bytes_spoil_no_page(client, kind):
    content = sound(kind)
    image = make_picture(kind, content)
    page = make_page(ContentPage, body=[("image", {"image": image, "caption": "Un jeudi"})])

    answers = set()
    for seed in range(6):
        damage(image, flipped(content, seed))
        shown(Image.objects.get(pk=image.pk))
        answers.add(client.get(page.url).status_code)

    gc.collect()
    assert answers == {200}
