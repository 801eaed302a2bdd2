"""A one-time way in for the demo's people, for a browser or a script that can't read mail."""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.core.cache import cache

from millecafes.people.models import User
from millecafes.people.services import account_signing_in

SALT = "millecafes.demo.login"
LIFETIME = 15 * 60  # seconds


def demo_person(email: str) -> User | None:
    """Somebody of the demo; nobody else, ever."""
    known = {address for address, _role in settings.DEMO_ACCOUNTS}
    return account_signing_in(email) if settings.DEMO and email.strip().lower() in known else None


def new_token(user: User) -> str:
    return signing.dumps([user.email, secrets.token_urlsafe(9)], salt=SALT)


def redeem(token: str) -> User | None:
    """The person of this token, the first time it is shown and while it is fresh."""
    try:
        email, _nonce = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    mark = f"demo-login:{hashlib.sha256(token.encode()).hexdigest()}"
    # The cache is shared by all processes, and « add » succeeds for one of them only.
    return demo_person(email) if cache.add(mark, True, LIFETIME + 60) else None
