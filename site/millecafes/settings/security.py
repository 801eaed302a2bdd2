"""Headers and limits that hold in every environment.

The policy is constant by path (a 304 answer drops headers set per view, and a nonce would forbid caching):
strict on the site, looser under /gestion/ only, whose screens use inline scripts and styles; the maps may show the
pictures of one other place.
"""

import re

from csp.constants import NONE, SELF, UNSAFE_INLINE

IGN = "https://data.geopf.fr"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        # The players a visitor may ask for with a click; nothing is loaded from them before.
        "frame-src": [SELF, "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSP_BACK_OFFICE = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [SELF],
    }
}
# The maps may show the State's detailed plan, once somebody asks for it; a town hall may frame the bare one.
CSP_MAP = {"DIRECTIVES": CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"img-src": [SELF, "data:", IGN]}}
CSP_FRAMED_MAP = {"DIRECTIVES": CSP_MAP["DIRECTIVES"] | {"frame-ancestors": ["*"]}}
# The bare agenda, which a town hall may frame too.
CSP_FRAMED = {"DIRECTIVES": CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"frame-ancestors": ["*"]}}
# A letter of the demo, in a frame of its mailbox: its links may be followed, nothing runs and nothing is fetched.
CSP_LETTER = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "base-uri": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-top-navigation-by-user-activation"],
    }
}
FRAMED_MAP, FRAMED_AGENDA = re.compile(r"(/en)?/cafes/carte/$"), re.compile(r"(/en)?/agenda/integrer/$")
FRAMED_ELSEWHERE = [FRAMED_MAP, FRAMED_AGENDA]
CSP_BY_PATH = [
    (re.compile(r"/gestion/"), CSP_BACK_OFFICE),
    (re.compile(r"(/en)?/demo/courriel/\d+/$"), CSP_LETTER),
    (re.compile(r"(/en)?/cafes/$"), CSP_MAP),
    (FRAMED_MAP, CSP_FRAMED_MAP),
    (FRAMED_AGENDA, CSP_FRAMED),
]
PERMISSIONS_POLICY = "geolocation=(self), camera=(), microphone=()"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "millecafes.core.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The links of the press review are followed by the worker: never to a machine that only ours can see.
CHECKED_LINKS_ARE_PUBLIC = True
