from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "millecafes.core"
    label = "core"
    verbose_name = "Socle"

    # What the worker does from time to time.
    jobs = {
        "millecafes.core.pictures.make_copies": timedelta(minutes=1),
        "millecafes.core.search.registers.follow_registers": timedelta(minutes=5),
    }
    job_names = {
        "millecafes.core.pictures.make_copies": _("Préparer les tailles des images"),
        "millecafes.core.search.registers.follow_registers": _("Mettre la recherche à jour des chiffres corrigés"),
    }
    # When pages change by themselves (millecafes.core.clock); any application may name its own in the same way.
    moments = ["core.SiteFurniture.banner_from", "core.SiteFurniture.banner_until"]

    def ready(self):
        from . import checks, page_changes, translations  # noqa: F401
        from .search import pages

        page_changes.connect()
        translations.connect()
        pages.connect()
