"""The agenda, public and for members; no event is named « mois », « carte », « flux » nor « integrer »."""

from django.urls import path

from events.agenda import views

app_name = "agenda"
urlpatterns = [
    path("agenda.ics", views.feed, name="feed"),
    path("agenda/", views.listed, name="list"),
    path("agenda/mois/", views.month, name="month"),
    path("agenda/carte/", views.drawn, name="map"),
    path("agenda/flux/", views.feeds, name="feeds"),
    path("agenda/integrer/", views.embedded, name="embedded"),
    path("agenda/<slug:slug>.ics", views.event_ics, name="event_ics"),
    path("agenda/<slug:slug>/", views.event, name="event"),
    path("espace/agenda/", views.listed_for_members, name="members_list"),
    path("espace/webinaires/", views.webinars, name="webinars"),
    path("espace/agenda/<slug:slug>.ics", views.member_event_ics, name="member_event_ics"),
    path("espace/agenda/<slug:slug>/", views.member_event, name="member_event"),
    path("espace/calendrier/", views.own_calendar, name="own_calendar"),
    path("calendrier/<slug:token>.ics", views.private_feed, name="private_feed"),
]
