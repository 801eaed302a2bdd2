from datetime import timedelta

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Accueil"

    jobs = {"home.services.forget_old_messages": timedelta(days=1)}
