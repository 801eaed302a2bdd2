"""What the team does on people and their things, so that somebody can answer for it."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StaffAct(models.Model):
    """One line of the log: never changed, forgotten after twelve months."""

    at = models.DateTimeField(_("quand"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="acts", verbose_name=_("par")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="acts_undergone",
        verbose_name=_("personne concernée"),
    )
    action = models.CharField(_("quoi"), max_length=60)
    subject = models.CharField(_("sur quoi"), max_length=200, blank=True, default="")
    detail = models.TextField(_("détail"), blank=True, default="")

    class Meta:
        verbose_name = _("acte de l’équipe")
        verbose_name_plural = _("actes de l’équipe")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(F("at").desc(), name="latest_acts")]

    def __str__(self):
        return f"{self.action} {self.subject}"
