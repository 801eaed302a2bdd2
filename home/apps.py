from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Accueil"

    jobs = {"home.services.forget_old_messages": timedelta(days=1)}
    job_names = {"home.services.forget_old_messages": _("Oublier les messages de plus d’un an")}
