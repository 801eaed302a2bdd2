"""Many files at once: each becomes the draft of a resource, all of them or none."""

from django.db import transaction

from resources.forms import free_slug
from resources.models import Resource, ResourceKind
from resources.services.versions import add_version, extension_of, title_of

KINDS = {"xlsx": "spreadsheet", "ods": "spreadsheet", "csv": "spreadsheet", "docx": "template", "odt": "template"}


def make_drafts(uploads, common: dict, by) -> list[Resource]:
    """The drafts of these checked files, in their order; what was written on disk goes if one of them fails."""
    versions = []
    try:
        with transaction.atomic():
            for upload in uploads:
                versions.append(add_version(make_draft(upload.name, common, by), upload, by))
    except BaseException:
        for version in versions:
            version.file.storage.delete(version.file.name)
        raise
    return [version.resource for version in versions]


def make_draft(name: str, common: dict, by) -> Resource:
    title, kind = title_of(name), KINDS.get(extension_of(name), ResourceKind.GUIDE)
    draft = Resource(title=title, kind=kind, live=False, has_unpublished_changes=True, **common)
    draft.slug = free_slug(Resource, title)
    draft.save()
    draft.save_revision(user=by, clean=False)
    return draft
