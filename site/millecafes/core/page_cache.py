"""Public pages are made once and given to everybody, until something changes: see docs/decisions/0002."""

import gzip
import logging
import re
from datetime import timedelta
from hashlib import blake2b
from threading import Lock

import brotli
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import cc_delim_re, get_conditional_response

from millecafes.core import page_store
from millecafes.core.clock import settle, soonest
from millecafes.core.logs import HEADER
from millecafes.core.page_store import KeptPage, Shelf

logger = logging.getLogger(__name__)

LONGEST = timedelta(minutes=10)  # whatever nobody told us of (a table written by hand) is seen after that time
MOMENT = timedelta(seconds=page_store.REST)
STALEST = timedelta(hours=1)  # past its hour, a page is still given as long as the database does not answer
STALE = 900  # seconds for which a network of caches gives a page again while the site is down, as deploy/nginx does
ACCEPTS_GZIP = re.compile(r"\bgzip\b")  # as the middleware that compresses
ACCEPTS_BROTLI = re.compile(r"\bgzip\b.*\bbr\b")  # as browsers say it
# What is made once and given many times is worth the time it takes to make it small: some thirty milliseconds.
QUALITY, QUICK, SMALL = 10, 5, 80_000  # above so many bytes it would be seconds
# The language follows from the address alone, and what is kept was made without any cookie.
HARMLESS_VARIATIONS = {"accept-encoding", "accept-language", "cookie"}
SENT_HEADERS = [
    "Access-Control-Allow-Origin",
    "Content-Disposition",
    "Content-Type",
    "Content-Language",
    "Content-Encoding",
    "Content-Length",
    "Content-Security-Policy",
    "Cache-Control",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "ETag",
    "Last-Modified",
    "Link",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "Vary",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "X-Robots-Tag",
]


