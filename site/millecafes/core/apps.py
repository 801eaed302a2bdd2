from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "millecafes.core"
    label = "core"
    verbose_name = "Socle"

    # What the worker does from time to time.
    jobs = {"millecafes.core.pictures.make_copies": timedelta(minutes=1)}

    def ready(self):
        from . import checks  # noqa: F401
