from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from millecafes.core.privacy import Retention


class CoreConfig(AppConfig):
    name = "millecafes.core"
    label = "core"
    verbose_name = "Socle"

    # What the worker does from time to time.
    jobs = {
        "millecafes.core.pictures.make_copies": timedelta(minutes=1),
        "millecafes.core.search.registers.follow_registers": timedelta(minutes=5),
        "millecafes.core.faults.forget": timedelta(days=1),
    }
    job_names = {
        "millecafes.core.pictures.make_copies": _("Préparer les tailles des images"),
        "millecafes.core.search.registers.follow_registers": _("Mettre la recherche à jour des chiffres corrigés"),
        "millecafes.core.faults.forget": _("Oublier les pannes qui ne se sont pas reproduites depuis 90 jours"),
    }
    retentions = [
        Retention(
            _("Les pannes du site : ce qui s’est arrêté, où et quand, sans rien de la personne qui était là"),
            _("Réparer ce qui ne marche pas"),
            "millecafes.core.faults.KEPT",
            "millecafes.core.faults.forget",
        )
    ]
    # When pages change by themselves (millecafes.core.clock); any application may name its own in the same way.
    moments = ["core.SiteFurniture.banner_from", "core.SiteFurniture.banner_until"]

    def ready(self):
        from . import checks, page_changes, purging, steady_desk, translations  # noqa: F401
        from .search import pages

        page_changes.connect()
        translations.connect()
        pages.connect()
        steady_desk.install()
        if settings.WAGTAILFRONTENDCACHE:
            purging.connect()
        if settings.SENTRY_DSN:  # the library is not even read otherwise
            import_string("millecafes.core.reporting.begin")()
