"""What a troupe, a speaker or a neighbour needs to know before coming to a café."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from millecafes.places.models.cafes import Cafe


class VenueSheet(models.Model):
    """The technical sheet of a café: at most one, filled once, used by every request of a show."""

    class Answer(models.TextChoices):
        YES = "yes", _("Oui")
        PARTLY = "partly", _("En partie")
        NO = "no", _("Non")

    cafe = ParentalKey(Cafe, related_name="venue_sheets", verbose_name=_("café"))
    surface = models.PositiveIntegerField(_("surface (m²)"), null=True, blank=True)
    seats_inside = models.PositiveIntegerField(_("places assises dedans"), null=True, blank=True)
    seats_outside = models.PositiveIntegerField(_("places assises dehors"), null=True, blank=True)
    power = models.CharField(
        _("électricité"), max_length=120, blank=True, default="", help_text=_("Puissance, prises, distance.")
    )
    parking = models.CharField(_("stationnement"), max_length=200, blank=True, default="")
    access = models.CharField(
        _("accès"), max_length=200, blank=True, default="", help_text=_("Largeur de la porte, marches, camion.")
    )
    wheelchair = models.CharField(_("accessible en fauteuil"), max_length=8, choices=Answer, blank=True, default="")
    toilets = models.CharField(_("toilettes accessibles"), max_length=8, choices=Answer, blank=True, default="")
    notes = models.TextField(_("à savoir"), blank=True, default="")

    class Meta:
        verbose_name = _("fiche technique")
        verbose_name_plural = _("fiches techniques")
        ordering = ["cafe", "pk"]
        constraints = [
            models.UniqueConstraint(
                "cafe",
                name="one_venue_sheet_per_cafe",
                violation_error_message=_("Ce café a déjà une fiche technique."),
            ),
        ]

    def __str__(self):
        return str(self.cafe)
