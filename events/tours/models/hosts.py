"""Who welcomes: a café, or a commune without one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from millecafes.places.models import Cafe, Commune, DelegatedCommune

PLACES = ("cafe__commune__department", "cafe__delegated", "commune__department")  # to select with what is hosted


class Hosted(models.Model):
    """What happens at one host."""

    cafe = models.ForeignKey(
        Cafe, models.PROTECT, null=True, blank=True, related_name="programme_%(class)s_set", verbose_name=_("café")
    )
    commune = models.ForeignKey(
        Commune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programme_%(class)s_set",
        verbose_name=_("commune"),
    )

    class Meta:
        abstract = True

    @property
    def host(self) -> Cafe | Commune | None:
        return self.cafe if self.cafe_id else self.commune

    @property
    def host_name(self) -> str:
        """« Chez Zoé, Cadalen », or « Commune de Cadalen »."""
        if self.cafe_id:
            return f"{self.cafe.name}, {self.cafe.village.name}"
        return _("Commune de %(name)s") % {"name": self.commune.name} if self.commune_id else ""

    @property
    def host_commune(self) -> Commune | None:
        return self.cafe.commune if self.cafe_id else self.commune

    @property
    def host_village(self) -> Commune | DelegatedCommune | None:
        return self.cafe.village if self.cafe_id else self.commune

    @property
    def point(self) -> tuple[float, float] | None:
        """Degrees (WGS84): the café's door, else the village."""
        for place in (self.cafe if self.cafe_id else None, self.host_commune):
            if place is not None and place.lat is not None:
                return place.lat, place.lon
        return None


def has_one_host(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(cafe__isnull=False, commune=None) | Q(cafe=None, commune__isnull=False),
        name=name,
        violation_error_message=_("Dites qui accueille : un café, ou une commune, jamais les deux."),
    )
