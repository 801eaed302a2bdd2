"""What a café's own people change on its sheet: kept, whether it is public at once or read over first."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from millecafes.places.models import Cafe


class CafeChange(models.Model):
    """One change of a sheet: the fields it touches, as they were and as they are wanted."""

    class State(models.TextChoices):
        APPLIED = "applied", _("Publié tout de suite")
        WAITING = "waiting", _("Attend la relecture")
        ACCEPTED = "accepted", _("Relu et publié")
        REFUSED = "refused", _("Refusé")
        WITHDRAWN = "withdrawn", _("Retiré")
        REPLACED = "replaced", _("Repris dans une autre proposition")

    cafe = models.ForeignKey(Cafe, models.CASCADE, related_name="changes", verbose_name=_("café"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="cafe_changes", verbose_name=_("par")
    )
    on_behalf = models.BooleanField(_("par l’équipe, pour le café"), default=False)
    at = models.DateTimeField(_("le"))
    before = models.JSONField(_("avant"), default=dict)
    after = models.JSONField(_("après"), default=dict)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(_("raison du refus"), max_length=2000, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("relu par")
    )
    decided_at = models.DateTimeField(_("relu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("modification de fiche")
        verbose_name_plural = _("modifications de fiches")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(F("state"), F("at"), name="changes_waiting")]
        constraints = [
            models.UniqueConstraint(
                "cafe",
                condition=Q(state="waiting"),
                name="one_waiting_change_per_cafe",
                violation_error_message=_("Une proposition attend déjà pour ce café."),
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="a_refused_change_says_why",
                violation_error_message=_("Dites pourquoi : la personne le lira."),
            ),
        ]

    def __str__(self):
        return f"{self.cafe.name}, {self.get_state_display().lower()}"
