"""Addresses of the site when it is a demo: the suite itself runs outside of demo mode."""

from django.urls import include, path

from millecafes import urls

urlpatterns = [path("", include("millecafes.demo.urls")), *urls.urlpatterns]
