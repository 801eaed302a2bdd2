"""What cafés ask back, in the members' area."""

from django.urls import path

from events.claims import views

app_name = "claims"
urlpatterns = [
    path("espace/remboursements/", views.index, name="list"),
    path("espace/remboursements/nouvelle/", views.begin, name="begin"),
    path("espace/remboursements/<int:pk>/", views.claim, name="claim"),
    path("espace/remboursements/<int:pk>/depense/", views.add_line, name="add_line"),
    path("espace/remboursements/<int:pk>/<slug:verb>/", views.act, name="act"),
    path("espace/remboursements/depense/<int:pk>/", views.line, name="line"),
    path("espace/remboursements/depense/<int:pk>/retirer/", views.remove_line, name="remove_line"),
    path("espace/remboursements/depense/<int:pk>/justificatif/", views.add_receipt, name="add_receipt"),
    path("espace/remboursements/justificatif/<int:pk>/retirer/", views.remove_receipt, name="remove_receipt"),
]
