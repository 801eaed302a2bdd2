"""Headers of every answer."""

import re

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import get_language_from_path
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from millecafes.core.languages import FIRST, address_of, framed
from millecafes.core.views import bad_request

BACK_OFFICE = "/gestion/"
MOST_WORDS = 20
OWN_ADDRESS = re.compile(r"/(?!/)")
UNSEARCHABLE = re.compile(r'["\x00]')


class ContentSecurityPolicy(CSPMiddleware):
    """One constant policy by path: strict on the site, others where the settings say so."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if report_only or parts.config is not None:
            return parts
        for path, policy in settings.CSP_BY_PATH:
            if path.match(request.path_info):
                return PolicyParts(config=policy["DIRECTIVES"], update=parts.update, replace=parts.replace, nonce=None)
        return parts

    def process_response(self, request, response):
        # Previews are made by an inner request under the public policy, and shown in a frame of the back office.
        if getattr(request, "is_dummy", False):
            return response
        return super().process_response(request, response)


class Permissions:
    """Which instruments of a phone pages may ask for: the position, once somebody wants what is near. Nothing else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class OwnPages:
    """No other site draws our pages into its own, where a script could weigh them; but for those made to be framed.

    Pictures stay free: letters, feeds and articles about us show them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            is_framed = any(path.match(request.path_info) for path in settings.FRAMED_ELSEWHERE)
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if is_framed else "same-origin"
        return response


class PrivateWhenSignedIn:
    """Nothing made for a signed-in person, nor any private file, is kept by a shared cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.headers.get("Content-Encoding") == "None":  # left by Wagtail's document view
            del response.headers["Content-Encoding"]
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES and getattr(request, "user", None)
        if signed_in and request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        elif "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-cache"
            patch_vary_headers(response, ["Cookie"])
        return response


class TextGZip(GZipMiddleware):
    """Compresses pages; files leave as they are, with their length (pictures and sounds are compressed already)."""

    def process_response(self, request, response):
        return response if response.streaming else super().process_response(request, response)


class Malformed:
    """A form without what its screen always sends was made by hand: 400, where Wagtail's own screens fail."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return bad_request(request, exception) if isinstance(exception, MultiValueDictKeyError) else None


class PlainSearch:
    """The searches of the back office break on a lone quotation mark, and on a thousand words."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(BACK_OFFICE) and "q" in request.GET:
            request.GET = request.GET.copy()
            request.GET["q"] = " ".join(UNSEARCHABLE.sub(" ", request.GET["q"]).split()[:MOST_WORDS])
        return self.get_response(request)


class Redirects(RedirectMiddleware):
    """As Wagtail's; a page that moves in French leaves its old address behind in the other languages' frames too."""

    def process_response(self, request, response):
        answer = super().process_response(request, response)
        language = get_language_from_path(request.path_info)
        if answer.status_code != 404 or language in {None, FIRST}:
            return answer
        path = Redirect.normalise_path(request.path_info.removeprefix(f"/{language}"), decode_unicode=False)
        moved = get_redirect(request, path)
        address = framed_target(moved, language) if moved else ""
        return HttpResponsePermanentRedirect(address) if address else answer


def framed_target(moved: Redirect, language: str) -> str:
    """Where a redirection leads in this language: a live page, or an address of our own (that of a café)."""
    if page := moved.redirect_page:
        return address_of(page, language) if page.live else ""
    return framed(moved.redirect_link, FIRST, language) if OWN_ADDRESS.match(moved.redirect_link) else ""
