"""Every address of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from events.agenda.services.sitemap import EventsSitemap
from home.views import cafes
from millecafes.core import views
from millecafes.core.search import views as search_views
from millecafes.core.sitemaps import LanguagesSitemap
from millecafes.people.urls import doors
from millecafes.places.sitemaps import CafesSitemap

SITEMAPS = {"pages": LanguagesSitemap, "cafes": CafesSitemap, "events": EventsSitemap}
handler400 = "millecafes.core.views.bad_request"

urlpatterns = [
    *doors,
    path("sante/", views.alive, name="alive"),
    path("sante/pret/", views.ready, name="ready"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", RedirectView.as_view(url=settings.STATIC_URL + "img/favicon.ico")),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("cafes.geojson", cafes.data, {"kind": "geojson"}, name="cafes_geojson"),
    path("cafes.csv", cafes.data, {"kind": "csv"}, name="cafes_csv"),
    path("cafes/<slug:slug>.vcf", cafes.card, name="cafe_card"),
    path("media/<path:path>", views.media, name="media"),
    path("partage/<int:image>-<int:page>.jpg", views.share_card, name="share_card"),
    path("prive/<path:path>", views.original, name="original"),
    path("gestion/style/", views.style_guide, name="style_guide"),
    path("gestion/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]
if settings.DEMO:
    urlpatterns += [path("", include("millecafes.demo.urls"))]
urlpatterns += i18n_patterns(
    path("compte/", include("millecafes.people.account_urls")),
    path("", include("millecafes.mailroom.urls")),
    path("", include("home.urls")),
    path("", include("news.urls")),
    path("", include("events.agenda.urls")),
    path("", include("events.bookings.urls")),
    path("", include("events.animations.urls")),
    path("", include("millecafes.places.urls")),
    path("recherche/", search_views.search, name="search"),
    path("recherche/suggestions/", search_views.suggestions, name="search_suggestions"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
