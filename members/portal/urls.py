"""The members' home, their places, and what they write of them; under ``/espace/``."""

from django.urls import path

from members.portal import views

app_name = "portal"
urlpatterns = [path("", views.home, name="home")]
