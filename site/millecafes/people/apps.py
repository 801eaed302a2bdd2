from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "millecafes.people"
    label = "people"
    verbose_name = "Personnes"
