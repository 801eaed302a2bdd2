"""A topic, page after page, and what one says of it in one click."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.forum.forms import ReplyForm
from members.forum.models import Level, State, TopicKind
from members.forum.permissions import boards_of, may_moderate, may_reply, may_solve, may_speak_for_the_team
from members.forum.services import changing, reading, topic_page
from members.forum.services.consulting import ballot_of
from members.forum.services.drafts import mark_of, slot_of
from members.forum.services.notes import May, draw
from members.forum.views.doors import place_or_404, post_or_404, topic_or_404
from members.forum.views.lists import asked_level
from resources.permissions import may_read


@never_cache
@require_safe
def topic(request, pk: int):
    """One page of it, what was read being noted; the answer is written under the last post."""
    found = found_or_404(request, pk)
    if found.merged_into_id:
        return redirect(found.merged_into)
    number = page_or_404(request, found)
    items = topic_page.page_of_topic(found, number, request.user)
    topic_page.note_reading(found, items, request.user)
    may_write = request.access.may_write and may_reply(request.user, found)
    shown = shown_of(request, found)
    may = May(may_write, shown["may_write"], shown["may_solve"], shown["may_vouch"])
    for post in items:
        if not post.is_gap:
            post.drawn = draw(post, found, may)
    shown |= {
        "items": items,
        "number": number,
        "around": topic_page.around(number, found.pages),
        "may_reply": may_write,
        "form": reply_form(found) if may_write else None,
        "slot": slot_of(found),
        "draft_version": (found.draft or {}).get("version", 0),
        "reply_to": answered(found),
        "writer": mark_of(request.user) if may_write else "",
    }
    return render(request, "forum/topic.html", shown)


def found_or_404(request, pk: int):
    found = topic_page.find_topic(request.user, pk)
    if found is None:
        raise Http404
    found.board = boards_of(request.user).of(found)
    if found.resource and not may_read(request.user, found.resource):  # its author may, not all who read the board
        found.resource = None
    return found


def page_or_404(request, found) -> int:
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 8 and 1 <= int(asked) <= found.pages):
        raise Http404
    return int(asked)


def reply_form(found) -> ReplyForm:
    """With what one had begun to write."""
    return ReplyForm(initial={"body": (found.draft or {}).get("body", "")}, auto_id="reponse-%s")


def answered(found) -> dict | None:
    """Which post the answer one had begun answers to."""
    draft = found.draft or {}
    return {"pk": draft["reply_to"], "number": draft["reply_number"]} if draft.get("reply_to") else None


def shown_of(request, found) -> dict:
    """What the page says of the topic, and what this reader may do of it."""
    person, may_write, asks = request.user, request.access.may_write, found.kind == TopicKind.CONSULTATION
    level = Level.NORMAL if found.level is None else Level(found.level)
    return {
        "topic": found,
        "board": found.board,
        "tags": sorted(found.words or []),
        "level": level,
        "is_hidden": found.state != State.VISIBLE,
        "moderates": may_write and may_moderate(person),
        "may_solve": may_write and may_solve(person, found),
        "may_vouch": may_write and may_speak_for_the_team(person),
        "may_write": may_write,
        "position": getattr(found, "position", None) if asks else None,
        "ballot": ballot_of(found, person) if asks else None,
    }


@never_cache
@require_safe
def printed(request, pk: int):
    """The whole topic on paper, for the town hall's folder."""
    found = found_or_404(request, pk)
    if found.merged_into_id:
        return redirect("forum:print", found.merged_into_id)
    shown = {"topic": found, "board": found.board, "items": topic_page.printed(found, request.user)}
    shown["ballot"] = ballot_of(found, request.user) if found.kind == TopicKind.CONSULTATION else None
    return render(request, "forum/print.html", shown | {"most": topic_page.MOST_PRINTED})


@never_cache
@require_safe
def first_unread(request, pk: int):
    found = found_or_404(request, pk)
    if found.merged_into_id:
        return redirect(found.merged_into)
    number = min((found.last_read or 0) + 1, max(found.last_number, 1))
    return redirect(found.address_of(number))


@never_cache
@require_safe
def post(request, pk: int):
    """Where a post is, whatever became of its topic: moved, put together with another one, ten pages longer."""
    found = place_or_404(request, pk)
    return redirect(found.topic.address_of(found.number))


@require_POST
def follow(request, pk: int):
    found = topic_or_404(request, pk)
    reading.follow_topic(request.user, found, asked_level(request))
    return redirect(found)


@require_POST
def solve(request, pk: int):
    """Say that a question has its answer, or that it is open again."""
    found = topic_or_404(request, pk)
    if not may_solve(request.user, found):
        raise PermissionDenied
    changing.solve(found, request.user, is_solved=request.POST.get("resolu") == "1", accepted=found.accepted)
    return redirect(found)


@require_POST
def accept(request, pk: int):
    """Say which answer it is; again to take it back."""
    found = post_or_404(request, pk)
    if not may_solve(request.user, found.topic) or found.number == 1:
        raise PermissionDenied
    is_it = request.POST.get("retenue", "1") == "1"
    changing.solve(found.topic, request.user, is_solved=is_it, accepted=found)
    return redirect(found)


@require_POST
def useful(request, pk: int):
    found = post_or_404(request, pk)
    changing.mark_useful(found, request.user, is_useful=request.POST.get("utile", "1") == "1")
    return redirect(found)


@require_POST
def team_answer(request, pk: int):
    found = post_or_404(request, pk)
    if not may_speak_for_the_team(request.user):
        raise PermissionDenied
    changing.mark_team_answer(found, request.user, is_marked=request.POST.get("marque", "1") == "1")
    return redirect(found)
