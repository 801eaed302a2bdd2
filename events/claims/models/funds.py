"""The funds and what is left of them: for all, and for each café."""

from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours.models import ActivityKind
from millecafes.core.fields import ChoicesField
from millecafes.places.models import Cafe, Region

ZERO = Decimal("0.00")


class FundQuerySet(models.QuerySet):
    def open(self, at: date | None = None):
        """Those to which a claim may be sent on this day (today by default)."""
        today = at or timezone.localdate()
        return self.filter(is_closed=False, starts_on__lte=today, claims_until__gte=today)


class Fund(models.Model):
    """Money of one funder, for what cafés do in a period; how much of it is left is in its ledger."""

    name = models.CharField(_("nom"), max_length=80, unique=True, help_text=_("« KLESIA 2026 »."))
    funder = models.CharField(_("financeur"), max_length=120)
    rules = models.TextField(
        _("ce qui est remboursé"), max_length=2000, blank=True, default="", help_text=_("Les cafés le lisent.")
    )
    starts_on = models.DateField(_("animations du"), help_text=_("Premier jour des animations remboursées."))
    ends_on = models.DateField(_("au"), help_text=_("Dernier jour des animations remboursées."))
    claims_until = models.DateField(_("demandes jusqu’au"), help_text=_("Dernier jour pour envoyer une demande."))
    two_people_above = models.DecimalField(
        _("deux personnes au-delà de"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("En euros : une somme plus grande demande l’accord de deux personnes. Vide : une suffit."),
    )
    regions = models.ManyToManyField(
        Region, blank=True, related_name="funds", verbose_name=_("régions"), help_text=_("Aucune : toute la France.")
    )
    kinds = ChoicesField(
        _("sortes d’animations"), choices=ActivityKind.choices, help_text=_("Aucune : toutes les sortes.")
    )
    is_closed = models.BooleanField(
        _("clos"), default=False, help_text=_("Ne reçoit plus de demandes ; celles qui y sont se traitent encore.")
    )
    is_example = models.BooleanField(_("exemple"), default=False, editable=False)

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = _("fonds")
        verbose_name_plural = _("fonds")
        ordering = ["-starts_on", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="a_fund_ends_after_it_starts",
                violation_error_message=_("La fin vient après le début."),
            ),
            models.CheckConstraint(
                condition=Q(claims_until__gte=F("starts_on")),
                name="a_fund_hears_claims_once_it_has_started",
                violation_error_message=_("On demande un remboursement après le début de la période."),
            ),
            models.CheckConstraint(
                condition=Q(two_people_above=None) | Q(two_people_above__gte=0),
                name="two_people_decide_above_some_sum",
                violation_error_message=_("Une somme, ou rien."),
            ),
        ]

    def __str__(self):
        return self.name

    def is_open(self, at: date | None = None) -> bool:
        """Whether a claim may be sent on this day."""
        today = at or timezone.localdate()
        return not self.is_closed and self.starts_on <= today <= self.claims_until

    def needs_two(self, amount: Decimal) -> bool:
        return self.two_people_above is not None and amount > self.two_people_above


class FundLedger(models.Model):
    """The count of a fund. No form saves it: only the services do, under its lock."""

    fund = models.OneToOneField(Fund, models.PROTECT, primary_key=True, related_name="ledger", verbose_name=_("fonds"))
    total = models.DecimalField(_("montant du fonds"), max_digits=12, decimal_places=2)
    ceiling = models.DecimalField(_("plafond par café"), max_digits=12, decimal_places=2)
    committed = models.DecimalField(_("accordé"), max_digits=12, decimal_places=2, default=ZERO)
    paid = models.DecimalField(_("payé"), max_digits=12, decimal_places=2, default=ZERO)

    class Meta:
        verbose_name = _("compte d’un fonds")
        verbose_name_plural = _("comptes des fonds")
        constraints = [
            models.CheckConstraint(
                condition=Q(committed__gte=0, committed__lte=F("total")), name="no_fund_gives_more_than_it_has"
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0, paid__lte=F("committed")), name="no_fund_pays_more_than_it_gave"
            ),
            models.CheckConstraint(
                condition=Q(ceiling__gt=0, ceiling__lte=F("total")), name="a_ceiling_is_a_part_of_its_fund"
            ),
        ]

    def __str__(self):
        return f"{self.committed}/{self.total}"

    @property
    def left(self) -> Decimal:
        """What nobody has been given."""
        return self.total - self.committed

    @property
    def to_pay(self) -> Decimal:
        """What was given and has not left yet."""
        return self.committed - self.paid


class Envelope(models.Model):
    """What a café has been given by a fund; written by the services only, the fund being locked."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="envelopes", verbose_name=_("fonds"))
    cafe = models.ForeignKey(Cafe, models.PROTECT, related_name="envelopes", verbose_name=_("café"))
    ceiling = models.DecimalField(_("plafond"), max_digits=12, decimal_places=2)
    committed = models.DecimalField(_("accordé"), max_digits=12, decimal_places=2, default=ZERO)

    class Meta:
        verbose_name = _("enveloppe d’un café")
        verbose_name_plural = _("enveloppes des cafés")
        ordering = ["fund", "cafe", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "cafe"], name="one_envelope_of_a_fund_for_a_cafe"),
            models.CheckConstraint(
                condition=Q(committed__gte=0, committed__lte=F("ceiling")), name="no_cafe_gets_more_than_its_ceiling"
            ),
        ]

    def __str__(self):
        return f"{self.committed}/{self.ceiling}"

    @property
    def left(self) -> Decimal:
        return self.ceiling - self.committed
