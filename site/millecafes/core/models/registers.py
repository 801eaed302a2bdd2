"""What pages speak from: figures, partners and testimonies, written once and shown by reference."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from millecafes.core.languages import code_of
from millecafes.core.models.choices import Association, Family, Qualifier, Topic
from millecafes.core.models.sheets import Sheet
from millecafes.core.quantities import NO_BREAK, grouped, with_unit

PERCENT_IN_WORDS = {"pourcent", "pourcentage"}  # written so, a share would escape the rule on percentages
STALE_AFTER_DAYS = 548  # eighteen months: past that, a figure is listed to editors for a check


class Register(Sheet):
    """One row per language, found by a code that pages and texts quote."""

    code = models.SlugField(
        _("code"), max_length=80, help_text=_("Nom court pour citer cette fiche dans un texte, par exemple [[code]].")
    )

    # Texts of every language quote the same codes.
    override_translatable_fields = [SynchronizedField("code", overridable=False)]

    class Meta:
        abstract = True


class KeyFigureQuerySet(models.QuerySet):
    def to_check(self, at=None):
        """Figures nobody has checked for eighteen months."""
        limit = (at or timezone.localdate()) - timedelta(days=STALE_AFTER_DAYS)
        return self.filter(checked_on__lt=limit)


class KeyFigure(Register):
    """A number with what makes it true: of whom, of when, from where."""

    value = models.DecimalField(_("valeur"), max_digits=14, decimal_places=2)
    qualifier = models.CharField(_("précision"), max_length=12, choices=Qualifier, blank=True, default="")
    unit = models.CharField(
        _("unité"), max_length=40, blank=True, default="", help_text=_("%, €, habitants… Vide si le libellé suffit.")
    )
    label = models.CharField(
        _("libellé"), max_length=160, help_text=_("Ce qui est compté : « communes accompagnées ».")
    )
    association = models.CharField(_("association"), max_length=24, choices=Association, blank=True, default="")
    scope = models.CharField(_("territoire"), max_length=80, blank=True, default="", help_text=_("France, Grand Est…"))
    population = models.CharField(
        _("population"),
        max_length=160,
        blank=True,
        default="",
        help_text=_("Qui a été compté ou interrogé. Obligatoire pour un pourcentage."),
    )
    period = models.CharField(
        _("période"),
        max_length=80,
        blank=True,
        default="",
        help_text=_("« en 2025 », « depuis 2019 ». Obligatoire pour un pourcentage."),
    )
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("adresse de la source"), blank=True, default="")
    sample_size = models.PositiveIntegerField(
        _("effectif interrogé"), null=True, blank=True, help_text=_("Vide : la page écrit « effectif non communiqué ».")
    )
    is_survey = models.BooleanField(
        _("tiré d’une enquête"),
        default=True,
        help_text=_("Un pourcentage d’enquête dit combien de personnes ont répondu."),
    )
    checked_on = models.DateField(_("vérifié le"), default=timezone.localdate)
    topic = models.CharField(_("thème"), max_length=20, choices=Topic)
    definition = models.TextField(
        _("définition"), blank=True, default="", help_text=_("Ce que le chiffre compte, et ce qu’il ne compte pas.")
    )

    objects = KeyFigureQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("qualifier"), FieldPanel("value"), FieldPanel("unit")]),
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("topic"), FieldPanel("association")]),
        FieldPanel("population"),
        FieldRowPanel([FieldPanel("period"), FieldPanel("scope")]),
        FieldRowPanel([FieldPanel("is_survey"), FieldPanel("sample_size")]),
        FieldPanel("source"),
        FieldRowPanel([FieldPanel("source_url"), FieldPanel("checked_on")]),
        FieldPanel("definition"),
        FieldPanel("code"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("chiffre clé")
        verbose_name_plural = _("chiffres clés")
        ordering = ["topic", "code", "pk"]
        constraints = [
            models.UniqueConstraint(
                "code",
                "locale",
                name="one_key_figure_per_code",
                violation_error_message=_("Un autre chiffre porte déjà ce code."),
            ),
            models.CheckConstraint(
                condition=~models.Q(unit="%") | ~(models.Q(population="") | models.Q(period="")),
                name="a_percentage_names_its_population_and_period",
                violation_error_message=_("Un pourcentage doit dire sa population et sa période."),
            ),
        ]

    def __str__(self):
        return f"{self.display_value} {self.label}"

    def clean(self):
        super().clean()
        if self.unit.lower().replace(" ", "").rstrip("s") in PERCENT_IN_WORDS:
            self.unit = "%"

    @property
    def number(self) -> str:
        """The bare number in the reader's language: « 1 700 », « 12,5 »."""
        decimals = 0 if self.value == self.value.to_integral_value() else 2
        return grouped(self.value, decimals)

    @property
    def display_value(self) -> str:
        """The number as one says it: « plus de 1 700 », « 96 % », « 25 000 € »."""
        quantity = with_unit(self.number, self.unit)
        return f"{self.get_qualifier_display()}{NO_BREAK}{quantity}" if self.qualifier else quantity

    @property
    def searchable_words(self) -> list[str]:
        """What one may look for to find a page that shows it."""
        return [" ".join(filter(None, [str(self), self.period, self.population]))]

    @property
    def needs_sample_size(self) -> bool:
        """Shares come from a survey: their reader must see how many people answered, or that it isn't known."""
        return self.unit == "%" and self.is_survey


