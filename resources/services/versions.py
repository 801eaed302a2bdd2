"""Files on their way in: what the library takes, and the version they become."""

from django.db import transaction
from django.utils.translation import gettext as _

from millecafes.core import incoming
from millecafes.core.incoming import PICTURES, cleaned_name, extension_of, fingerprint
from resources.models import Resource, ResourceFile

__all__ = ["ACCEPTED", "MOST_BYTES", "PICTURES", "accept", "add_version", "checked", "cleaned_name", "extension_of"]

MOST_BYTES = 50 * 1024 * 1024
ACCEPTED = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", *PICTURES)


def accept() -> str:
    """What a file field of the browser offers."""
    return ",".join(f".{extension}" for extension in ACCEPTED)


def checked(upload):
    """The file as the library may keep it. Raises ``ValidationError`` when it may not."""
    return incoming.checked(upload, ACCEPTED, MOST_BYTES)


def too_heavy():
    """What is said of files that were not even kept for the time of a look."""
    return incoming.too_heavy(MOST_BYTES)


def title_of(name: str) -> str:
    """A title to begin with: « budget-previsionnel_2026.xlsx » is « Budget previsionnel 2026 »."""
    words = " ".join(name.rpartition(".")[0].replace("_", " ").replace("-", " ").split())
    return (words[:1].upper() + words[1:])[:120] or _("Document")


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
