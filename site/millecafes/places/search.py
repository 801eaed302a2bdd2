"""Cafés among what the search finds."""

from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from millecafes.core.memo import once
from millecafes.core.search import index
from millecafes.core.search.sources import Entry, Found, Source
from millecafes.places.models import Cafe, Service


def names_of_services() -> dict[int, list[str]]:
    """By number, in every language: some dozens of rows, read once for all the cafés that are indexed together."""
    names = defaultdict(list)
    for number, name in Service.objects.order_by("number", "locale__language_code").values_list("number", "name"):
        names[number].append(name)
    return names


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
        names = once("names of services", names_of_services)
        services = [name for number in sorted(one.number for one in cafe.services.all()) for name in names[number]]
        places = dict.fromkeys([cafe.village.name, cafe.commune.name, cafe.commune.department.name])
        told = [
            cafe.summary,
            cafe.description,
            ", ".join(services),
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
