"""Taking a post away, giving it back; what a moderator does of a whole topic."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from members.forum.forms.managing import MergeForm, MoveForm, RemoveForm, SplitForm
from members.forum.models import ModerationAct, TopicKind
from members.forum.permissions import boards_of, may_delete, may_moderate, may_restore
from members.forum.services import changing, moderating, moving
from members.forum.services.limits import Suspended
from members.forum.views.doors import place_or_404, post_or_404, topic_or_404

SWITCHES = {
    "epingler": ModerationAct.Verb.PIN,
    "desepingler": ModerationAct.Verb.UNPIN,
    "fermer": ModerationAct.Verb.LOCK,
    "rouvrir": ModerationAct.Verb.UNLOCK,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, pk: int):
    """Asked once more before it is done; it says what remains."""
    post = post_or_404(request, pk)
    if not may_delete(request.user, post):
        raise PermissionDenied
    is_own = post.author_id == request.user.pk
    form = RemoveForm(request.POST if request.method == "POST" else None, is_own=is_own)
    if not form.is_valid():
        shown = {"post": post, "topic": post.topic, "board": boards_of(request.user).of(post.topic), "form": form}
        return render(request, "forum/delete.html", shown, status=422 if form.is_bound else 200)
    try:
        post = moderating.remove(post, request.user, reason=form.cleaned_data.get("reason", ""))
    except moderating.Settled:
        messages.info(request, _("Ce message était déjà supprimé."))
        return redirect("forum:board", boards_of(request.user).of(post.topic).slug)
    if not post.topic.is_shown:
        messages.success(request, _("Le sujet est supprimé."))
        return redirect(post.topic if is_own else boards_of(request.user).of(post.topic))
    messages.success(request, _("Le message est supprimé."))
    return redirect(post.topic.address_of(post.number))


@require_POST
def restore(request, pk: int):
    post = place_or_404(request, pk)
    if not may_restore(request.user, post):
        raise PermissionDenied
    try:
        shown = moderating.restore(post, request.user)
    except Suspended:
        messages.error(request, _("L’équipe vous a demandé de ne plus écrire pour l’instant : il reste supprimé."))
    except moderating.Settled:
        messages.info(request, _("Ce message n’est plus à rétablir : relisez le sujet."))
    else:
        waits = _("L’équipe relit ce message avant que les autres ne le voient.")
        messages.success(request, _("Le message est rétabli.") if shown.is_shown else waits)
    return redirect(post)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request, pk: int):
    """Pin, close, move, put together, take apart: each says why, and is written down."""
    topic = topic_or_404(request, pk)
    if not may_moderate(request.user):
        raise PermissionDenied
    boards = boards_of(request.user).readable
    action = request.POST.get("action", "")
    made = {
        "deplacer": MoveForm(request.POST if action == "deplacer" else None, boards=boards, topic=topic),
        "reunir": MergeForm(request.POST if action == "reunir" else None, person=request.user, topic=topic),
        "partager": SplitForm(request.POST if action == "partager" else None, topic=topic),
    }
    status = 200
    if action in SWITCHES:
        changing.switch(topic, request.user, verb=SWITCHES[action], reason=request.POST.get("reason", ""))
        return redirect(topic)
    if form := made.get(action):
        if form.is_valid() and (target := done(action, topic, form, request.user)):
            return redirect(target)
        status = 422
    if topic.kind == TopicKind.CONSULTATION:  # its voices would be out of sight
        del made["reunir"]
    shown = {"topic": topic, "board": boards_of(request.user).of(topic), "forms": made}
    return render(request, "forum/manage.html", shown, status=status)


def done(action: str, topic, form, by):
    """The topic that results; nothing when these topics, or these posts, are not what they were."""
    data = form.cleaned_data
    try:
        if action == "deplacer":
            return moving.move(topic, data["board"], by, reason=data["reason"])
        if action == "reunir":
            return moving.merge(topic, data["target"], by, reason=data["reason"])
        return moving.split(topic, data["posts"], by, title=data["title"], reason=data["reason"])
    except moving.Impossible:
        form.add_error(None, _("Ce sujet, ou l’autre, a changé entre-temps : relisez-les avant de recommencer."))
        return None
