"""What stands above every page of the members' area."""

from datetime import date
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from millecafes.people.middleware import is_for_members, is_for_one
from millecafes.people.permissions import Access, Standing
from millecafes.people.portal import Entry, menu_of

register = template.Library()


@register.inclusion_tag("components/members_bar.html", takes_context=True)
def members_bar(context) -> dict:
    """The lock, the menu and, for who may only read, until when; nothing outside the area, or for who may not enter."""
    request = context.get("request")
    access = getattr(request, "access", None)
    if access is None or not is_for_members(request.path_info) or not access.may_enter:
        return {"menu": "", "closes_on": None}
    closes_on = closing_day(access) if access.standing == Standing.READ_ONLY else None
    entries = tuple(menu_of(access))
    path = request.path if request.path in {entry.url for entry in entries} else ""
    return {"menu": drawn_menu(get_language(), entries, path), "closes_on": closes_on}


@lru_cache(maxsize=500)
def drawn_menu(language: str, entries: tuple[Entry, ...], path: str) -> SafeString:
    """Drawn once for all those who have these entries; their words are those of the language that is in use."""
    return render_to_string("components/members_menu.html", {"entries": entries, "path": path})


@register.simple_tag(takes_context=True)
def own_door(context) -> str:
    """Where the foot of the page leads who is signed in: « members », « account »; nothing on pages for everybody.

    Those are the same for all who read them: whose they are is not asked there.
    """
    request = context.get("request")
    access = getattr(request, "access", None)
    if access is None or not (is_for_members(request.path_info) or is_for_one(request.path_info)):
        return ""
    if not request.user.is_authenticated:
        return ""
    return "members" if access.may_enter else "account"


def closing_day(access: Access) -> date | None:
    """The last day on which somebody whose roles have all ended may read."""
    return max((role.closes_on for role in access.roles if role.closes_on), default=None)
