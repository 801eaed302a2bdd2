"""What a person receives, with or without signing in; the demo's mailbox answers 404 when the site is not a demo."""

from django.urls import path

from millecafes.mailroom import views

app_name = "mailroom"
urlpatterns = [
    path("espace/notifications/", views.notifications, name="notifications"),
    path("courrier/preferences/<slug:token>/", views.by_link, name="preferences"),
    path("courrier/desabonnement/<slug:token>/<slug:kind>/", views.unsubscribe, name="unsubscribe"),
    path("demo/courriel/", views.demo_mailbox, name="demo_mailbox"),
    path("demo/courriel/<int:pk>/", views.demo_letter, name="demo_letter"),
]
