"""Files on their way in, before anything is kept of them: what they must be, and the name they keep."""

import hashlib
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from millecafes.core.forms import check_file, cleaned_picture
from millecafes.core.sizes import size_in_words
from millecafes.core.uploads import check_content

PICTURES = ("jpg", "jpeg", "png", "webp")
LONGEST_NAME = 120


def checked(upload, accepted: Collection[str], most: int):
    """The file as it may be kept. Raises ``ValidationError``, in words for whoever sends it, when it may not.

    ``accepted`` are extensions, ``most`` is a number of bytes.
    """
    upload.name = cleaned_name(upload.name)
    extension = extension_of(upload.name)
    if extension not in accepted:
        words = _("Ce type de fichier n’est pas accepté. Ceux qui le sont : %(kinds)s.")
        raise ValidationError(words % {"kinds": ", ".join(accepted)}, code="extension")
    if upload.size > most:
        words = _("Ce fichier pèse %(size)s : il en faut un de moins de %(most)s.")
        said = {"size": size_in_words(upload.size), "most": size_in_words(most)}
        raise ValidationError(words % said, code="size")
    check_content(upload)
    return as_picture(upload) if extension in PICTURES else upload


def too_heavy(most: int) -> ValidationError:
    """What is said of files that were not even kept for the time of a look."""
    words = _("Cet envoi est trop lourd : un fichier doit peser moins de %(most)s.")
    return ValidationError(words % {"most": size_in_words(most)}, code="size")


def as_picture(upload):
    """Counted before it is unfolded, then without its hidden data."""
    check_file(upload)
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


def fingerprint(upload) -> str:
    """What tells one content from another, whatever the name."""
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    return digest.hexdigest()
