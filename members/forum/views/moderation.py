"""Reporting a post; what waits for those who moderate, and what they decide."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.forum.forms.moderation import DecisionForm, ReportForm
from members.forum.models import ModerationAct, Post, State, Suspension
from members.forum.permissions import may_moderate, readable_posts
from members.forum.services import moderating

MOST_SHOWN = 100
NEEDING_REASON = {"masquer", "avertir", "suspendre"}
SAID = {
    "publier": gettext_lazy("Le message est publié ; un courriel le dit à qui l’a écrit."),
    "rien": gettext_lazy("Les signalements sont clos ; le message reste."),
    "retablir": gettext_lazy("Le message est rétabli ; un courriel le dit à qui l’a écrit."),
    "masquer": gettext_lazy("Le message est masqué ; un courriel dit pourquoi à qui l’a écrit."),
    "avertir": gettext_lazy("L’avertissement est parti ; le message reste."),
    "suspendre": gettext_lazy("Cette personne lit encore le forum, et n’y écrit plus. Elle est prévenue."),
}


@never_cache
def report(request, pk):
    """By any member who reads it, but its author."""
    posts = readable_posts(request.user).select_related("topic", "author").exclude(state=State.DELETED)
    post = get_object_or_404(posts.exclude(author=request.user), pk=pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        if form.is_valid():
            try:
                moderating.report(post, request.user, **form.cleaned_data)
            except moderating.TooManyReports:
                form.add_error(None, _("Vous avez signalé beaucoup de messages aujourd’hui : l’équipe les lit déjà."))
            else:
                said = _("Merci : l’équipe lira ce message.")
                messages.success(request, said, extra_tags=f"report-{request.user.pk}-{post.pk}")
                return redirect(post)
        status = 400
    return render(request, "forum/report.html", {"post": post, "form": form}, status=status)


def for_moderators(view):
    """Nobody else knows that it is there."""

    @never_cache
    def seen(request, *args, **kwargs):
        if not may_moderate(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return seen


@for_moderators
@require_safe
def queue(request):
    """Held and reported posts, who is suspended, what was done lately."""
    shown = {
        "posts": moderating.waiting(request.GET.get("page", "")),
        "suspensions": Suspension.objects.in_force().select_related("person", "by")[:MOST_SHOWN],
        "acts": ModerationAct.objects.select_related("by", "person", "topic", "post")[:MOST_SHOWN],
    }
    return render(request, "forum/moderation.html", shown)


@for_moderators
def decide(request, pk):
    """Of one post: read beside what is reproached to it, then a decision."""
    post = get_object_or_404(Post.objects.select_related("topic__board", "author"), pk=pk)
    form = DecisionForm(
        request.POST if request.method == "POST" else None, verbs=verbs_for(post), needing_reason=NEEDING_REASON
    )
    status = 200
    if form.is_bound:
        if form.is_valid() and settle(request, post, form):
            return redirect("forum:moderation")
        status = 400
    shown = {
        "post": post,
        "form": form,
        "reports": post.reports.select_related("reporter", "handled_by")[:MOST_SHOWN],
        "acts": post.acts.select_related("by")[:MOST_SHOWN],
    }
    return render(request, "forum/decide.html", shown, status=status)


def verbs_for(post: Post) -> dict[str, str]:
    """What may be done of it as it now is."""
    verbs = {}
    if post.state == State.PENDING:
        verbs["publier"] = _("Publier le message")
    if moderating.open_reports().filter(post=post).exists():
        verbs["rien"] = _("Laisser le message : les signalements sont sans suite")
    if post.state in {State.HIDDEN, State.DELETED}:
        verbs["retablir"] = _("Rétablir le message")
    if post.state in {State.VISIBLE, State.PENDING}:
        verbs["masquer"] = _("Masquer le message")
    if post.author_id:
        verbs |= {
            "avertir": _("Avertir qui l’a écrit"),
            "suspendre": _("Masquer le message et suspendre qui l’a écrit"),
        }
    return verbs


def settle(request, post: Post, form: DecisionForm) -> bool:
    """Do what was chosen; False when somebody else was quicker."""
    verb, reason, by = form.cleaned_data["verb"], form.cleaned_data["reason"], request.user
    try:
        if verb == "publier":
            moderating.approve(post, by)
        elif verb == "rien":
            moderating.dismiss(post, by, reason=reason)
        elif verb == "retablir":
            moderating.restore(post, by, reason=reason)
        elif verb == "avertir":
            moderating.warn(post, by, reason=reason)
        elif verb == "masquer":
            moderating.hide(post, by, reason=reason)
        else:
            moderating.suspend(post.author, by, reason=reason, until=form.until, post=post)
    except moderating.Settled:
        form.add_error(None, _("Quelqu’un d’autre vient d’en décider : relisez ce qui a été fait."))
        return False
    messages.success(request, str(SAID[verb]), extra_tags=f"decide-{by.pk}-{post.pk}")
    return True


@for_moderators
@require_POST
def lift(request, pk):
    """She may write again."""
    suspension = get_object_or_404(Suspension.objects.select_related("person"), pk=pk)
    try:
        moderating.lift(suspension, request.user)
        messages.success(request, _("Cette personne peut écrire de nouveau ; elle est prévenue."))
    except moderating.Settled:
        messages.info(request, _("Cette suspension était déjà levée."))
    return redirect("forum:moderation")
