"""Doors that stay closed whatever a view forgets: the members' area, the back office without its second factor."""

import time
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_from_path

from millecafes.people.permissions import Standing, access_of
from millecafes.people.second_factor import BACK, SAFE, go_through, has_factor, is_team, way_to_factor

MEMBERS, ACCOUNT = "/espace/", "/compte/"
FOR_THE_TEAM = ("/gestion/", "/prive/")
SEEN, OFTEN = "seen_at", timedelta(hours=1)
AWAY = timedelta(hours=3)  # since it was last noted: two hours at least without any request


def open_to_all(view):
    """A view of the members' area that strangers may open (an unsubscription, say)."""
    view.is_open_to_all = True
    return view


class MembersDoor:
    """Gives each request its ``access``, and keeps strangers out of what stands under ``/espace/``."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.access = SimpleLazyObject(lambda: access_of(request.user))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not is_for_members(request.path_info) or getattr(view, "is_open_to_all", False):
            return None
        return at_the_door(request)


def at_the_door(request):
    """What is answered to whoever may not go on, or not before something else; nothing to a member.

    For the views that strangers may open: a page of the members' area that is sometimes for everybody.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not request.access.may_enter:
        return render(request, "people/door_closed.html", {"access": request.access}, status=403)
    if request.access.standing == Standing.TEAM and (way := way_to_factor(request)):
        return way
    if request.method not in SAFE and not request.access.may_write:
        return render(request, "people/read_only.html", {"access": request.access}, status=403)
    # What is being sent is received first: the rules are shown before the next page.
    if request.method in SAFE and request.access.owes_agreement:
        return go_through("account_agreement", request)
    return None


def is_for_members(path: str) -> bool:
    return without_language(path).startswith(MEMBERS)


def is_for_one(path: str) -> bool:
    """The pages of one's account, and of the way in."""
    return without_language(path).startswith(ACCOUNT)


def without_language(path: str) -> str:
    language = get_language_from_path(path)
    return path.removeprefix(f"/{language}" if language else "")


class SecondFactorDoor:
    """The team shows a second factor before its desk opens; who has none yet is led to the page that gives one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Wagtail makes its previews by an inner request for the public address: none of them begins here.
        if not request.path_info.startswith(FOR_THE_TEAM) or not request.user.is_authenticated:
            return self.get_response(request)
        if not is_team(request.user):
            return self.get_response(request)
        if not has_factor(request.user):  # the last one may have been taken away since it was shown
            return go_through("mfa_index", request)
        return way_to_factor(request) or self.get_response(request)


class LastSeen:
    """Notes once an hour that a device is in use: its owner reads it in the list of devices.

    It also notes that somebody comes back after a long absence: to the team, what was shown before is asked for again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # Who carries no cookie is not asked who they are: an answer for everybody would vary with it.
        carries_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        is_due = carries_session and request.user.is_authenticated
        now, seen = time.time(), request.session.get(SEEN, 0) if is_due else 0
        if is_due and now - seen > OFTEN.total_seconds():
            request.session[SEEN] = now
            if seen and now - seen > AWAY.total_seconds():
                request.session[BACK] = now
            key = request.session.session_key
            UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())
        return self.get_response(request)
