"""Replays: their list, one of them, what is said in it, its captions, and where each member stopped."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from millecafes.core.found import page_found
from resources.models import Replay, Viewed
from resources.models.replays import LONG
from resources.services import finding, watching
from resources.views.doors import open_to_all, reader_of_list, thing_for

REPLAYS_A_PAGE, LONGEST_WORDS = 24, 200


@open_to_all
@never_cache
@require_safe
def listed(request):
    """What one may watch, the latest first or by words; visitors see what is for everybody."""
    reader, answer = reader_of_list(request)
    if answer:
        return answer
    words = " ".join(request.GET.get("q", "").split())[:LONGEST_WORDS]
    found = finding.replays_saying(Replay.objects.readable_by(reader.access).listed(), words)
    pages = page_found(found, request.GET.get("page"), REPLAYS_A_PAGE)
    own = Viewed.objects.filter(person=reader.person, replay__in=list(pages)) if reader.is_member else []
    viewings = {row.replay_id: row for row in own}
    for replay in pages:
        replay.viewed = viewings.get(replay.pk)
    shown = {"pages": pages, "words": words, "is_member": reader.is_member}
    return render(request, "resources/replays.html", shown)


def find_replay(slug: str):
    """As the doors ask for it."""
    return lambda access: Replay.objects.readable_by(access).select_related("session__event").filter(slug=slug).first()


@open_to_all
@never_cache
@require_safe
def replay(request, slug):
    """The film, its chapters, its words."""
    found, reader, answer = thing_for(request, find_replay(slug))
    if answer:
        return answer
    sheet = watching.sheet_of(found, reader.access, reader.person, request.GET.get("t", ""))
    return render(request, "resources/replay.html", sheet)


@open_to_all
@never_cache
@require_safe
def transcript(request, slug):
    """All that is said, to be read, printed, searched."""
    found, reader, answer = thing_for(request, find_replay(slug))
    if answer:
        return answer
    return render(request, "resources/replay_transcript.html", watching.sheet_of(found, reader.access))


@open_to_all
@never_cache
@require_safe
def captions(request, slug):
    """As players ask for them."""
    found, _reader, answer = thing_for(request, find_replay(slug))
    if answer:
        return answer
    if not found.captions:
        raise Http404
    return HttpResponse(found.captions, content_type="text/vtt; charset=utf-8")


# -- What a member makes of it ----------------------------------------------------------------------------------------


def readable(request, slug) -> Replay:
    return get_object_or_404(Replay.objects.readable_by(request.access).defer(*LONG), slug=slug)


@require_POST
def mark(request, slug):
    """« Vu », or no longer."""
    found, is_seen = readable(request, slug), request.POST.get("action") != "retirer"
    watching.mark(request.user, found, is_seen=is_seen)
    messages.success(
        request, _("Ce replay est marqué comme vu.") if is_seen else _("Ce replay n’est plus marqué comme vu.")
    )
    return redirect(found)


@require_POST
def position(request, slug):
    """Where she is, said by the player from time to time; at the end, it is seen."""
    found, seconds = readable(request, slug), request.POST.get("seconds", "")
    if not seconds.isdecimal() or len(seconds) > 6 or int(seconds) > watching.LONGEST:
        return HttpResponseBadRequest(_("Cet instant n’en est pas un."), content_type="text/plain; charset=utf-8")
    if request.POST.get("ended") == "1":
        watching.mark(request.user, found, is_seen=True)
    else:
        watching.keep_position(request.user, found, int(seconds))
    return HttpResponse(status=204)
