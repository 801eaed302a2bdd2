"""What ProConnect signs: believed only with its signature, for us, from it, and in time."""

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

ALGORITHMS = ["RS256", "ES256"]  # never chosen by the token itself
SOON = 10  # seconds by which clocks may differ


def decoded(token: str, *, keys_url: str, issuer: str, audience: str, required: list[str]) -> dict:
    """The claims of a signed token, or OAuth2Error."""
    try:
        key_id = jwt.get_unverified_header(token).get("kid")
        with get_adapter().get_requests_session() as session:
            answer = session.get(keys_url)
            answer.raise_for_status()
        keys = [key for key in jwt.PyJWKSet.from_dict(answer.json()).keys if key.key_id == key_id]
        if not keys:
            raise OAuth2Error("ProConnect: the token is signed with an unknown key.")
        return jwt.decode(
            token,
            keys[0],
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=audience,
            leeway=SOON,
            options={"require": required},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise OAuth2Error("ProConnect: the token is not to be believed.") from error
