"""The feeds, each under the page it speaks for."""

from django.http import Http404
from django.views.decorators.http import conditional_page, require_safe
from wagtail.models import Page

from news.feeds import feed_of


@require_safe
@conditional_page
def feed(request, path):
    """The feed of the page at ``path``: it moves, translates and closes with its page."""
    found = Page.route_for_request(request, path)
    if found is None or found.page.get_view_restrictions():
        raise Http404
    entries = feed_of(found.page.specific, request.GET)
    if entries is None:
        raise Http404
    return entries(request)
