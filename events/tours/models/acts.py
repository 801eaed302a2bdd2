"""What was done on the programme, by whom and when: written, never rewritten."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours.models.requests import ProgrammeRequest
from events.tours.models.slots import Slot
from events.tours.models.tours import Stop, Tour


class Unchanging(TypeError):
    """A line of a log was about to be changed, or taken away."""


class AppendOnlyQuerySet(models.QuerySet):
    """Lines are added; only the name of who leaves is taken off them."""

    def update(self, **fields):
        raise Unchanging("A line of a log is never changed.")

    def delete(self):
        raise Unchanging("A line of a log is never taken away.")

    def forget(self, person) -> int:
        """Take the name of somebody who leaves off what she did; how many lines bore it."""
        return super(AppendOnlyQuerySet, self.filter(by=person)).update(by=None)


class AppendOnly(models.Model):
    """One line of a log."""

    at = models.DateTimeField(_("quand"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(app_label)s_acts",
        verbose_name=_("par"),
    )
    action = models.CharField(_("quoi"), max_length=24)
    before = models.CharField(_("état d’avant"), max_length=12, blank=True, default="")
    after = models.CharField(_("état d’après"), max_length=12, blank=True, default="")
    detail = models.TextField(_("détail"), blank=True, default="")

    objects = AppendOnlyQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.action} {self.before} → {self.after}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise Unchanging("A line of a log is never changed.")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs):
        raise Unchanging("A line of a log is never taken away.")


class TourAct(AppendOnly):
    """One thing done on a request, a slot, a stop or a tour."""

    request = models.ForeignKey(
        ProgrammeRequest, models.PROTECT, null=True, related_name="acts", verbose_name=_("demande")
    )
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, related_name="acts", verbose_name=_("créneau"))
    stop = models.ForeignKey(Stop, models.PROTECT, null=True, related_name="acts", verbose_name=_("étape"))
    tour = models.ForeignKey(Tour, models.PROTECT, null=True, related_name="acts", verbose_name=_("tournée"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("acte de programmation")
        verbose_name_plural = _("actes de programmation")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(F("at").desc(), name="latest_tour_acts")]
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=False)
                | Q(slot__isnull=False)
                | Q(stop__isnull=False)
                | Q(tour__isnull=False),
                name="a_tour_act_is_about_something",
            )
        ]
