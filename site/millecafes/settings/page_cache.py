"""What the page cache keeps away from, and what does not make it forget."""

from . import env, growth

PAGE_CACHE = True
# Seconds for which a proxy that understands X-Accel-Expires, or a network of caches that understands CDN-Cache-Control
# (RFC 9213), may give a public page again without asking; 0: never.
PROXY_KEEPS_PAGES = env.number("PROXY_KEEPS_PAGES", 0)
# A cache that is told, before these seconds are over, which pages have changed.
WAGTAILFRONTENDCACHE = growth.frontend_cache(env.text("PURGE_URL", ""))

# Not the public site: never looked at.
PAGE_CACHE_OUTSIDE = (
    "/gestion/",
    "/compte/",
    "/en/compte/",
    "/courrier/",
    "/en/courrier/",
    "/demo/",
    "/en/demo/",
    "/calendrier/",
    "/en/calendrier/",
    "/inscriptions/",
    "/en/inscriptions/",
    "/documents/",
    "/fichiers/",
    "/media/",
    "/prive/",
    "/sante/",
    "/static/",
)
# Made for somebody, or for what was typed: never kept.
PAGE_CACHE_UNKEPT = ("/espace/", "/en/espace/", "/recherche/", "/en/recherche/", "/_util/", "/en/_util/")

# Applications and tables that no public page shows; any other one empties the cache when a row of it changes.
PAGE_CACHE_IGNORES = {
    "account",
    "auth",
    "claims",
    "contenttypes",
    "directory",
    "forum",
    "mailroom",
    "mfa",
    "people",
    "portal",
    "sessions",
    "socialaccount",
    "tours",  # what is public of a stop is an event and a date of the agenda
    "usersessions",
    "wagtail_localize",
    "wagtailadmin",
    "wagtailembeds",
    "wagtailsearch",
    "wagtailusers",
    # Pages tell whether a date is full, or nearly: the services say when that changes.
    "bookings.headcount",
    "bookings.opinion",
    "bookings.registration",
    "bookings.reminder",
    "bookings.sessionledger",
    "resources.download",
    "resources.favourite",
    "resources.resourcefile",
    "resources.stepdone",
    "resources.usefulness",
    "resources.viewed",
    "core.fault",
    "core.rendition",
    "core.searchentry",
    "core.searchterms",
    "home.contactmessage",
    "wagtailcore.apitoken",
    "wagtailcore.comment",
    "wagtailcore.commentreply",
    "wagtailcore.groupcollectionpermission",
    "wagtailcore.grouppagepermission",
    "wagtailcore.groupsitepermission",
    "wagtailcore.modellogentry",
    "wagtailcore.pagelogentry",
    "wagtailcore.pagesubscription",
    "wagtailcore.referenceindex",
    "wagtailcore.revision",
    "wagtailcore.taskstate",
    "wagtailcore.uploadedfile",
    "wagtailcore.workflowstate",
}
