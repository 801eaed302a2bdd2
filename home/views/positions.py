"""A position as members read it: where it stands, and the word of their commune."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from home.models import Position
from home.services import positions
from millecafes.core.models import Audience


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def position(request, slug: str):
    found = get_object_or_404(Position.objects.with_numbers(), slug=slug)
    if request.method == "POST":
        return answer_of(request, found)
    shown = {"position": found, "communes": communes_of(request, found), "topic": topic_for(request, found)}
    return render(request, "home/position.html", shown)


def answer_of(request, found: Position):
    code, is_named = request.POST.get("commune", ""), "is_named" in request.POST
    if not request.access.may_write:
        raise PermissionDenied
    try:
        if request.POST.get("action") == "retirer":
            positions.withdraw(found, request.user, code)
            messages.success(request, _("Le soutien de votre commune est retiré."))
        else:
            positions.endorse(found, request.user, code, is_named=is_named)
            messages.success(request, _("Merci : le soutien de votre commune est enregistré."))
    except positions.NotTheirs:
        raise PermissionDenied from None
    return redirect(found)


def communes_of(request, found: Position) -> list[dict]:
    """Those that this person speaks for today, each with what was said for it."""
    access = request.access
    own = {row.commune_id: row.commune for row in access.mandates if row.is_current(access.today)}
    if not own or not access.may_write:
        return []
    given = {row.commune_id: row for row in found.endorsements.filter(commune__in=own)}
    return [{"commune": commune, "endorsement": given.get(code)} for code, commune in own.items()]


def topic_for(request, found: Position):
    """Its consultation, for those its board is written for."""
    if found.poll is None:
        return None
    own = set(request.access.audiences) - {Audience.PUBLIC}
    return found.topic if own & set(found.topic.board.audiences) else None
