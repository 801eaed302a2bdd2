"""What the page cache keeps away from, and what does not make it forget."""

PAGE_CACHE = True

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
    "contenttypes",
    "mailroom",
    "mfa",
    "people",
    "sessions",
    "socialaccount",
    "usersessions",
    "wagtail_localize",
    "wagtailadmin",
    "wagtailembeds",
    "wagtailsearch",
    "wagtailusers",
    # Pages tell whether a date is full, and no more: the services say when that changes.
    "bookings.registration",
    "bookings.sessionledger",
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
