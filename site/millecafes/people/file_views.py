"""The door of files: who is not known is asked who they are, who may not read is told so, the team leaves a trace."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from millecafes.core.files import FileKind, known_kinds, send
from millecafes.core.models import Document
from millecafes.people.second_factor import is_team, way_to_factor
from millecafes.people.services.log import log


@require_safe
def read(request, kind, pk):
    """Any file of a registered kind. Whether there is one is told to nobody who may not read it."""
    known = known_kinds().get(kind)
    thing = known.find(pk) if known else None
    if thing is not None and known.may_read(request.user, thing):
        if way := way_of_the_team(request, known, thing):
            return way
        note(request, known, thing)
        file = known.file_of(thing)
        return send(request, file.name, storage=file.storage, is_public=known.is_public(thing))
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404


@require_safe
def document(request, pk, filename):
    """A document of the library at the address that Wagtail gives it, whose own view knows of collections only."""
    wanted = get_object_or_404(Document, pk=pk)
    if wanted.filename != filename:
        raise Http404
    return read_document(request, wanted)


def read_document(request, document: Document):
    """Whatever the address."""
    kind = known_kinds()["documents"]
    if kind.may_read(request.user, document):
        if way := way_of_the_team(request, kind, document):
            return way
        note(request, kind, document)
        file = document.file
        is_public = kind.is_public(document)
        return send(request, file.name, storage=file.storage, is_public=is_public, etag=document.file_hash)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    return render(request, "people/file_closed.html", {"readers": document.readers}, status=403)


def way_of_the_team(request, kind: FileKind, thing):
    """Through the second factor, for what is not public; None to who may go on."""
    return way_to_factor(request) if not kind.is_public(thing) and is_team(request.user) else None


def note(request, kind: FileKind, thing) -> None:
    """What the team reads of what is not public is written in its log, once however many parts it is read in."""
    if request.method != "GET" or "Range" in request.headers and not request.headers["Range"].startswith("bytes=0-"):
        return
    if is_team(request.user) and not kind.is_public(thing):
        log("fichier réservé lu", by=request.user, subject=thing, detail=f"{kind.label}, {thing.pk}")
