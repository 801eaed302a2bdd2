from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "millecafes.core"
    label = "core"
    verbose_name = "Socle"

    def ready(self):
        from wagtail.signals import page_published

        from . import checks  # noqa: F401
        from .translations import tell_translators

        # An approval at the end of a review runs no hook: this signal is all that tells of it.
        page_published.connect(tell_translators)
