from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "millecafes.places"
    label = "places"
    verbose_name = "Lieux"
