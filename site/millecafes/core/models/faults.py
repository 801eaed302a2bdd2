"""What broke, told to the team: one row for each kind of breakage, however often it happens."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FaultQuerySet(models.QuerySet):
    def open(self):
        return self.filter(handled_at=None)


class Fault(models.Model):
    """The same exception at the same place of our code; nothing in it tells who met it."""

    fingerprint = models.CharField(_("empreinte"), max_length=32, primary_key=True)
    kind = models.CharField(_("erreur"), max_length=200)
    said = models.CharField(_("ce qu’elle dit"), max_length=200, blank=True)
    place = models.CharField(_("endroit du code"), max_length=300)
    address = models.CharField(_("dernière adresse"), max_length=200, blank=True)
    reference = models.CharField(_("dernier repère"), max_length=20, blank=True)
    release = models.CharField(_("version"), max_length=100, blank=True)
    count = models.PositiveIntegerField(_("fois"), default=1)
    first_at = models.DateTimeField(_("première fois"))
    last_at = models.DateTimeField(_("dernière fois"), db_index=True)
    handled_at = models.DateTimeField(_("traitée"), null=True, blank=True)

    objects = FaultQuerySet.as_manager()

    class Meta:
        verbose_name = _("panne")
        verbose_name_plural = _("pannes")
        ordering = ["-last_at", "pk"]

    def __str__(self):
        return f"{self.kind} · {self.place}"
