from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "millecafes.demo"
    verbose_name = "Contenu de démonstration"
