"""One's profile, the directory, and what members write to one another."""

from django.urls import path

from members.directory.views import boxes, directory, messages, profile

app_name = "directory"
urlpatterns = [
    path("espace/profil/", profile.edit, name="profile"),
    path("espace/profil/apercu/", profile.preview, name="preview"),
    path("espace/annuaire/", directory.index, name="index"),
    path("espace/annuaire/<int:pk>/", directory.person, name="person"),
    path("espace/annuaire/<int:pk>/photo/", profile.photo, name="photo"),
    path("espace/messages/", messages.inbox, name="inbox"),
    path("espace/messages/boite/", boxes.settle_box, name="box"),
    path("espace/messages/bloques/<int:pk>/lever/", boxes.unblock, name="unblock"),
    path("espace/messages/signales/", boxes.reports, name="reports"),
    path("espace/messages/signales/<int:pk>/", boxes.reported, name="reported"),
    path("espace/messages/<int:pk>/bloquer/", boxes.block, name="block"),
    path("espace/messages/<int:pk>/signaler/", boxes.report, name="report"),
    path("espace/messages/<int:pk>/", messages.message, name="message"),
]