class PartnerQuerySet(models.QuerySet):
    def current(self, at=None):
        """Partners of this year."""
        year = (at or timezone.localdate()).year
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gte=year))

    def with_logos(self):
        return self.select_related("logo").prefetch_related("logo__renditions")

    def past(self, at=None):
        """Partners whose partnership has ended: off the wall, kept in the history."""
        return self.filter(until__lt=(at or timezone.localdate()).year)


class Partner(Register):
    """A body that supports the initiative, with the years of the partnership."""

    name = models.CharField(_("nom"), max_length=120)
    family = models.CharField(_("famille"), max_length=20, choices=Family)
    logo = models.ForeignKey(
        "core.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo")
    )
    logo_alt = models.CharField(_("texte de remplacement du logo"), max_length=160, blank=True, default="")
    since = models.PositiveSmallIntegerField(_("depuis l’année"), null=True, blank=True)
    until = models.PositiveSmallIntegerField(
        _("jusqu’à l’année"), null=True, blank=True, help_text=_("Vide tant que le partenariat dure.")
    )
    supports = models.TextField(_("ce que ce partenaire soutient"), blank=True, default="")
    url = models.URLField(_("site"), blank=True, default="")
    sort_order = models.PositiveSmallIntegerField(_("ordre"), default=100)

    objects = PartnerQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("family"), FieldPanel("sort_order"), FieldPanel("code")]),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        FieldPanel("supports"),
        FieldPanel("url"),
        MultiFieldPanel([FieldPanel("logo"), FieldPanel("logo_alt")], _("Logo")),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("partenaire")
        verbose_name_plural = _("partenaires")
        ordering = ["sort_order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "code",
                "locale",
                name="one_partner_per_code",
                violation_error_message=_("Un autre partenaire porte déjà ce code."),
            ),
            models.CheckConstraint(
                condition=models.Q(logo__isnull=True) | ~models.Q(logo_alt=""),
                name="a_logo_has_an_alternative_text",
                violation_error_message=_("Un logo a besoin d’un texte de remplacement."),
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(since__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="a_partnership_ends_after_it_began",
                violation_error_message=_("Le partenariat ne peut pas finir avant d’avoir commencé."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_past(self) -> bool:
        return self.until is not None and self.until < timezone.localdate().year


class TestimonyQuerySet(models.QuerySet):
    def usable(self):
        """Words whose author has agreed, and whose agreement has not run out."""
        return self.filter(consent_on__lte=timezone.localdate()).filter(
            models.Q(consent_until__isnull=True) | models.Q(consent_until__gte=timezone.localdate())
        )


class Testimony(Register):
    """The words of a named person, shown only while a recorded consent covers them."""

    text = models.TextField(_("parole"), help_text=_("Sans les guillemets : la page les ajoute."))
    name = models.CharField(_("nom"), max_length=120, blank=True, default="")
    role = models.CharField(_("fonction"), max_length=120)
    commune = models.CharField(_("commune"), max_length=120, help_text=_("Avec le département : « Cadalen (Tarn) »."))
    consent_on = models.DateField(_("accord donné le"), null=True, blank=True)
    consent_scope = models.CharField(_("portée de l’accord"), max_length=200, blank=True, default="")
    consent_until = models.DateField(_("accord valable jusqu’au"), null=True, blank=True)

    objects = TestimonyQuerySet.as_manager()

    # Who spoke, and what they agreed to, is the same whoever reads.
    override_translatable_fields = [
        *Register.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("name", "commune", "consent_scope")),
    ]
    panels = [
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("name"), FieldPanel("role"), FieldPanel("commune")]),
        MultiFieldPanel(
            [FieldPanel("consent_scope"), FieldRowPanel([FieldPanel("consent_on"), FieldPanel("consent_until")])],
            _("Accord de la personne"),
        ),
        FieldPanel("code"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("témoignage")
        verbose_name_plural = _("témoignages")
        ordering = ["code", "pk"]
        constraints = [
            models.UniqueConstraint(
                "code",
                "locale",
                name="one_testimony_per_code",
                violation_error_message=_("Un autre témoignage porte déjà ce code."),
            ),
        ]

    def __str__(self):
        return f"{self.name or self.role}, {self.commune}"

    @property
    def is_translated(self) -> bool:
        """Whether these are not the very words that were spoken."""
        return code_of(self) != settings.LANGUAGE_CODE

    @property
    def has_consent(self) -> bool:
        """Whether the recorded agreement covers today."""
        today = timezone.localdate()
        begun = self.consent_on is not None and self.consent_on <= today
        return begun and (self.consent_until is None or self.consent_until >= today)
