"""The smallest valid rows of the registers and files of the library."""

from datetime import date
from functools import partial
from io import BytesIO
from itertools import count

import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.models import Locale

from home.models import Aid
from millecafes.core.models import Document, Image, KeyFigure, Partner, SiteFurniture, Testimony

# Wagtail leaves it to Python to close the files it reads and the temporary ones it resizes pictures in.
resizes_pictures = pytest.mark.filterwarnings("ignore:(?i)unclosed file:ResourceWarning")
_numbers = count(1)


def french() -> Locale:
    return Locale.objects.get(language_code="fr")


SMALLEST = {
    KeyFigure: {"value": 1700, "label": "candidatures", "source": "Rapport", "topic": "network"},
    Partner: {"name": "Fondation", "family": "private"},
    Testimony: {"text": "On revit.", "role": "maire", "commune": "Cadalen (Tarn)", "consent_on": date(2025, 1, 1)},
    SiteFurniture: {},
    Aid: {"name": "Aide", "funder": "Banque", "rate": 50, "cap": 10_000, "source": "Rapport"},
}


def build(model, **fields):
    """A row of a register, not yet written."""
    code = {} if model is SiteFurniture else {"code": f"code-{next(_numbers)}"}
    return model(**SMALLEST[model] | code | {"locale": french()} | fields)


def make(model, **fields):
    row = build(model, **fields)
    row.save()
    return model.objects.get(pk=row.pk)


make_figure, make_partner = partial(make, KeyFigure), partial(make, Partner)
make_testimony, make_furniture = partial(make, Testimony), partial(make, SiteFurniture)


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


def chosen_blocks() -> dict:
    """A value of each block that shows what only an editor can choose."""
    picture, sound = make_image(), make_document(name="a.mp3")
    return {
        "documents": {"items": [make_document(title="Le rapport annuel")]},
        "image": {"image": picture, "caption": "La terrasse"},
        "gallery": {"title": "L’été", "items": [{"image": picture, "caption": "Le bal"}]},
        "audio": {"title": "Le son", "document": sound, "credit": "Lou", "transcript": "<p>La</p>"},
        "figures": {"items": [make_figure(label="cafés ouverts")]},
        "testimony": make_testimony(text="On revit."),
    }
