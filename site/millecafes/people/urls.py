"""Doors put in front of Wagtail's own: include this before every other pattern."""

from django.urls import path, re_path

from millecafes.people import views

LANGUAGE = r"^(?:[a-z]{2}/)?"

doors = [
    path("gestion/login/", views.back_office_door),
    re_path(LANGUAGE + r"_util/login/$", views.restricted_page_door),
    # Nothing here takes a password.
    re_path(r"^gestion/password_reset/", views.closed_door),
    re_path(LANGUAGE + r"_util/authenticate_with_password/", views.closed_door),
    re_path(LANGUAGE + r"documents/authenticate_with_password/", views.closed_door),
]
urlpatterns = doors
