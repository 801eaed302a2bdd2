"""What a café announces, in the members' area."""

from django.urls import path

from events.animations import views

app_name = "animations"
urlpatterns = [
    path("espace/animations/", views.index, name="index"),
    path("espace/animations/cafe/<int:pk>/annoncer/", views.propose, name="propose"),
    path("espace/animations/<int:pk>/", views.edit, name="edit"),
    path("espace/animations/<int:pk>/date/", views.add_date, name="add_date"),
    path("espace/animations/date/<int:pk>/", views.edit_date, name="edit_date"),
    path("espace/animations/date/<int:pk>/annuler/", views.cancel_date, name="cancel_date"),
]
