"""The library: the same addresses for members and, when something is for everybody, for visitors."""

from django.urls import path

app_name = "resources"
urlpatterns: list[path] = []
