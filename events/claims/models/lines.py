"""What was spent, and the papers that say so."""

from decimal import Decimal
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.claims.models.claims import Claim

MOST_OF_A_LINE = Decimal("20000.00")


def closed_storage():
    """Where receipts are: files that no address leads to."""
    return storages["closed"]


def stored_as(instance, name: str) -> str:
    """A name of ours: nothing of what was typed, but what the file is."""
    return f"claims/{uuid4().hex}{PurePosixPath(name).suffix.lower()}"


class Expense(models.TextChoices):
    """What money was spent on."""

    ARTISTS = "artists", _("Artistes, intervenantes et intervenants")
    EQUIPMENT = "equipment", _("Matériel et fournitures")
    FOOD = "food", _("Repas et boissons")
    TRAVEL = "travel", _("Déplacements et hébergement")
    HIRE = "hire", _("Locations")
    PRINT = "print", _("Affiches et communication")
    RIGHTS = "rights", _("Droits d’auteur, assurances, déclarations")
    OTHER = "other", _("Autre dépense")


class ClaimLine(models.Model):
    """One expense."""

    key = models.UUIDField(_("clé de la ligne"), default=uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="lines", verbose_name=_("demande de remboursement"))
    expense = models.CharField(_("sorte de dépense"), max_length=10, choices=Expense)
    label = models.CharField(_("quoi"), max_length=120)
    spent_on = models.DateField(_("date de la dépense"))
    amount = models.DecimalField(_("montant"), max_digits=9, decimal_places=2)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("dépense")
        verbose_name_plural = _("dépenses")
        ordering = ["claim", "spent_on", "pk"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=MOST_OF_A_LINE),
                name="an_expense_is_some_money",
                violation_error_message=_("Une dépense va de 0,01 € à 20 000 €."),
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("claims:line", args=[self.pk])


class Receipt(models.Model):
    """A paper of an expense: read by those in charge of the café, and by those who handle claims."""

    line = models.ForeignKey(ClaimLine, models.CASCADE, related_name="receipts", verbose_name=_("dépense"))
    file = models.FileField(_("fichier"), storage=closed_storage, upload_to=stored_as, max_length=120)
    name = models.CharField(_("nom du fichier"), max_length=140)
    size = models.PositiveBigIntegerField(_("taille"))
    sha256 = models.CharField(_("empreinte"), max_length=64, db_index=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="claim_receipts",
        verbose_name=_("déposé par"),
    )
    sent_at = models.DateTimeField(_("déposé le"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("justificatif")
        verbose_name_plural = _("justificatifs")
        ordering = ["line", "pk"]
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["line", "sha256"],
                name="a_receipt_stands_once_by_an_expense",
                violation_error_message=_("Ce justificatif est déjà là."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("file", args=["justificatifs", self.pk])

    @property
    def is_picture(self) -> bool:
        """Whether a page may show it by itself."""
        return PurePosixPath(self.file.name).suffix.lower() in {".jpg", ".jpeg", ".png", ".webp"}
