"""Toolkits: the list, one of them, its ticks, and all its files at once."""

from collections.abc import Iterator

from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from resources.models import Phase, Resource, Toolkit
from resources.services import keeping
from resources.services.packing import Packed, packed
from resources.services.progress import with_progress
from resources.services.sheets import ToolkitSheet
from resources.services.telling import told
from resources.services.words import contents_of
from resources.views.doors import open_to_all, reader_of_list, thing_for

MOST_TOOLKITS = 200


@open_to_all
@never_cache
@require_safe
def listed(request):
    """By phase, in the order of the support; each says how far one has got."""
    reader, answer = reader_of_list(request)
    if answer:
        return answer
    toolkits = Toolkit.objects.readable_by(reader.access).defer("introduction")
    toolkits = told(with_progress(toolkits, reader.access, reader.person)[:MOST_TOOLKITS])
    order = [*Phase.values, ""]
    toolkits.sort(key=lambda toolkit: (order.index(toolkit.phase), toolkit.words.title))
    return render(request, "resources/toolkits.html", {"toolkits": toolkits, "is_member": reader.is_member})


def find_toolkit(slug: str):
    """As the doors ask for it."""
    return lambda access: Toolkit.objects.readable_by(access).select_related("locale").filter(slug=slug).first()


@open_to_all
@never_cache
@require_safe
def toolkit(request, slug):
    """The goal, and the steps this reader may take."""
    found, reader, answer = thing_for(request, find_toolkit(slug))
    if answer:
        return answer
    return render(request, "resources/toolkit.html", ToolkitSheet(found, reader.access, reader.person).shown())


@require_POST
def tick(request, slug):
    """Done, or to be done again."""
    found = get_object_or_404(Toolkit.objects.readable_by(request.access), slug=slug)
    number = request.POST.get("ressource", "")
    number = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
    resource = get_object_or_404(
        Resource.objects.readable_by(request.access).filter(steps__toolkit=found).distinct(), pk=number
    )
    keeping.tick(request.user, found, resource, is_done=request.POST.get("action") != "effacer")
    return HttpResponseRedirect(f"{found.get_absolute_url()}#etape-{resource.pk}")


@open_to_all
@require_safe
def everything(request, slug):
    """All the files of the steps this reader may take, in one folder that is made while it leaves."""
    found, reader, answer = thing_for(request, find_toolkit(slug))
    if answer:
        return answer
    sheet = ToolkitSheet(found, reader.access, reader.person)
    if request.method == "GET":
        keeping.count_downloads(reader.person, [step.resource for step in sheet.files])
    response = StreamingHttpResponse(packed(list(files_of(sheet, request))), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.zip"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def files_of(sheet: ToolkitSheet, request) -> Iterator[Packed]:
    """What is to be done, then each file, in the order of the steps."""
    name = _("00-sommaire.txt")
    yield Packed(name, contents_of(sheet, request.build_absolute_uri).encode())
    for step in sheet.files:
        stem = slugify(step.resource.words.title)[:80] or "document"
        yield Packed(f"{step.number:02d}-{stem}.{step.newest.extension}", step.newest.file, step.newest.uploaded_at)
