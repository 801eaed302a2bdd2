from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "millecafes.core"
    label = "core"
    verbose_name = "Socle"

    def ready(self):
        from . import checks  # noqa: F401
        from .search import pages

        pages.connect()
