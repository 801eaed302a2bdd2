"""Who may read what of the library, and who may change it."""

from django.utils.translation import gettext_lazy as _

from millecafes.core.files import FileKind
from millecafes.people.permissions import access_of
from resources.models import Resource, ResourceFile

CHANGE, PUBLISH = "resources.change_resource", "resources.publish_resource"


def may_read(person, resource: Resource) -> bool:
    """Published, and for somebody this person is; what is not published is read by those who write the library."""
    if not resource.live:
        return person.has_perm(CHANGE)
    return bool(access_of(person).audiences & set(resource.audiences))


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
