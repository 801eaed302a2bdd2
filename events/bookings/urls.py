"""One's registration, opened by the link of a letter."""

from django.urls import path

from events.bookings import views

app_name = "bookings"
urlpatterns = [path("inscriptions/<str:signature>/", views.ticket, name="ticket")]
