"""The addresses of the site, and a page of the members' area that keeps what is posted to it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path

from millecafes.people.middleware import open_to_all
from millecafes.urls import *  # noqa: F403
from millecafes.urls import urlpatterns

KEPT = []


def board(request):
    if request.method == "POST":
        KEPT.append(request.POST["text"])
        return redirect("/espace/essai/?suite=1")
    return HttpResponse("Le tableau")


urlpatterns = [
    path("espace/essai/", board),
    path("espace/ouvert/", open_to_all(lambda request: HttpResponse("Ouvert"))),
    *urlpatterns,
]
