from datetime import timedelta

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = "Actualités"

    jobs = {"news.services.check_links": timedelta(minutes=5)}
