"""Seats: asked for, kept, given back; on the day, ticked."""

from django.urls import path

from events.bookings.views import attendance, registering, tickets

app_name = "bookings"
urlpatterns = [
    path("inscriptions/date/<uuid:uuid>/", registering.register, name="register"),
    path("inscriptions/date/<uuid:uuid>/merci/", registering.registered, name="registered"),
    path("inscriptions/<str:signature>/", tickets.ticket, name="ticket"),
    path("inscriptions/<str:signature>/rejoindre/", tickets.join, name="join"),
    path("inscriptions/<str:signature>/avis/", tickets.opinion, name="opinion"),
    path("inscriptions/<str:signature>/agenda.ics", tickets.own_date, name="own_date"),
    path("inscriptions/<str:signature>/attestation.pdf", tickets.certificate, name="certificate"),
    path("espace/mes-inscriptions/", tickets.mine, name="mine"),
    path("espace/emargement/<uuid:uuid>/", attendance.sheet, name="sheet"),
    path("espace/emargement/<uuid:uuid>/sans-inscription/", attendance.walk_ins, name="walk_ins"),
    path("espace/emargement/<uuid:uuid>/liste.csv", attendance.export, {"kind": "csv"}, name="sheet_csv"),
    path("espace/emargement/<uuid:uuid>/liste.pdf", attendance.export, {"kind": "pdf"}, name="sheet_pdf"),
    path("espace/emargement/<uuid:uuid>/<uuid:registration>/", attendance.attendee, name="attendee"),
    path("espace/emargement/<uuid:uuid>/<uuid:registration>/pointer/", attendance.tick, name="tick"),
]
