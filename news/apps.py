from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "Actualités"

    jobs = {"news.services.check_links": timedelta(minutes=5)}
    job_names = {"news.services.check_links": _("Suivre les liens de la revue de presse")}

    member_latest = "news.services.latest"

    def ready(self):
        from millecafes.core.search import sources

        from .services.finding import PressSource

        sources.register(PressSource())
