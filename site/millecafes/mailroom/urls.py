"""The demo's mailbox; answers 404 when the site is not a demo."""

from django.urls import path

from millecafes.mailroom import views

app_name = "mailroom"
urlpatterns = [path("demo/courriel/", views.demo_mailbox, name="demo_mailbox")]
