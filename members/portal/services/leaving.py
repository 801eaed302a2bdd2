"""Places whose people leave without anybody to follow."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from millecafes.people.models import CafeRole, Invitation, Mandate
from millecafes.people.models.roles import GRACE, WARNING
from millecafes.places.models import Cafe, Commune


def places_left() -> list[tuple[str, str, str]]:
    """(kind, key, name): the last role ends within thirty days, or has ended less than thirty days ago."""
    cafes = left(Cafe.objects.filter(closed_on=None), CafeRole, "cafe")
    communes = left(Commune.objects.all(), Mandate, "commune")
    return [
        *(("cafe", cafe.slug, cafe.name) for cafe in cafes),
        *(("commune", commune.code, commune.name) for commune in communes),
    ]


def left(places, model, name: str):
    today = timezone.localdate()
    ending = model.objects.filter(ends_on__gte=today - GRACE, ends_on__lte=today + WARNING)
    here = {name: OuterRef("pk")}
    staying = model.objects.filter(Q(ends_on=None) | Q(ends_on__gt=today + WARNING), **here)
    invited = Invitation.objects.working().filter(**here)
    return places.filter(~Exists(staying), ~Exists(invited), pk__in=ending.values(name)).order_by("name", "pk")
