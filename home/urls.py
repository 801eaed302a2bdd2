"""Addresses beside the pages; no café is named « carte » nor « points »."""

from django.urls import path

from home.views import cafes, positions
from home.views import map as map_views

urlpatterns = [
    path("cafes/carte/", map_views.embedded, name="cafes_embedded"),
    path("cafes/points.json", map_views.points, name="cafe_points"),
    path("cafes/lieux.json", map_views.names, name="place_names"),
    path("cafes/<int:pk>/carte/", map_views.popup, name="cafe_popup"),
    path("cafes/<slug:slug>/", cafes.cafe, name="cafe"),
    path("espace/positions/<slug:slug>/", positions.position, name="position"),
]
