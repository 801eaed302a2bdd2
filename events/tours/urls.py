"""The programme, in the members' area."""

from django.urls import path

from events.tours.views import catalogue, own, requests, stops

app_name = "tours"
urlpatterns = [
    path("espace/programmation/", catalogue.catalogue, name="catalogue"),
    path("espace/programmation/demandes/", requests.mine, name="mine"),
    path("espace/programmation/demandes/<int:pk>/", requests.detail, name="request"),
    path("espace/programmation/demandes/<int:pk>/modifier/", requests.change, name="change"),
    path("espace/programmation/demandes/<int:pk>/lieu/", requests.square, name="square"),
    path("espace/programmation/demandes/<int:pk>/<slug:verb>/", requests.act, name="act"),
    path("espace/programmation/etapes/<int:pk>/", stops.detail, name="stop"),
    path("espace/programmation/etapes/<int:pk>/convention/", stops.accept, name="accept"),
    path("espace/programmation/etapes/<int:pk>/preparatifs/<int:task>/", stops.task, name="task"),
    path("espace/programmation/etapes/<int:pk>/lieu/", stops.place, name="place"),
    path("espace/programmation/etapes/<int:pk>/bilan/", stops.report, name="report"),
    path("espace/animations/date/<int:pk>/bilan/", own.report, name="own_report"),
    path("espace/programmation/<slug:slug>/", catalogue.offer, name="offer"),
    path("espace/programmation/<slug:slug>/demander/", requests.ask, name="ask"),
    path("espace/programmation/<slug:slug>/creneaux/<int:pk>/", requests.book, name="book"),
]
