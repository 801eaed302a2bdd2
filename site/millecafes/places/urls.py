from django.urls import path

from millecafes.places import views

urlpatterns = [path("communes/suggestions/", views.suggestions, name="commune_suggestions")]
