"""Proving twice who one is: a mailbox first, then a telephone. The team must; the others may.

A passkey is also a way in by itself, offered to everybody: it replaces the code of the mail. It only becomes a second
proof, asked for after the code, for who may open the back office; a member whose telephone is elsewhere still enters
with the code.
"""

import time
from functools import wraps

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.usersessions.models import UserSession
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

BACK_OFFICE = "wagtailadmin.access_admin"
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes stand in for these, never alone
FRESH = 15 * 60  # seconds
LASTS = 8 * 3600  # seconds; afterwards the next page of the team asks for the factor again
TO_SEND = 2 * 3600  # seconds more, for what was opened in time and is still being written
PROOF = "mfa"  # what allauth writes in the session when a factor was shown
BACK = "back_at"  # in the session: when somebody came back to it after a long absence
SAFE = {"GET", "HEAD", "OPTIONS"}


def is_team(user) -> bool:
    """Whether a second factor is owed."""
    return user.has_perm(BACK_OFFICE)


def has_factor(user, types=FACTORS) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=types).exists()


def is_asked_of(user) -> bool:
    """Whether a code received by e-mail is not enough for this person."""
    return has_factor(user, FACTORS if is_team(user) else [Authenticator.Type.TOTP])


def proof_ends(request) -> float:
    """When what this session has shown ceases to hold: after eight hours, or as one comes back; 0 if it never did."""
    records = get_authentication_records(request, request.user)
    shown = max((record["at"] for record in records if record["method"] == PROOF), default=0)
    end, back = shown + LASTS, request.session.get(BACK, 0)
    return (min(end, back) if back > shown else end) if shown else 0


def has_shown_factor(request) -> bool:
    """Whether the proof still holds; a form that was opened in time may be sent for two hours more."""
    return time.time() < proof_ends(request) + (0 if request.method in SAFE else TO_SEND)


def way_to_factor(request):
    """Where somebody of the team goes first who has to show a second factor; None to who may go on.

    Whoever has shown one costs no query: the session says it.
    """
    if has_shown_factor(request):
        return None
    return go_through("mfa_reauthenticate" if has_factor(request.user) else "mfa_index", request)


def record_shown(request, user, kind: str) -> None:
    """Write in the session that a factor was just shown."""
    record_authentication(request, user, PROOF, type=kind)


def begin_anew(request) -> None:
    """A factor was just shown: the session goes on under another key, and a copy of the old one opens nothing.

    It remembers the last proof only: a browser that is used for years would bring them all with each page.
    """
    *_older, latest = get_authentication_records(request, request.user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [latest]
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).update(session_key=request.session.session_key)


def is_fresh(request) -> bool:
    """Whether the person proved who they are a moment ago, by all that is asked of them."""
    latest = time.time() - FRESH
    methods = {one["method"] for one in get_authentication_records(request, request.user) if one["at"] > latest}
    return PROOF in methods or (bool(methods) and not is_asked_of(request.user))


def fresh(view):
    """What is grave (an address, a key) asks who one is again, then goes on where one was."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        return view(request, *args, **kwargs) if is_fresh(request) else prove_again(request)

    return guarded


def prove_again(request):
    return go_through("account_reauthenticate", request)


def go_through(name: str, request):
    """To this screen, then back to where one was going."""
    return redirect(f"{reverse(name)}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")


class AskSecondFactor(AuthenticateStage):
    """After the code of the mail, asks for the factor of those it is asked of."""

    def _should_handle(self, request):
        return super()._should_handle(request) and is_asked_of(self.login.user)
