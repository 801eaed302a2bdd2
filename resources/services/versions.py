"""Files on their way in: what they must be, the name they keep, and the version they become."""

import hashlib
import unicodedata
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image as Picture

from millecafes.core.forms import BROKEN, FAULTS, cleaned_picture
from millecafes.core.sizes import size_in_words
from millecafes.core.uploads import check_content
from resources.models import Resource, ResourceFile

MOST_BYTES = 50 * 1024 * 1024
PICTURES = ("jpg", "jpeg", "png", "webp")
ACCEPTED = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", *PICTURES)
LONGEST_NAME = 120


def accept() -> str:
    """What a file field of the browser offers."""
    return ",".join(f".{extension}" for extension in ACCEPTED)


def checked(upload):
    """The file as it may be kept. Raises ``ValidationError``, in words for whoever sends it, when it may not."""
    upload.name = cleaned_name(upload.name)
    extension = extension_of(upload.name)
    if extension not in ACCEPTED:
        words = _("Ce type de fichier n’est pas accepté. Ceux qui le sont : %(kinds)s.")
        raise ValidationError(words % {"kinds": ", ".join(ACCEPTED)}, code="extension")
    if upload.size > MOST_BYTES:
        words = _("Ce fichier pèse %(size)s : il en faut un de moins de %(most)s.")
        said = {"size": size_in_words(upload.size), "most": size_in_words(MOST_BYTES)}
        raise ValidationError(words % said, code="size")
    check_content(upload)
    return as_picture(upload) if extension in PICTURES else upload


def too_heavy() -> ValidationError:
    """What is said of files that were not even kept for the time of a look."""
    words = _("Cet envoi est trop lourd : un fichier doit peser moins de %(most)s.")
    return ValidationError(words % {"most": size_in_words(MOST_BYTES)}, code="size")


def as_picture(upload):
    """Counted before it is unfolded, then without its hidden data."""
    try:
        with Picture.open(upload) as picture:
            points = picture.width * picture.height * getattr(picture, "n_frames", 1)
    except Picture.DecompressionBombError:
        points = None
    except FAULTS as error:
        raise ValidationError(BROKEN) from error
    if points is None or points > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise ValidationError(_("Cette image est trop grande : réduisez-la à moins de 40 millions de pixels."))
    return cleaned_picture(upload)


def cleaned_name(name: str) -> str:
    """The last part of what was typed, without anything that does not show, bounded, its extension kept."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    shown = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(". ")
    stem, dot, extension = shown.rpartition(".")
    if not dot:
        return shown[:LONGEST_NAME]
    return f"{(stem.strip() or 'document')[:LONGEST_NAME]}.{extension[:10].lower()}"


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def title_of(name: str) -> str:
    """A title to begin with: « budget-previsionnel_2026.xlsx » is « Budget previsionnel 2026 »."""
    words = " ".join(name.rpartition(".")[0].replace("_", " ").replace("-", " ").split())
    return (words[:1].upper() + words[1:])[:120] or _("Document")


def fingerprint(upload) -> str:
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    return digest.hexdigest()


def add_version(resource: Resource, upload, by=None) -> ResourceFile:
    """Make a checked file the newest version: the address is the same, older ones are kept for the team.

    The file is written before the row is locked: a large one makes nobody wait.
    """
    version = ResourceFile(name=upload.name, size=upload.size, sha256=fingerprint(upload), uploaded_by=by)
    version.file.save(upload.name, upload, save=False)
    try:
        with transaction.atomic():
            resource = Resource.objects.select_for_update(of=("self",)).get(pk=resource.original.pk)
            last = resource.files.order_by("-number").first()
            resource.files.current().update(is_current=False)
            version.resource, version.number = resource, last.number + 1 if last else 1
            version.save()
    except BaseException:
        version.file.storage.delete(version.file.name)  # nothing is kept that no row names
        raise
    return version
