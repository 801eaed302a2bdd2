"""Small documents made on the spot, and the smallest version of a resource's file."""

import hashlib
import io
import zipfile
from itertools import count

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from reportlab.pdfgen import canvas
from wagtail.models import Locale

from resources.models import Replay, Resource, ResourceFile, Theme

_numbers = count(1)


def pdf(*pages: str) -> bytes:
    """One line a page."""
    output = io.BytesIO()
    paper = canvas.Canvas(output, pagesize=(595, 842))
    for words in pages:
        paper.drawString(60, 760, words)
        paper.showPage()
    paper.save()
    return output.getvalue()


def packed(parts: dict[str, str]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts.items():
            folder.writestr(name, content)
    return output.getvalue()


def make_read_resource(**fields) -> Resource:
    """Published, for all members."""
    number = next(_numbers)
    theme, _made = Theme.objects.get_or_create(code="cafe", locale=Locale.get_default(), defaults={"name": "Le café"})
    given = {
        "title": f"Ressource à lire {number}", "slug": f"ressource-a-lire-{number}", "summary": "Utile.",
        "kind": "guide", "theme": theme, "reviewed_on": timezone.localdate(), "live": True,
        "locale": Locale.get_default(), "audiences": ["members"],
    }  # fmt: skip
    return Resource.objects.create(**given | fields)


def make_version(content: bytes, name="document.pdf", resource: Resource | None = None, **fields) -> ResourceFile:
    """The newest file of this resource, not read yet."""
    resource = resource or make_read_resource()
    number = resource.files.count() + 1
    resource.files.update(is_current=False)
    return ResourceFile.objects.create(
        resource=resource, number=number, file=ContentFile(content, name), name=name, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), **fields,
    )  # fmt: skip


def publish(thing):
    """As an editor does."""
    thing.save_revision().publish()
    thing.refresh_from_db()
    return thing


VTT = """WEBVTT

NOTE faite à la main

1
00:00:01.000 --> 00:00:04.000 align:start
<v Camille>Bonjour à toutes &amp; à tous.

00:00:05.000 --> 00:00:09.000
<v Camille>Parlons du <i>loyer</i>.

00:01:10.000 --> 00:01:14.500
<v Odile>Chez nous, la mairie le paie.
"""


def make_replay(**fields):
    """Published with captions, for all members, elsewhere."""
    number = next(_numbers)
    given = {
        "title": f"Replay {number}", "slug": f"replay-{number}", "summary": "Une heure utile.", "captions": VTT,
        "recorded_on": timezone.localdate(), "url": "https://vimeo.com/1000000", "live": True,
        "audiences": ["members"],
    }  # fmt: skip
    return Replay.objects.create(**given | fields)


def upload(content: bytes, name="guide.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


# What tells a film from anything else: its first boxes.
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x08free" + bytes(200)
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(200)
