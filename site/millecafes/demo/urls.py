"""The demo's one-time door and its telephone; answer 404 when the site is not a demo."""

from django.urls import path

from millecafes.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/connexion/<str:token>/", views.sign_in, name="sign_in"),
    path("demo/telephone/", views.phone, name="phone"),
]
