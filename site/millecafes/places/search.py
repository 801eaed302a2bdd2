"""Cafés among what the search finds."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from millecafes.core.search import index
from millecafes.core.search.sources import Entry, Found, Source
from millecafes.places.models import Cafe, Service


class CafeSource(Source):
    """Cafés one can go to; one entry for readers of every language, as a café has none."""

    kind, types = "cafe", {"cafes": _("Cafés")}

    def objects(self):
        return Cafe.objects.public().with_places().order_by("pk")

    def rights(self, user):
        return timezone.localdate()

    def readable(self, day):
        return Cafe.objects.standing(day)

    def entry(self, cafe):
        numbers = [service.number for service in cafe.services.all()]
        services = Service.objects.filter(number__in=numbers).order_by("number", "locale__language_code")
        places = dict.fromkeys([cafe.village.name, cafe.commune.name, cafe.commune.department.name])
        told = [
            cafe.summary,
            cafe.description,
            ", ".join(service.name for service in services),
            cafe.get_model_display(),
            ", ".join(["café", *places]),
        ]
        return Entry(title=f"{cafe.name}, {cafe.village.name}", text="\n".join(filter(None, told)))

    def found(self, ids):
        cafes = self.objects().in_bulk(ids)
        return {
            pk: Found(cafe.get_absolute_url(), f"{cafe.commune.name} ({cafe.commune.department.name})")
            for pk, cafe in cafes.items()
        }


def cafe_was_published(instance, **kwargs):
    index.follow(CafeSource.kind, CafeSource().objects().get(pk=instance.pk))


def cafe_was_withdrawn(instance, **kwargs):
    index.forget(CafeSource.kind, [instance.pk])
