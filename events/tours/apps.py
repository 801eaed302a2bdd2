from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToursConfig(AppConfig):
    name = "events.tours"
    label = "tours"
    verbose_name = _("Programmation culturelle")

    personal_data = ["events.tours.privacy.chapters"]
    erasers = ["events.tours.privacy.forget"]
