from datetime import timedelta

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "Actualités"

    jobs = {"news.services.check_links": timedelta(minutes=5)}

    def ready(self):
        from millecafes.core.search import sources

        from .services.finding import PressSource

        sources.register(PressSource())
