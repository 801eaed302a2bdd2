"""Who may read what of the library, and who may change it."""

from django.utils.translation import gettext_lazy as _

from millecafes.core.files import FileKind
from millecafes.people.permissions import audiences_of
from resources.models import Replay, Resource, ResourceFile
from resources.models.replays import LONG

CHANGE, PUBLISH = "resources.change_resource", "resources.publish_resource"


def may_read(person, thing: Resource | Replay) -> bool:
    """Published, and for somebody this person is; what is not published is read by those who write the library."""
    if not thing.live:
        return person.has_perm(f"resources.change_{thing._meta.model_name}")
    return bool(audiences_of(person) & set(thing.audiences))


def may_read_file(person, version: ResourceFile) -> bool:
    """Older versions are for those who write the library."""
    if not version.is_current:
        return person.has_perm(CHANGE)
    return may_read(person, version.resource)


def may_add_version(person, resource: Resource) -> bool:
    """A new version is read at once: of what is published, by those who publish; of a draft, by those who write."""
    return person.has_perm(PUBLISH if resource.live else CHANGE)


def find_version(pk: int) -> ResourceFile | None:
    return ResourceFile.objects.described().select_related("resource").filter(pk=pk).first()


def find_preview(pk: int) -> ResourceFile | None:
    return ResourceFile.objects.described().select_related("resource").filter(pk=pk).exclude(preview="").first()


FILES = FileKind(
    code="ressources",
    label=_("Fichiers de la bibliothèque des membres"),
    find=find_version,
    file_of=lambda version: version.file,
    may_read=may_read_file,
)
PREVIEWS = FileKind(
    code="apercus",
    label=_("Première page des fichiers de la bibliothèque"),
    find=find_preview,
    file_of=lambda version: version.preview,
    may_read=may_read_file,
)


def find_film(pk: int) -> Replay | None:
    return Replay.objects.defer(*LONG).exclude(video="").filter(pk=pk).first()


def find_slides(pk: int) -> Replay | None:
    return Replay.objects.defer(*LONG).exclude(slides="").filter(pk=pk).first()


FILMS = FileKind(
    code="films",
    label=_("Films des replays"),
    find=find_film,
    file_of=lambda replay: replay.video,
    may_read=may_read,
)
SLIDES = FileKind(
    code="diaporamas",
    label=_("Diaporamas des replays"),
    find=find_slides,
    file_of=lambda replay: replay.slides,
    may_read=may_read,
)
