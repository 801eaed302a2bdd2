"""Every address of ours, as the site itself knows them: which leads where, and who is sent to ask for it."""

import os
import re
import sys
from urllib.parse import urlsplit

from tools.site import ROOT, Site

# Who walks, from where. Each follows the links it meets; those who come later meet what is theirs alone.
WALKERS = {
    "": ["/", "/recherche/?q=cafe+associatif", "/recherche/?q=helicoptere+cafe", "/cafes/?pres=Rodez&lieu=12202"],
    "elue@example.org": ["/espace/", "/compte/", "/gestion/"],
    "gerante@example.org": ["/espace/", "/espace/animations/"],
    "porteur@example.org": ["/espace/"],
    "attente@example.org": ["/espace/", "/compte/"],
    "compte@example.org": ["/espace/", "/compte/"],
    "ancienne@example.org": ["/espace/"],
    "reseau@example.org": ["/espace/", "/espace/forum/moderation/", "/compte/"],
    "culture@example.org": ["/espace/"],
    "finances@example.org": ["/espace/"],
    "admin@example.org": ["/espace/", "/gestion/style/"],
}
LOST = "/nulle-part/"  # the page that says there is none
ENOUGH = 2  # examples of an address with a number or a name in it, whoever walks
PAGES_OF_EDITORS = r"^((?:[\w\-]+/)*)$"  # all of them are walked, from the site map
FILES = "csv|ics|json|geojson|vcf|atom|pdf|zip|vtt|jpg|xml|txt|ico"
NOT_PAGES = re.compile(rf"\.(?:{FILES})\$?$|^(?:media|prive|fichiers|sante)/")
OURS = ("millecafes.", "events.", "home.", "members.", "news.", "resources.")


def know(site: Site):
    """The address book of the code, in this process."""
    os.environ.update(site.env)
    sys.path.insert(0, str(ROOT / "site"))
    import django

    django.setup()


def routes(patterns=None, prefix="") -> dict[str, object]:
    """Each pattern of ours, French, with the view that answers; of the back office, the screens that we wrote."""
    from django.urls import URLPattern, get_resolver

    found = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            if view.__module__.startswith(OURS) or path == PAGES_OF_EDITORS or path.startswith("compte/"):
                found[path] = view
        else:
            found |= routes(pattern.url_patterns, path)
    return found


def route_of(path: str) -> str | None:
    """The pattern that an address answers to."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(urlsplit(path).path).route
    except Resolver404:
        return None


def plain(route: str) -> bool:
    return not re.search(r"[<(^]", route)
