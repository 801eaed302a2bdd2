from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.people.portal import Entry


class ResourcesConfig(AppConfig):
    name = "resources"
    label = "resources"
    verbose_name = _("Bibliothèque")

    jobs = {
        "resources.services.reading.read_waiting": timedelta(minutes=1),
        "resources.services.links.check_links": timedelta(minutes=30),
    }
    job_names = {
        "resources.services.reading.read_waiting": _("Lire les fichiers déposés dans la bibliothèque"),
        "resources.services.links.check_links": _("Vérifier les liens de la bibliothèque"),
    }

    member_menu = [
        Entry(_("La bibliothèque"), "resources:list", "document", order=26),
        Entry(_("Boîtes à outils"), "resources:toolkits", "toolbox", order=27),
        Entry(_("Replays"), "resources:replays", "play", order=23),
    ]
    member_latest = "resources.services.portal.latest"
    file_kinds = [
        "resources.permissions.FILES",
        "resources.permissions.PREVIEWS",
        "resources.permissions.FILMS",
        "resources.permissions.SLIDES",
    ]
    session_links = "resources.services.watching.links_of"
    personal_data = ["resources.privacy.chapters"]
    erasers = ["resources.privacy.forget"]

    def ready(self):
        from django.db.models.signals import post_delete
        from wagtail.signals import published, unpublished

        from millecafes.core.search import sources
        from millecafes.core.translations import tell_translators

        from .models import Resource, Toolkit
        from .services import finding

        for model in (Resource, Toolkit):
            published.connect(tell_translators, sender=model)
        for model, source in finding.BY_MODEL.items():
            sources.register(source)
            published.connect(finding.was_published, sender=model)
            unpublished.connect(finding.was_withdrawn, sender=model)
            post_delete.connect(finding.was_withdrawn, sender=model)
