"""Dates of an offer that are booked directly, and the count of who has them."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours.models.choices import SlotState
from events.tours.models.offers import Offer
from events.tours.models.seasons import Season

MOST_HOSTS = 50


class SlotQuerySet(models.QuerySet):
    def open(self):
        """Those that may still be booked, be it to wait."""
        return self.filter(state=SlotState.OPEN, day__gt=timezone.localdate())


class Slot(models.Model):
    """A day on which an offer comes to whoever books it first."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="slots", verbose_name=_("offre"))
    season = models.ForeignKey(Season, models.PROTECT, related_name="slots", verbose_name=_("saison"))
    day = models.DateField(_("jour"))
    starts_at = models.TimeField(_("début"))
    note = models.CharField(_("précision"), max_length=120, blank=True, default="", help_text=_("« Autour de Rodez »."))
    state = models.CharField(_("état"), max_length=10, choices=SlotState, default=SlotState.OPEN, editable=False)
    reason = models.CharField(_("raison de l’annulation"), max_length=200, blank=True, default="", editable=False)

    objects = SlotQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("créneau")
        verbose_name_plural = _("créneaux")
        ordering = ["day", "starts_at", "pk"]
        indexes = [models.Index(F("offer"), F("day"), name="slots_of_an_offer")]
        constraints = [
            models.UniqueConstraint(
                "offer",
                "day",
                "starts_at",
                name="one_slot_at_a_time",
                violation_error_message=_("Cette offre a déjà un créneau à cette heure."),
            ),
            models.CheckConstraint(
                condition=Q(state=SlotState.OPEN, reason="") | (Q(state=SlotState.CANCELLED) & ~Q(reason="")),
                name="a_cancelled_slot_says_why",
                violation_error_message=_("Dites pourquoi : qui l’avait le lira."),
            ),
        ]

    def __str__(self):
        return f"{self.offer} ({self.day})"

    @property
    def is_cancelled(self) -> bool:
        return self.state == SlotState.CANCELLED


class SlotLedger(models.Model):
    """The count of the hosts. No form saves it: only ``events.tours.services`` do, the company being locked."""

    slot = models.OneToOneField(
        Slot, models.PROTECT, primary_key=True, related_name="ledger", verbose_name=_("créneau")
    )
    capacity = models.PositiveSmallIntegerField(_("lieux"), default=1)
    taken = models.PositiveSmallIntegerField(_("lieux pris"), default=0)
    waiting = models.PositiveIntegerField(_("en attente"), default=0)
    next_rank = models.PositiveIntegerField(_("prochain rang"), default=1)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("compte des créneaux")
        verbose_name_plural = _("comptes des créneaux")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")),
                name="no_more_hosts_than_a_slot_has",
                violation_error_message=_("Ce créneau est déjà pris."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__lte=MOST_HOSTS),
                name="a_slot_has_a_size",
                violation_error_message=_("Entre 1 et 50 lieux par créneau."),
            ),
        ]

    def __str__(self):
        return f"{self.taken}/{self.capacity}"

    @property
    def left(self) -> int:
        """Places nobody has taken."""
        return self.capacity - self.taken

    @property
    def is_full(self) -> bool:
        """Whether the next one to come waits."""
        return self.waiting > 0 or self.left <= 0
