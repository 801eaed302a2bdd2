"""The history of a claim, line after line; the database itself refuses that one be changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.claims.models.claims import Action, Claim, ClaimState
from events.tours.models import AppendOnly


class ClaimAct(AppendOnly):
    """What somebody did of a claim, when, and why."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="acts", verbose_name=_("demande de remboursement"))
    amount = models.DecimalField(_("montant"), max_digits=9, decimal_places=2, null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("acte d’une demande de remboursement")
        verbose_name_plural = _("actes des demandes de remboursement")
        ordering = ["claim", "at", "pk"]
        default_permissions = ["view"]

    def __str__(self):
        return f"{self.label} ({self.claim_id})"

    @property
    def label(self) -> str:
        return str(Action(self.action).label)

    @property
    def was_state(self) -> str:
        return str(ClaimState(self.before).label)

    @property
    def left_state(self) -> str:
        return str(ClaimState(self.after).label)
