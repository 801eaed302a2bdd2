"""The smallest valid rows of the registers and files of the library."""

from datetime import date
from io import BytesIO
from itertools import count

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.models import Locale

from millecafes.core.models import Document, Image, KeyFigure, Partner, SiteFurniture, Testimony

# Wagtail leaves it to Python to close the temporary file of a resized picture.
resizes_pictures = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")
_numbers = count(1)


def french() -> Locale:
    return Locale.objects.get(language_code="fr")


def make_figure(**fields) -> KeyFigure:
    number = next(_numbers)
    given = {"code": f"chiffre-{number}", "value": 1700, "label": "candidatures", "source": "Rapport"}
    return KeyFigure.objects.create(**given | {"topic": "network", "locale": french()} | fields)


def make_partner(**fields) -> Partner:
    number = next(_numbers)
    given = {"code": f"partenaire-{number}", "name": f"Partenaire {number}", "family": "private", "locale": french()}
    return Partner.objects.create(**given | fields)


def make_testimony(**fields) -> Testimony:
    number = next(_numbers)
    given = {"code": f"parole-{number}", "text": f"Parole {number}.", "role": "maire", "commune": "Cadalen (Tarn)"}
    return Testimony.objects.create(**given | {"consent_on": date(2025, 1, 1), "locale": french()} | fields)


def make_furniture(**fields) -> SiteFurniture:
    return SiteFurniture.objects.create(**{"locale": french()} | fields)


def picture_bytes(size=(64, 48), kind="PNG", **options) -> bytes:
    output = BytesIO()
    Picture.new("RGB", size, "#1f4d3a").save(output, kind, **options)
    return output.getvalue()


def make_image(**fields) -> Image:
    number = next(_numbers)
    file = ImageFile(BytesIO(picture_bytes()), name=f"image-{number}.png")
    return Image.objects.create(**{"title": f"Image {number}", "credit": "Odette Dupré", "file": file} | fields)


def make_document(content=b"un", name="rapport.txt", **fields) -> Document:
    return Document.objects.create(**{"title": "Rapport", "file": ContentFile(content, name=name)} | fields)
