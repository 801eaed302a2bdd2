"""What one was told of, what one is told of, and the private feed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.forum import feeds
from members.forum.models import Level, Reading
from members.forum.permissions import boards_of, visible_topics
from members.forum.services import following, notices
from millecafes.people.middleware import open_to_all

MOST_IGNORED = 100


@never_cache
@require_safe
def told(request):
    """One line a topic, the latest first; unread ones apart."""
    latest = list(notices.notices_of(request.user)[: notices.MOST_SHOWN])
    shown = {
        "unread": notices.told(notice for notice in latest if notice.read_at is None),
        "read": notices.told(notice for notice in latest if notice.read_at),
    }
    return render(request, "forum/notices.html", shown)


@never_cache
@require_safe
def follow_notice(request, pk: int):
    """To the post it tells of; it is read by that."""
    notice = get_object_or_404(notices.notices_of(request.user), pk=pk)
    if request.method == "GET":
        notices.close_topic(request.user, notice.topic_id)
    return redirect(notices.target(notice))


@require_POST
def close_all(request):
    notices.close_all(request.user)
    messages.success(request, _("Tout est marqué comme lu."))
    return redirect("forum:notices")


@never_cache
def choices(request):
    """Of each board: to be told of new topics, to be asked when nobody answers; topics one ignores; the feed."""
    boards = [board for board in boards_of(request.user).readable.values() if not board.is_archived]
    if request.method == "POST":
        asked = {board: following.read_choice(request.POST, board.slug) for board in boards}
        following.settle(request.user, asked)
        messages.success(request, _("Vos choix sont enregistrés."))
        return redirect("forum:choices")
    own = Reading.objects.filter(person=request.user, topic__in=visible_topics(request.user)).select_related("topic")
    shown = {
        "boards": following.choices_of(request.user, boards),
        "ignored": own.filter(level=Level.IGNORE).order_by("-topic_id")[:MOST_IGNORED],
        "feed": feeds.address_of(request.user),
    }
    return render(request, "forum/choices.html", shown)


@require_POST
def own_feed(request):
    """A first address, a new one, or none any more."""
    if request.POST.get("quoi") == "fermer":
        feeds.revoke(request.user)
        messages.success(request, _("L’adresse de votre flux ne mène plus nulle part."))
    else:
        feeds.renew(request.user)
        messages.success(request, _("Voici l’adresse de votre flux : ne la donnez à personne."))
    return redirect("forum:choices")


@open_to_all
@never_cache
@require_safe
def feed(request, token: str):
    """For programs, which do not sign in: the address is the key."""
    person = feeds.reader_of(token)
    if person is None:
        raise Http404
    content = feeds.feed_of(person, request.path, followed="suivis" in request.GET)
    return HttpResponse(
        content, content_type="application/atom+xml; charset=utf-8", headers={"X-Robots-Tag": "noindex"}
    )