class PageCache:
    """Gives a kept page without waking the rest of the site; stands outside of all that costs.

    Nothing makes two visitors wait for each other when a page must be made: each process has four threads, so a
    page is made a few times at most, in the tenth of a second that follows a change.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.shelf, self.renewing = None, Lock()

    def __call__(self, request):
        if not concerns(request):
            return self.get_response(request)
        # Even a page that is not kept must not show what ended a minute ago.
        shelf = self.current_shelf()
        key = key_of(request) if shelf else None
        if key is None:
            return self.get_response(request)
        if page := shelf.get(key):
            return told_to_proxy(answer(request, page))
        response = self.get_response(request)
        if not may_be_kept(request, response):
            return told_to_proxy(response) if replaces_a_page(request, response) else response
        response.headers.pop(HEADER, None)  # given to others, it would be the reference of one
        page = page_of(response, accepts_brotli(request))
        shelf.put(key, page)
        response.content = page.body
        for name, value in page.headers.items():
            response.headers[name] = value
        return unless_known(request, response)

    def current_shelf(self) -> Shelf | None:
        """The pages of this generation; when it is new, or past its hour, what was due is settled first."""
        if self.is_current(page_store.generation()):
            return self.shelf
        with self.renewing:
            if self.is_current(page_store.generation()):
                return self.shelf
            try:
                shelf = self.next_shelf()
            except (DatabaseError, InterfaceError):
                logger.exception("The page cache cannot tell what is due.")
                return self.shelf_meanwhile()
            self.shelf = shelf or self.shelf  # a word that cannot be replaced stays past its hour
            return shelf

    def shelf_meanwhile(self) -> Shelf | None:
        """The pages that nobody has forgotten, while the database does not answer; it is asked again in a moment."""
        now, generation = timezone.now(), page_store.generation()
        if not generation:
            return None
        if self.shelf is None or self.shelf.generation != generation:
            self.shelf = Shelf(generation, now)
        self.shelf.asked_again_at = now + MOMENT
        return self.shelf if now < self.shelf.due + STALEST else None

    def is_current(self, generation: str | None) -> bool:
        shelf = self.shelf
        if shelf is None or shelf.generation != generation:
            return False
        now = timezone.now()
        return now < shelf.due or shelf.asked_again_at is not None and now < shelf.asked_again_at

    def next_shelf(self) -> Shelf | None:
        """The generation is read after what is due is settled, which changes it, and before the next hour is sought."""
        now, last = timezone.now(), self.shelf
        settle(now)
        generation = page_store.generation()
        if generation and last and last.generation == generation:  # its hour has come, and changed nothing else
            generation = page_store.bump()
        return Shelf(generation, min(soonest(now), now + LONGEST)) if generation else None


def concerns(request) -> bool:
    """Whether this may be the reading of a public page (a preview is an inner request of the back office)."""
    return (
        settings.PAGE_CACHE
        and request.method in {"GET", "HEAD"}
        and not request.path_info.startswith(settings.PAGE_CACHE_OUTSIDE)
        and not getattr(request, "is_dummy", False)
    )


def key_of(request) -> str | None:
    """What the page depends on; None when it is made for somebody, or for this once."""
    meta = request.META
    if meta.get("QUERY_STRING") or "HTTP_AUTHORIZATION" in meta:
        return None
    if request.path_info.startswith(settings.PAGE_CACHE_UNKEPT):
        return None
    if meta.get("HTTP_COOKIE") and not request.COOKIES.keys().isdisjoint({settings.SESSION_COOKIE_NAME, "messages"}):
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    accepts_gzip = ACCEPTS_GZIP.search(meta.get("HTTP_ACCEPT_ENCODING", ""))
    encoding = "br" if accepts_brotli(request) else "gzip" if accepts_gzip else "plain"
    return f"{request.scheme} {host} {encoding} {request.path_info}"


def accepts_brotli(request) -> bool:
    return bool(ACCEPTS_BROTLI.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))


def may_be_kept(request, response) -> bool:
    """Whether anybody may be given this answer.

    It was made without any cookie: with one, a form would bear the safety mark of its reader, and set none.
    """
    return (
        request.method == "GET"
        and not request.META.get("HTTP_COOKIE")
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and words(response, "Cache-Control").isdisjoint({"private", "no-store"})
        and words(response, "Vary") <= HARMLESS_VARIATIONS
    )


def words(response, header: str) -> set[str]:
    return set(filter(None, cc_delim_re.split(response.headers.get(header, "").lower())))


def page_of(response, in_brotli: bool) -> KeptPage:
    """The answer as it leaves, named after what it says (compression adds noise).

    Compressed without noise it tells nobody anything: what is kept was made without any secret of its reader.
    """
    headers = {name: response.headers[name] for name in SENT_HEADERS if name in response.headers}
    body = said = response.content
    if headers.get("Content-Encoding") == "gzip":
        said = gzip.decompress(body)
        if in_brotli:
            body = brotli.compress(said, quality=QUALITY if len(said) <= SMALL else QUICK)
            headers |= {"Content-Encoding": "br", "Content-Length": str(len(body))}
    headers.setdefault("ETag", f'W/"{blake2b(said, digest_size=12).hexdigest()}"')
    headers.setdefault("Content-Length", str(len(body)))
    return KeptPage(headers, body)


def answer(request, page: KeptPage):
    return unless_known(request, HttpResponse(b"" if request.method == "HEAD" else page.body, headers=page.headers))


def replaces_a_page(request, response) -> bool:
    """Whether it says to everybody that there is no page here (any more): a proxy must forget the one it has."""
    return (
        response.status_code in {301, 302, 403, 404, 410}
        and not response.streaming
        and not request.META.get("HTTP_COOKIE")
        and not response.cookies
        and words(response, "Cache-Control").isdisjoint({"private", "no-store"})
    )


def told_to_proxy(response):
    """nginx, or a network of caches, gives it again for a moment, and while the site is down."""
    if seconds := settings.PROXY_KEEPS_PAGES:
        response.headers.pop(HEADER, None)
        said = dict(response.headers.items())
        for name in said:
            del response.headers[name]
        # nginx before 1.23 obeys the one it reads first: this one comes before Cache-Control.
        told = {
            "X-Accel-Expires": str(seconds),
            "CDN-Cache-Control": f"max-age={seconds}, stale-if-error={STALE}",
        }
        for name, value in (told | said).items():
            response.headers[name] = value
    return response


def unless_known(request, response):
    """The answer, or 304 if the browser has it already."""
    if "HTTP_IF_NONE_MATCH" not in request.META:
        return response
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)
