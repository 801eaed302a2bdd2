"""Addresses of the site when ProConnect is switched on: the suite itself runs without it."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from millecafes import urls
from millecafes.people.account_urls import proconnect_urls

urlpatterns = i18n_patterns(path("compte/", include(proconnect_urls)), prefix_default_language=False) + urls.urlpatterns
