"""The register of communes, as the State publishes it: codes are text, and a code once given never disappears."""

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

ELIGIBLE_BELOW = 3500  # inhabitants: the call is for communes under that, whatever their age and density


class Region(models.Model):
    """A region, by its INSEE code."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name = models.CharField(_("nom"), max_length=60)

    class Meta:
        verbose_name = _("région")
        verbose_name_plural = _("régions")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Department(models.Model):
    """A département, or the collectivity that stands for one overseas."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    name = models.CharField(_("nom"), max_length=60)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="departments", verbose_name=_("région")
    )
    time_zone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Paris")

    class Meta:
        verbose_name = _("département")
        verbose_name_plural = _("départements")
        ordering = ["code"]

    def __str__(self):
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The clock of its villages."""
        return ZoneInfo(self.time_zone)


class Epci(models.Model):
    """Communes that share taxes and services; its number is a SIREN."""

    code = models.CharField(_("SIREN"), max_length=9, primary_key=True)
    name = models.CharField(_("nom"), max_length=200)

    class Meta:
        verbose_name = _("intercommunalité")
        verbose_name_plural = _("intercommunalités")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Precision(models.TextChoices):
    """What a point stands for, from the most exact."""

    ADDRESS = "address", _("à l’adresse")
    TOWNHALL = "townhall", _("à la mairie")
    COMMUNE = "commune", _("dans la commune")
    DEPARTMENT = "department", _("dans le département")


def is_on_earth(name: str) -> models.CheckConstraint:
    """A point has both its numbers, in degrees (WGS84), or none."""
    nowhere = Q(lat=None, lon=None)
    somewhere = Q(lat__gte=-90, lat__lte=90, lon__gte=-180, lon__lte=180)
    return models.CheckConstraint(
        condition=nowhere | somewhere,
        name=name,
        violation_error_message=_("Ce point n’est pas sur la Terre : vérifiez la latitude et la longitude."),
    )


class Place(models.Model):
    """What communes and their former communes have in common."""

    code = models.CharField(_("code INSEE"), max_length=5, primary_key=True)
    name = models.CharField(_("nom"), max_length=60)
    search_name = models.CharField(_("nom sans accents"), max_length=80, db_index=True, editable=False)
    population = models.PositiveIntegerField(_("population municipale"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("année de la population"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(_("précision du point"), max_length=12, choices=Precision, blank=True, default="")

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class CommuneQuerySet(models.QuerySet):
    def in_force(self):
        """Without those that have been merged into another one."""
        return self.filter(replaced_by=None, ended=False)

    def eligible(self):
        """Under 3,500 inhabitants, and inhabited."""
        return self.in_force().filter(population__gt=0, population__lt=ELIGIBLE_BELOW)


class Commune(Place):
    """A commune in force, or one that was, which then leads to the commune that replaced it."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="communes", verbose_name=_("département"))
    epci = models.ForeignKey(
        Epci, models.PROTECT, null=True, blank=True, related_name="communes", verbose_name=_("intercommunalité")
    )
    postcodes = models.CharField(_("codes postaux"), max_length=200, blank=True, default="")
    former_codes = models.CharField(_("anciens codes"), max_length=500, blank=True, default="")
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced", verbose_name=_("remplacée par")
    )
    ended = models.BooleanField(_("absente du dernier répertoire"), default=False)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["search_name", "code"]
        indexes = [models.Index(F("lat"), F("lon"), name="communes_by_point")]
        constraints = [
            is_on_earth("a_commune_is_on_earth"),
            models.CheckConstraint(condition=~Q(replaced_by=F("code")), name="a_commune_does_not_replace_itself"),
        ]

    @property
    def key(self) -> str:
        """What forms keep of it."""
        return self.code

    @property
    def full_name(self) -> str:
        """« Chaumont, Haute-Savoie (74) »: five communes have that name."""
        return f"{self.name}, {self.department.name} ({self.department_id})"

    @property
    def whole(self) -> "Commune":
        """The commune in force that a place is in; here itself."""
        return self.current

    @property
    def current(self) -> "Commune":
        """Itself, or the commune that has replaced it."""
        commune = self
        while commune.replaced_by:
            commune = commune.replaced_by
        return commune

    @property
    def is_eligible(self) -> bool:
        """The rule of the call; a commune whose population is unknown, or nil, is never eligible by itself."""
        return self.population is not None and 0 < self.population < ELIGIBLE_BELOW


class DelegatedCommune(Place):
    """A former commune (« déléguée », « associée ») that people still name, inside the commune it has joined.

    One of them often keeps the code of the whole: it is told apart by its table.
    """

    class Kind(models.TextChoices):
        DELEGATED = "deleguee", _("commune déléguée")
        ASSOCIATED = "associee", _("commune associée")

    kind = models.CharField(_("sorte"), max_length=8, choices=Kind)
    parent = models.ForeignKey(Commune, models.PROTECT, related_name="delegated", verbose_name=_("commune"))

    class Meta:
        verbose_name = _("commune déléguée ou associée")
        verbose_name_plural = _("communes déléguées et associées")
        ordering = ["search_name", "code"]
        constraints = [is_on_earth("a_delegated_commune_is_on_earth")]

    @property
    def key(self) -> str:
        """What forms keep of it: its code may be that of the whole commune too."""
        return f"{self.code}D"

    @property
    def full_name(self) -> str:
        """With its department, as a commune's."""
        return f"{self.name}, {self.parent.department.name} ({self.parent.department_id})"

    @property
    def whole(self) -> Commune:
        """The commune in force that it has joined."""
        return self.parent.current
