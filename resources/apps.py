from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from millecafes.people.portal import Entry


class ResourcesConfig(AppConfig):
    name = "resources"
    label = "resources"
    verbose_name = _("Bibliothèque")

    member_menu = [
        Entry(_("La bibliothèque"), "resources:list", "document", order=26),
        Entry(_("Boîtes à outils"), "resources:toolkits", "toolbox", order=27),
    ]
    file_kinds = ["resources.permissions.FILES", "resources.permissions.PREVIEWS"]
    personal_data = ["resources.privacy.chapters"]
    erasers = ["resources.privacy.forget"]

    def ready(self):
        from wagtail.signals import published

        from millecafes.core.translations import tell_translators

        from .models import Resource, Toolkit

        for model in (Resource, Toolkit):
            published.connect(tell_translators, sender=model)
