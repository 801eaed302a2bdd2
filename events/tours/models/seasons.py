"""When one asks and when it is held; who comes."""

from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours.models.choices import CompanyKind
from millecafes.core.models.choices import Association

MOST_TEAMS = 50


class SeasonQuerySet(models.QuerySet):
    def open(self, at: datetime | None = None):
        """Those in which one may ask at this moment."""
        now = at or timezone.now()
        return self.filter(opens_at__lte=now, closes_at__gt=now)

    def shown(self, at: datetime | None = None):
        """Those whose catalogue is of some use: opened already, and not yet over."""
        now = at or timezone.now()
        return self.filter(opens_at__lte=now, last_day__gte=timezone.localdate(now))


class Season(models.Model):
    """A programme: one asks between two moments for what is held between two days."""

    name = models.CharField(_("nom"), max_length=80, unique=True, help_text=_("« Été 2027 »."))
    opens_at = models.DateTimeField(_("ouverture des demandes"))
    closes_at = models.DateTimeField(_("clôture des demandes"))
    first_day = models.DateField(_("premier jour"))
    last_day = models.DateField(_("dernier jour"))
    introduction = models.TextField(
        _("présentation"), max_length=600, blank=True, default="", help_text=_("En tête du catalogue.")
    )
    is_example = models.BooleanField(
        _("exemple"), default=False, help_text=_("Le catalogue dit que cette saison est inventée.")
    )

    objects = SeasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("saison")
        verbose_name_plural = _("saisons")
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="a_season_closes_after_it_opens",
                violation_error_message=_("La clôture des demandes vient après leur ouverture."),
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="a_season_ends_after_it_begins",
                violation_error_message=_("Le dernier jour vient après le premier."),
            ),
        ]

    def __str__(self):
        return self.name

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether one may ask, and change what one asked."""
        return self.opens_at <= (at or timezone.now()) < self.closes_at

    def has_closed(self, at: datetime | None = None) -> bool:
        return self.closes_at <= (at or timezone.now())

    def holds(self, day) -> bool:
        """Whether this day is one of the season's."""
        return self.first_day <= day <= self.last_day


class Company(models.Model):
    """A troupe, a partner association, or the van: at one place a day, unless it has several teams."""

    kind = models.CharField(_("sorte"), max_length=12, choices=CompanyKind, default=CompanyKind.COMPANY)
    name = models.CharField(_("nom"), max_length=120, unique=True)
    presentation = models.TextField(_("présentation"), max_length=1200, blank=True, default="")
    website = models.URLField(_("site"), blank=True, default="")
    association = models.CharField(
        _("association qui l’invite"), max_length=24, choices=Association, default=Association.RESEAU
    )
    teams = models.PositiveSmallIntegerField(
        _("équipes"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_TEAMS)],
        help_text=_("En combien de lieux à la fois elle peut être le même jour."),
    )
    contact_name = models.CharField(
        _("contact technique"), max_length=120, blank=True, default="", help_text=_("Donné à qui accueille.")
    )
    contact_phone = models.CharField(_("téléphone"), max_length=20, blank=True, default="")
    contact_email = models.EmailField(_("adresse e-mail"), blank=True, default="")
    licence = models.CharField(
        _("récépissé de licence"), max_length=60, blank=True, default="", help_text=_("D’entrepreneur de spectacles.")
    )
    notes = models.TextField(
        _("notes de l’équipe"), blank=True, default="", help_text=_("Jamais montrées aux membres.")
    )
    is_active = models.BooleanField(_("en activité"), default=True)
    is_example = models.BooleanField(_("exemple"), default=False, help_text=_("Inventée, pour montrer le site."))

    class Meta:
        verbose_name = _("compagnie")
        verbose_name_plural = _("compagnies")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(teams__gte=1, teams__lte=MOST_TEAMS),
                name="a_company_has_some_teams",
                violation_error_message=_("Entre 1 et 50 équipes."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_vehicle(self) -> bool:
        return self.kind == CompanyKind.VEHICLE
