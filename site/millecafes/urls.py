"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from events.agenda.services.sitemap import EventsSitemap
from home.views import cafes, open_data
from millecafes.core import views
from millecafes.core.page_screens import create_page
from millecafes.core.search import views as search_views
from millecafes.core.sitemaps import LanguagesSitemap
from millecafes.people import file_views
from millecafes.people.middleware import open_to_all
from millecafes.people.urls import doors
from millecafes.places.sitemaps import CafesSitemap

SITEMAPS = {"pages": LanguagesSitemap, "cafes": CafesSitemap, "events": EventsSitemap}
ADD_PAGE = "add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/"  # as Wagtail's own
handler400 = "millecafes.core.views.bad_request"
handler500 = "millecafes.core.outages.server_error"

urlpatterns = [
    *doors,
    path("sante/", views.alive, name="alive"),
    path("sante/pret/", views.ready, name="ready"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", RedirectView.as_view(url=settings.STATIC_URL + "img/favicon.ico")),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("cafes.geojson", open_data.data, {"table": "cafes", "kind": "geojson"}, name="cafes_geojson"),
    path("cafes.csv", open_data.data, {"table": "cafes", "kind": "csv"}, name="cafes_csv"),
    path("agenda.json", open_data.data, {"table": "agenda", "kind": "json"}, name="agenda_json"),
    path("agenda.csv", open_data.data, {"table": "agenda", "kind": "csv"}, name="agenda_csv"),
    path("chiffres.json", open_data.data, {"table": "chiffres", "kind": "json"}, name="figures_json"),
    path("chiffres.csv", open_data.data, {"table": "chiffres", "kind": "csv"}, name="figures_csv"),
    path("cafes/<slug:slug>.vcf", cafes.card, name="cafe_card"),
    path("media/<path:path>", views.media, name="media"),
    path("partage/<int:image>-<int:page>.jpg", views.share_card, name="share_card"),
    path("prive/<path:path>", views.original, name="original"),
    path("fichiers/<slug:kind>/<int:pk>/", file_views.read, name="file"),
    path("gestion/style/", views.style_guide, name="style_guide"),
    path(
        "gestion/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
        create_page,
    ),
    path("gestion/", include(wagtailadmin_urls)),
    # Wagtail's own view of a document stands behind ours, which asks more of who reads.
    re_path(r"^documents/(?P<pk>\d{1,15})/(?P<filename>.*)$", file_views.document, name="document"),
    path("documents/", include(wagtaildocs_urls)),
]
if settings.DEMO:
    urlpatterns += [path("", include("millecafes.demo.urls"))]
urlpatterns += i18n_patterns(
    path("compte/", include("millecafes.people.account_urls")),
    # Whoever may no longer enter the members' area still has data here.
    path("espace/mes-donnees/", open_to_all(RedirectView.as_view(pattern_name="account_data")), name="my_data"),
    path("", include("millecafes.mailroom.urls")),
    path("", include("members.directory.urls")),
    path("espace/forum/", include("members.forum.urls")),
    path("espace/", include("members.portal.urls")),
    path("", include("home.urls")),
    path("", include("news.urls")),
    path("", include("events.agenda.urls")),
    path("", include("events.bookings.urls")),
    path("", include("events.animations.urls")),
    path("", include("events.claims.urls")),
    path("", include("events.tours.urls")),
    path("", include("resources.urls")),
    path("", include("millecafes.places.urls")),
    path("recherche/", search_views.search, name="search"),
    path("recherche/suggestions/", search_views.suggestions, name="search_suggestions"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
