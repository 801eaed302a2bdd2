from django.apps import AppConfig
from django.db.models.signals import post_delete


class PlacesConfig(AppConfig):
    name = "millecafes.places"
    label = "places"
    verbose_name = "Lieux"

    def ready(self):
        from wagtail.signals import published, unpublished

        from millecafes.core.search import sources

        from . import search
        from .models import Cafe

        sources.register(search.CafeSource())
        published.connect(search.cafe_was_published, sender=Cafe)
        unpublished.connect(search.cafe_was_withdrawn, sender=Cafe)
        post_delete.connect(search.cafe_was_withdrawn, sender=Cafe)
