"""A code sent to an address that is to be proved while one is signed in: the session remembers it."""

import time

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings

MOST_TRIES = 5


class SentCode:
    """One code at a time for one purpose; it opens once, for fifteen minutes, and dies of five wrong tries."""

    def __init__(self, request, purpose: str):
        self.request, self.key = request, f"code:{purpose}"

    def send(self, to: str, template: str, *, really: bool = True) -> None:
        """Queue a code to this address; with ``really`` false all is done the same, then torn up: no mail leaves."""
        adapter = get_adapter(self.request)
        code = adapter.generate_login_code()
        self.request.session[self.key] = {"code": code if really else "", "to": to, "at": time.time(), "tries": 0}
        if really:
            adapter.send_mail(template, to, {"code": code})
        else:
            adapter.tear_up_code(to, template)

    @property
    def to(self) -> str:
        """The address being proved; nothing when no code is awaited any longer."""
        kept = self.request.session.get(self.key)
        return kept["to"] if kept and time.time() - kept["at"] <= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT else ""

    def takes(self, typed: str) -> bool:
        """Whether this is the code; right, or wrong once too often, it is forgotten."""
        if not self.to:
            return False
        kept = self.request.session[self.key]
        right = bool(kept["code"]) and compare_user_code(actual=typed, expected=kept["code"])
        kept["tries"] += 1
        self.request.session.modified = True
        if right or kept["tries"] >= MOST_TRIES:
            del self.request.session[self.key]
        return right
