"""Where one writes: a new topic, an answer, a change; and what is kept meanwhile."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.forum.forms import EditForm, ReplyForm, TopicForm
from members.forum.models import LONGEST_POST, Draft, TopicKind
from members.forum.models.writing import CONSULT, EDIT, NEW, TOPIC
from members.forum.permissions import (
    boards_of,
    may_edit,
    may_moderate,
    may_open_in,
    may_reply,
    may_speak_for_the_team,
    readable_posts,
    readable_topics,
)
from members.forum.services import changing, drafts, files, naming, writing
from members.forum.services.differences import differences
from members.forum.services.history import changes_of
from members.forum.services.plain import cleaned, escaped
from members.forum.views.desk import Desk, named, number_of, quoted_post, typed_in
from members.forum.views.desk import writing as place_to_write
from members.forum.views.doors import post_or_404, topic_or_404
from millecafes.people.middleware import open_to_all
from resources.models import Resource
from resources.permissions import may_read


@place_to_write(lambda: NEW)
def new(request):
    """A new topic, in a board that is asked for by the address, or to choose."""
    boards = [board for board in boards_of(request.user).readable.values() if may_open_in(request.user, board)]
    asked = next((board for board in boards if board.slug == request.GET.get("espace")), None)
    resource = asked_resource(request)
    title = _("À propos de « %(title)s »") % {"title": resource.title} if resource else ""
    initial = {"board": asked or (boards[0] if len(boards) == 1 else None), "kind": TopicKind.QUESTION, "title": title}
    desk = Desk(
        request,
        slot=NEW,
        template="forum/new.html",
        make=partial(TopicForm, boards=boards, is_team=may_speak_for_the_team(request.user)),
        send=partial(send_topic, resource=resource),
        initial=initial,
        shown={"boards": boards, "board": asked, "resource": resource},
    )
    return desk.answer()


def asked_resource(request) -> Resource | None:
    """The resource one comes from, if one may read it."""
    slug = request.POST.get("ressource") or request.GET.get("ressource")
    found = Resource.objects.originals().filter(slug=slug).first() if slug and "\0" not in slug else None
    return found if found and may_read(request.user, found) else None


def sent_from(desk: Desk, data: dict) -> writing.Sent:
    return writing.Sent(
        desk.request.user,
        data["body"],
        key=data["key"],
        files=desk.kept_files,
        slot=desk.slot,
        version=desk.version,
        access=desk.request.access,
    )


def arrived(post, data: dict) -> HttpResponse:
    """At the post; the address tells the script that what it kept on the device has come in."""
    path, _hash, anchor = post.topic.address_of(post.number).partition("#")
    return redirect(f"{path}{'&' if '?' in path else '?'}recu={data['key']}#{anchor}")


def send_topic(desk: Desk, data: dict, *, resource) -> HttpResponse:
    post = writing.open_topic(
        sent_from(desk, data),
        board=data["board"],
        kind=data["kind"],
        title=data["title"],
        tags=data["tags"],
        resource=resource,
    )
    return arrived(post, data)


@place_to_write(lambda pk: f"{TOPIC}-{pk}")
def reply(request, pk: int):
    """An answer; ``?citer`` begins with the words of a post."""
    topic = topic_or_404(request, pk)
    if topic.merged_into_id:
        topic = topic_or_404(request, topic.merged_into_id)
    quoted = quoted_post(request, topic)
    desk = Desk(
        request,
        slot=drafts.slot_of(topic),
        template="forum/reply.html",
        make=ReplyForm,
        send=partial(send_reply, topic=topic),
        initial=quoting(quoted) if quoted else {},
        reply_to=quoted,
        shown={"topic": topic, "board": boards_of(request.user).of(topic), "longest": LONGEST_POST},
    )
    if not may_reply(request.user, topic):
        return closed(desk)
    return desk.answer()


def quoting(post) -> dict[str, str]:
    """The words of a post as a quotation, and where they come from."""
    name = post.author.shown_name if post.author else _("Un membre parti")
    said = _("%(name)s a écrit :") % {"name": name}
    lines = "\n".join(f"> {line}".rstrip() for line in post.body.split("\n"))
    quoted = f"[{escaped(said)}]({post.get_absolute_url()})\n{lines}\n\n"
    return {"body": quoted, "quoted": quoted}


def send_reply(desk: Desk, data: dict, *, topic) -> HttpResponse:
    try:
        post = writing.reply(
            sent_from(desk, data),
            topic,
            reply_to=desk.reply_to,
            may_moderate=may_moderate(desk.request.user),
        )
    except writing.Closed:
        return closed(desk)
    return arrived(post, data)


def closed(desk: Desk) -> HttpResponse:
    """The topic is no longer open to an answer; what was written can be taken elsewhere."""
    shown = desk.shown | {"words": typed_in(desk.request).body if desk.request.method == "POST" else ""}
    return render(desk.request, "forum/closed.html", shown, status=409 if desk.request.method == "POST" else 403)


@place_to_write(lambda pk: f"{EDIT}-{pk}")
def edit(request, pk: int):
    """Change a post, one's own or as a moderator."""
    post = post_or_404(request, pk)
    if not may_edit(request.user, post):
        raise PermissionDenied
    is_first = post.number == 1
    tags = ", ".join(post.topic.tags.values_list("name", flat=True)) if is_first else ""
    desk = Desk(
        request,
        slot=drafts.slot_of(post),
        template="forum/edit.html",
        make=partial(EditForm, is_first=is_first),
        send=send_edit,
        initial={"body": post.body, "title": post.topic.title, "tags": tags, "base": post.version},
        post=post,
        shown={
            "post": post,
            "is_first": is_first,
            "topic": post.topic,
            "board": boards_of(request.user).of(post.topic),
        },
    )
    return desk.answer()


