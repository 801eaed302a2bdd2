"""The smallest valid things of the library."""

from datetime import date
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from resources.models import Resource, ResourceFile, Theme, Toolkit, ToolkitStep
from resources.services.versions import add_version, checked
from tests.core.factories import french

_numbers = count(1)
PDF = b"%PDF-1.7\nAutant dire un guide."


def make_theme(code="argent", **fields) -> Theme:
    known = Theme.objects.filter(code=code, locale=fields.get("locale", french())).first()
    return known or Theme.objects.create(**{"code": code, "name": code.capitalize(), "locale": french()} | fields)


def make_resource(*, title="", slug="", **fields) -> Resource:
    """Published, for all members, read over today, unless said otherwise."""
    number = next(_numbers)
    given = {
        "kind": "guide",
        "summary": "Deux phrases. Pas une de plus.",
        "audiences": ["members"],
        "reviewed_on": timezone.localdate(),
        "live": True,
        "first_published_at": timezone.now() if fields.get("live", True) else None,
        "locale": french(),
    } | fields
    if "theme" not in given:
        given["theme"] = make_theme()
    return Resource.objects.create(title=title or f"Ressource {number}", slug=slug or f"ressource-{number}", **given)


def an_upload(name="guide.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def give_file(resource: Resource, name="guide.pdf", content=PDF, by=None) -> ResourceFile:
    return add_version(resource, checked(an_upload(name, content)), by)


def make_toolkit(*resources: Resource, title="", slug="", **fields) -> Toolkit:
    """One step for each resource, in this order."""
    number = next(_numbers)
    given = {"goal": "Savoir faire.", "audiences": ["members"], "live": True, "locale": french()} | fields
    toolkit = Toolkit.objects.create(title=title or f"Boîte {number}", slug=slug or f"boite-{number}", **given)
    for position, resource in enumerate(resources):
        ToolkitStep.objects.create(
            toolkit=toolkit,
            resource=resource,
            title=f"Étape {position + 1}",
            text="<p>On commence.</p>",
            sort_order=position,
            locale=toolkit.locale,
        )
    return toolkit


def old() -> date:
    """A day long past the eighteen months."""
    return date(2020, 1, 15)
