"""Boards and lists of topics."""

from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.forum.models import Board, Level
from members.forum.permissions import boards_of, may_open_in
from members.forum.services import lists, reading
from members.forum.services.lists import NoSuchPlace

LISTS = {
    "recents": (gettext_lazy("Les derniers messages"), lists.recent),
    "sans-reponse": (gettext_lazy("Sans réponse"), lists.unanswered),
    "resolus": (gettext_lazy("Résolus"), lists.solved),
    "reponse-equipe": (gettext_lazy("Réponse de l’équipe"), lists.answered_by_the_team),
    "mes-sujets": (gettext_lazy("J’y ai écrit"), lists.mine),
    "suivis": (gettext_lazy("Je les suis"), lists.followed),
}
UNREAD = gettext_lazy("Non lus")
TABS = {"recents": LISTS["recents"][0], "non-lus": UNREAD} | {
    code: name for code, (name, _topics) in LISTS.items() if code != "recents"
}
LATEST = 8  # topics of the first page


@never_cache
@require_safe
def index(request):
    """Every board that one reads, and the latest topics of them all."""
    person, boards = request.user, list(boards_of(request.user).readable.values())
    latest = list(lists.recent(person).order_by("-bumped_at", "-pk")[:LATEST])
    lists.mark_new(latest, person)
    fresh = Counter(board for _pk, board, has_new in lists.look_for_new(person) if has_new)
    for board in boards:
        board.fresh = fresh[board.pk]
    shown = {
        "boards": [board for board in boards if not board.is_archived],
        "archived": [board for board in boards if board.is_archived],
        "latest": latest,
        "fresh": fresh.total(),
        "tabs": TABS,
    }
    return render(request, "forum/index.html", shown)


@never_cache
@require_safe
def listed(request, code: str):
    """Topics of every board, sifted in one way."""
    name, topics_of = LISTS[code]
    page = asked_page(request, topics_of(request.user), by="created_at" if code == "sans-reponse" else "bumped_at")
    return render(request, "forum/topics.html", {"found": page, "name": name, "code": code, "tabs": TABS})


@never_cache
@require_safe
def unread(request):
    """What is new, the latest first; bounded, so there is no other page."""
    page = lists.Page(lists.unread(request.user, most=lists.A_PAGE * 2))
    return render(request, "forum/topics.html", {"found": page, "name": UNREAD, "code": "non-lus", "tabs": TABS})


@never_cache
@require_safe
def board(request, slug: str):
    """The topics of one board: those that are pinned first."""
    found = board_or_404(request, slug)
    only = request.GET.get("tri") == "sans-reponse"
    topics = lists.unanswered(request.user, found) if only else lists.recent(request.user, found)
    page = asked_page(request, topics, by="created_at" if only else "bumped_at", pinned=None if only else found)
    follow = lists.follows_of(request.user).get(found.pk)
    shown = {
        "board": found,
        "found": page,
        "only": only,
        "query": "tri=sans-reponse&" if only else "",
        "level": follow.level if follow else Level.NORMAL,
        "may_open": request.access.may_write and may_open_in(request.user, found),
    }
    return render(request, "forum/board.html", shown)


def asked_page(request, topics, *, by: str, pinned: Board | None = None) -> lists.Page:
    """The page that the address asks for; 404 for a place that is none."""
    before, after = request.GET.get("avant", ""), request.GET.get("apres", "")
    try:
        page = lists.page_of(topics, before=before, after=after, by=by)
    except NoSuchPlace:
        raise Http404 from None
    if pinned and not (before or after):
        # On the first page they stand above the others, and once.
        page.pinned = list(lists.recent(request.user, pinned).filter(is_pinned=True).order_by("-bumped_at", "-pk")[:5])
        above = {topic.pk for topic in page.pinned}
        page.topics = [topic for topic in page.topics if topic.pk not in above]
    lists.mark_new([*page.pinned, *page.topics], request.user)
    return page


def board_or_404(request, slug: str) -> Board:
    for found in boards_of(request.user).readable.values():
        if found.slug == slug:
            return found
    raise Http404


@require_POST
def follow_board(request, slug: str):
    found = board_or_404(request, slug)
    reading.follow_board(request.user, found, asked_level(request))
    return redirect(found)


@require_POST
def all_read(request):
    """Of one board, or of all of them."""
    boards = boards_of(request.user).readable
    asked = request.POST.get("espace", "")
    chosen = [found for found in boards.values() if not asked or found.slug == asked]
    reading.mark_boards_read(request.user, chosen)
    messages.success(request, _("Tout est marqué comme lu."))
    return redirect(back_to(request))


def asked_level(request) -> Level:
    """What the button says; a level that is none changes nothing."""
    try:
        return Level(int(request.POST.get("niveau", "")))
    except ValueError:
        raise Http404 from None


def back_to(request, otherwise: str = "forum:index") -> str:
    """Where one was, of this site only."""
    asked = request.POST.get("retour", "")
    if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None):
        return asked
    return otherwise