def send_edit(desk: Desk, data: dict) -> HttpResponse:
    asked = changing.Edit(
        data["body"],
        data["base"],
        files=desk.kept_files,
        title=data.get("title"),
        tags=data.get("tags"),
        reason=data["reason"],
    )
    try:
        post = changing.edit(desk.post, desk.request.user, asked)
    except changing.Changed as changed:
        return both(desk, data, changed.post)
    Draft.objects.filter(person=desk.request.user, slot=desk.slot).delete()
    return arrived(post, data)


def both(desk: Desk, data: dict, current) -> HttpResponse:
    """Somebody changed the post meanwhile: what is kept, what one wrote, and what sets them apart."""
    desk.shown["saved"] = current
    desk.shown["differences"] = differences(current.body, data["body"])
    typed = data | {"tags": desk.request.POST.get("tags", ""), "base": current.version}
    return desk.page(desk.make(initial=typed), status=409)


@never_cache
@require_safe
def history(request, pk: int):
    """What a post said before, one change after the other, the latest first."""
    post = post_or_404(request, pk)
    changes, older = changes_of(post, moderates=may_moderate(request.user), before=number_of(request.GET.get("avant")))
    board = boards_of(request.user).of(post.topic)
    shown = {"post": post, "topic": post.topic, "board": board, "changes": changes, "older": older}
    return render(request, "forum/history.html", shown)


@never_cache
@require_safe
def my_drafts(request):
    """What one has not finished writing."""
    return render(request, "forum/drafts.html", {"drafts": drafts.drafts_of(request.user), "days": drafts.KEPT.days})


@require_POST
def forget_draft(request, pk: int):
    Draft.objects.filter(person=request.user, pk=pk).delete()
    return redirect("forum:drafts")


# -- Asked by the script ----------------------------------------------------------------------------------------------


@require_POST
def preview(request):
    """The words as they will be shown, in a piece of page."""
    kept = files.chosen(request.user, request.POST.getlist("files"))
    body = cleaned(request.POST.get("body", ""))
    words = naming.dressed(body[:LONGEST_POST], by=request.user, access=request.access, files=named(kept))
    return render(request, "forum/preview.html", {"preview": words})


@never_cache
@require_safe
def names(request):
    """A piece of page: the members whose name, or village, begins so, to be named in what is being written."""
    wanted = request.GET.get("nom", "").strip()[:100]
    return render(request, "forum/names.html", {"names": naming.called(request.access, wanted), "wanted": wanted})


@open_to_all
@require_POST
def autosave(request):
    """Keep what is being typed; the answer says what is true: kept when, or what was kept elsewhere meanwhile."""
    if not request.user.is_authenticated:
        return JsonResponse({"state": "signed-out"}, status=401)
    if not request.access.may_write:
        return JsonResponse({"state": "refused"}, status=403)
    slot = request.POST.get("slot", "")
    if not is_place(request, slot):
        raise Http404
    typed = typed_in(request, drafts.answered(request.user, slot, request.POST.get("reply_to", "")))
    if typed.is_too_long:
        return JsonResponse({"state": "too-long"}, status=413)
    try:
        draft = drafts.keep_draft(request.user, slot, typed, version=number_of(request.POST.get("version")))
    except drafts.Newer as newer:
        return JsonResponse(told_of(newer.draft) | {"state": "newer"}, status=409)
    if draft:
        files.add_to_draft(draft, files.chosen(request.user, request.POST.getlist("files")))
    return JsonResponse(told_of(draft) | {"state": "kept"})


def told_of(draft: Draft | None) -> dict:
    if draft is None:
        return {"version": 0}
    at = date_format(localtime(draft.updated_at), "TIME_FORMAT")
    return {"version": draft.version, "at": at, "body": draft.body, "title": draft.title}


def is_place(request, slot: str) -> bool:
    """Whether this person may write there."""
    if slot in {NEW, CONSULT}:
        return slot == NEW or may_moderate(request.user)
    what, _dash, number = slot.partition("-")
    number = number_of(number)
    if what == TOPIC:
        return readable_topics(request.user).filter(pk=number).exists()
    return what == EDIT and readable_posts(request.user).filter(pk=number).exists()
