"""A claim: what a café asks back of a fund, for one of its animations."""

from decimal import Decimal
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.claims.models.funds import ZERO, Fund
from events.tours.models import Activity
from millecafes.places.models import Cafe


class ClaimState(models.TextChoices):
    """Where a claim stands; ``CHECKED`` is between colleagues: a café reads that it was sent."""

    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("Envoyée")
    INCOMPLETE = "incomplete", _("À compléter")
    CHECKED = "checked", _("Un accord sur deux")
    ACCEPTED = "accepted", _("Acceptée")
    PAID = "paid", _("Payée")
    REFUSED = "refused", _("Refusée")
    WITHDRAWN = "withdrawn", _("Retirée")


class Action(models.TextChoices):
    """What is done of a claim, as its history says it."""

    SEND = "send", _("envoyée")
    ASK = "ask", _("à compléter")
    COMPLETE = "complete", _("complétée")
    AGREE = "agree", _("premier accord")
    ACCEPT = "accept", _("acceptée")
    CONFIRM = "confirm", _("acceptée, second accord")
    REFUSE = "refuse", _("refusée")
    REOPEN = "reopen", _("reprise")
    PAY = "pay", _("payée")
    BOUNCE = "bounce", _("paiement revenu")
    WITHDRAW = "withdraw", _("retirée")


WRITABLE = [ClaimState.DRAFT, ClaimState.INCOMPLETE]  # by the café
OPEN = [ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.INCOMPLETE, ClaimState.CHECKED]
WAITING = [ClaimState.SUBMITTED, ClaimState.CHECKED]  # for the team
GIVEN = [ClaimState.ACCEPTED, ClaimState.PAID]
OVER = [ClaimState.PAID, ClaimState.REFUSED, ClaimState.WITHDRAWN]


class ClaimQuerySet(models.QuerySet):
    def given(self):
        """Those that hold a part of the fund."""
        return self.filter(state__in=GIVEN)

    def sent(self):
        """Without the drafts, which concern nobody but the café."""
        return self.exclude(state=ClaimState.DRAFT)

    def shown(self):
        """With all that a line about them says."""
        return self.select_related("fund__ledger", "cafe__commune__department", "cafe__delegated", "activity")


class Claim(models.Model):
    """Belongs to the café, not to the person: whoever runs it next follows it."""

    key = models.UUIDField(_("clé de la demande"), default=uuid4, unique=True, editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="claims", verbose_name=_("fonds"))
    cafe = models.ForeignKey(Cafe, models.PROTECT, related_name="claims", verbose_name=_("café"))
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="claims", verbose_name=_("animation"))
    state = models.CharField(_("état"), max_length=10, choices=ClaimState, default=ClaimState.DRAFT)
    asked = models.DecimalField(_("demandé"), max_digits=9, decimal_places=2, default=ZERO)
    accepted = models.DecimalField(_("accordé"), max_digits=9, decimal_places=2, null=True, blank=True)
    agreed = models.DecimalField(_("premier accord"), max_digits=9, decimal_places=2, null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="claims_agreed",
        verbose_name=_("premier accord de"),
    )
    missing = models.TextField(_("ce qui manque"), blank=True, default="", help_text=_("Une chose par ligne."))
    reason = models.TextField(_("pourquoi"), max_length=1000, blank=True, default="")
    paid_on = models.DateField(_("payée le"), null=True, blank=True)
    reference = models.CharField(
        _("référence du virement"), max_length=60, blank=True, default="", help_text=_("Celle de l’outil de la banque.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("faite par"),
    )
    made_at = models.DateTimeField(_("commencée le"), default=timezone.now)
    sent_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    changed_at = models.DateTimeField(_("dernier changement"), default=timezone.now)

    objects = ClaimQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("demande de remboursement")
        verbose_name_plural = _("demandes de remboursement")
        ordering = ["-made_at", "-pk"]
        default_permissions = ["view"]
        permissions = [("handle_claims", "Traiter les demandes de remboursement")]
        indexes = [
            models.Index(fields=["state", "sent_at"], name="claims_by_state"),
            models.Index(fields=["cafe", "-made_at"], name="claims_of_a_cafe"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "activity"],
                condition=Q(state__in=["draft", "submitted", "incomplete", "checked"]),
                name="one_open_claim_of_a_fund_for_an_activity",
                violation_error_message=_("Une demande est déjà en cours pour cette animation."),
            ),
            models.CheckConstraint(condition=Q(asked__gte=0), name="a_claim_asks_for_some_sum"),
            models.CheckConstraint(
                condition=Q(
                    state__in=["accepted", "paid"], accepted__isnull=False, accepted__gt=0, accepted__lte=F("asked")
                )
                | (~Q(state__in=["accepted", "paid"]) & Q(accepted=None)),
                name="what_is_accepted_is_a_part_of_what_is_asked",
            ),
            models.CheckConstraint(
                condition=Q(state="checked", agreed__isnull=False, agreed__gt=0, agreed__lte=F("asked"))
                | (~Q(state="checked") & Q(agreed=None)),
                name="a_first_agreement_waits_for_a_second",
            ),
            models.CheckConstraint(
                condition=(Q(state="paid", paid_on__isnull=False) & ~Q(reference=""))
                | (~Q(state="paid") & Q(paid_on=None, reference="")),
                name="what_is_paid_has_a_date_and_a_reference",
            ),
            models.CheckConstraint(
                condition=(Q(state="incomplete") & ~Q(missing="")) | (~Q(state="incomplete") & Q(missing="")),
                name="what_is_incomplete_says_what_is_missing",
            ),
            models.CheckConstraint(condition=~Q(state="refused", reason=""), name="a_refusal_says_why"),
            models.CheckConstraint(
                condition=Q(state="draft", sent_at=None) | (~Q(state="draft") & Q(sent_at__isnull=False)),
                name="what_was_sent_was_sent_some_day",
            ),
        ]

    def __str__(self):
        return f"{self.number} ({self.cafe_id})"

    def get_absolute_url(self):
        return reverse("claims:claim", args=[self.pk])

    @property
    def number(self) -> str:
        """What people call it on the telephone: « R-0042 »."""
        return f"R-{self.pk:04d}" if self.pk else "R"

    @property
    def missing_items(self) -> list[str]:
        return [line.strip() for line in self.missing.splitlines() if line.strip()]

    @property
    def is_writable(self) -> bool:
        """Whether the café may change its lines."""
        return self.state in WRITABLE

    @property
    def told_state(self) -> str:
        """The state as the café reads it: that one colleague of two has agreed is no promise."""
        is_between_us = self.state == ClaimState.CHECKED
        return str((ClaimState.SUBMITTED if is_between_us else ClaimState(self.state)).label)

    @property
    def is_partial(self) -> bool:
        return self.accepted is not None and self.accepted < self.asked

    @property
    def kept_back(self) -> Decimal:
        """What was asked and not given."""
        return self.asked - self.accepted if self.accepted is not None else ZERO
