"""Boards and lists of topics."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.forum.permissions import boards_of


@never_cache
@require_safe
def index(request):
    """Every board that one reads."""
    return render(request, "forum/index.html", {"boards": list(boards_of(request.user).readable.values())})
