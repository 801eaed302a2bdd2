"""Looking for words in the forum, and for what was asked already."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.forum.permissions import boards_of
from members.forum.services.looking import look, near_titles
from members.forum.services.sifting import PERIOD_NAMES, SOLVED_NAMES, Asked


@never_cache
@require_safe
def search(request):
    """By words, board, author, tag, solved or not, period; only what this person reads."""
    boards = list(boards_of(request.user).readable.values())
    asked = Asked.read(request.GET, boards)
    shown = {
        "asked": asked,
        "hits": look(request.user, asked, request.GET.get("page", "")),
        "boards": boards,
        "periods": PERIOD_NAMES,
        "solved": SOLVED_NAMES,
    }
    return render(request, "forum/search.html", shown)


@never_cache
@require_safe
def near(request):
    """A piece of page: what is called nearly the same as the title that is being typed."""
    return render(request, "forum/near.html", {"near": near_titles(request.user, request.GET.get("titre", "")[:200])})
