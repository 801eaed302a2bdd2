"""A picture of the library whose file was damaged on the disk: pages do without it."""

import gc
import random
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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_flipped_bytes_spoil_no_page(client, kind):
    content = sound(kind)
    file = ImageFile(BytesIO(content), name=f"salle.{kind.lower()}")
    image = Image.objects.create(title="La salle", credit="Odette", file=file)
    page = make_page(ContentPage, body=[("image", {"image": image, "caption": "Un jeudi"})])

    answers = set()
    for seed in range(6):
        with image.file.storage.open(image.file.name, "wb") as stored:
            stored.write(flipped(content, seed))
        image.renditions.all().delete()
        shown(Image.objects.get(pk=image.pk))
        answers.add(client.get(page.url).status_code)

    gc.collect()
    assert answers == {200}
