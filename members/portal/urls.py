"""The members' home, their places, and what they write of them; under ``/espace/``."""

from django.urls import path

from members.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("lieux/", views.places, name="places"),
    path("lieux/<slug:kind>/<slug:key>/equipe/", views.team, name="team"),
    path("lieux/<slug:kind>/<slug:key>/histoire/", views.history, name="history"),
    path("lieux/<slug:kind>/<slug:key>/quitter/", views.leave, name="leave"),
    path("lieux/<slug:kind>/<slug:key>/invitations/<int:pk>/<slug:verb>/", views.invitation, name="invitation"),
    path("cafe/<slug:slug>/", views.sheet, name="sheet"),
    path("cafe/<slug:slug>/photos/", views.photos, name="photos"),
    path("cafe/<slug:slug>/photos/<int:number>/retirer/", views.remove_photo, name="remove_photo"),
    path("cafe/<slug:slug>/proposition/retirer/", views.withdraw, name="withdraw"),
    path("cafe/<slug:slug>/<slug:part>/", views.part, name="part"),
]
