"""The aids a commune may be given for its café: each dated, sourced, and checked by somebody."""

from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from millecafes.core.models.registers import Register


class Aid(Register):
    """A share of a cost that somebody else pays, up to a cap."""

    name = models.CharField(_("nom"), max_length=120)
    funder = models.CharField(_("financeur"), max_length=120)
    rate = models.DecimalField(
        _("taux (%)"), max_digits=5, decimal_places=2, help_text=_("La part du coût. 100 : tout, jusqu’au plafond.")
    )
    cap = models.DecimalField(
        _("plafond (€)"), max_digits=10, decimal_places=2, help_text=_("Le plus que l’aide puisse donner.")
    )
    valid_from = models.DateField(_("à partir du"), null=True, blank=True)
    valid_until = models.DateField(_("jusqu’au"), null=True, blank=True, help_text=_("Après, elle n’est plus comptée."))
    conditions = models.TextField(_("conditions"), max_length=600, blank=True, default="")
    doubts = models.TextField(
        _("ce qui est à confirmer"),
        max_length=400,
        blank=True,
        default="",
        help_text=_("Montré avec l’aide tant que ce n’est pas sûr."),
    )
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("adresse de la source"), blank=True, default="")
    checked_on = models.DateField(_("vérifié le"), default=timezone.localdate)
    sort_order = models.PositiveSmallIntegerField(
        _("ordre"), default=100, help_text=_("L’aide du plus petit nombre est comptée la première.")
    )

    override_translatable_fields = [
        *Register.override_translatable_fields,
        SynchronizedField("source_url", overridable=False),
    ]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("funder"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("rate"), FieldPanel("cap"), FieldPanel("sort_order")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("conditions"),
        FieldPanel("doubts"),
        FieldPanel("source"),
        FieldRowPanel([FieldPanel("source_url"), FieldPanel("checked_on")]),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("aide")
        verbose_name_plural = _("aides")
        ordering = ["sort_order", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                "code",
                "locale",
                name="one_aid_per_code",
                violation_error_message=_("Une autre aide porte déjà ce code."),
            ),
            models.CheckConstraint(
                condition=models.Q(rate__gt=0, rate__lte=100),
                name="an_aid_is_a_share_of_the_cost",
                violation_error_message=_(
                    "Le taux est une part du coût, en pourcentage : plus que zéro, et 100 au plus."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(cap__gt=0),
                name="an_aid_gives_something",
                violation_error_message=_("Le plafond est une somme, plus grande que zéro."),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_until=None)
                | models.Q(valid_until__gte=models.F("valid_from")),
                name="an_aid_ends_after_it_began",
                violation_error_message=_("L’aide ne peut pas finir avant d’avoir commencé."),
            ),
        ]

    def __str__(self):
        return self.name

    def has_ended(self, at: date | None = None) -> bool:
        """Whether it can be asked for no more on this day (today by default)."""
        return self.valid_until is not None and self.valid_until < (at or timezone.localdate())

    def is_coming(self, at: date | None = None) -> bool:
        """Whether it cannot be asked for yet on this day (today by default)."""
        return self.valid_from is not None and self.valid_from > (at or timezone.localdate())
