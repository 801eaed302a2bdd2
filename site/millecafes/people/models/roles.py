"""What people are, of which place, from when to when. One person may be several things at several places."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from millecafes.places.models import Cafe, Commune, DelegatedCommune

# After the last day one still reads, for so long; before it, one is warned so long ahead.
GRACE = timedelta(days=30)
WARNING = timedelta(days=30)


class TenureQuerySet(models.QuerySet):
    """``at`` is a day, today in Paris by default."""

    def current(self, at: date | None = None):
        today = at or timezone.localdate()
        return self.filter(starts_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gte=today))

    def in_grace(self, at: date | None = None):
        """Ended less than thirty days ago: what was open is still read, and written no more."""
        today = at or timezone.localdate()
        return self.filter(ends_on__lt=today, ends_on__gte=today - GRACE)

    def readable(self, at: date | None = None):
        """Current or in grace."""
        today = at or timezone.localdate()
        return self.filter(starts_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gte=today - GRACE))

    def ending(self, at: date | None = None):
        """To be warned: the last day is within thirty days."""
        today = at or timezone.localdate()
        return self.current(today).filter(ends_on__lte=today + WARNING)


class Tenure(models.Model):
    """A time during which a person is something."""

    starts_on = models.DateField(_("du"), default=timezone.localdate)
    ends_on = models.DateField(_("au"), null=True, blank=True, help_text=_("Dernier jour ; vide tant que cela dure."))
    warned_on = models.DateField(_("message annonçant la fin, parti le"), null=True, blank=True, editable=False)

    objects = TenureQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_current(self, at: date | None = None) -> bool:
        today = at or timezone.localdate()
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    @property
    def closes_on(self) -> date | None:
        """The last day on which it lets the person read."""
        return self.ends_on + GRACE if self.ends_on else None

    def ends_soon(self, at: date | None = None) -> bool:
        """Whether the person is to be warned: it is current, for thirty days at most."""
        today = at or timezone.localdate()
        return self.is_current(today) and self.ends_on is not None and self.ends_on <= today + WARNING


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message=_("La fin vient après le début."),
    )


class Mandate(Tenure):
    """An elected official of a commune."""

    class Function(models.TextChoices):
        MAYOR = "mayor", _("Maire")
        DELEGATED_MAYOR = "delegated_mayor", _("Maire déléguée ou délégué")
        DEPUTY = "deputy", _("Adjointe ou adjoint au maire")
        COUNCILLOR = "councillor", _("Conseillère municipale ou conseiller municipal")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mandates", verbose_name=_("personne")
    )
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="mandates", verbose_name=_("commune"))
    delegated = models.ForeignKey(
        DelegatedCommune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mandates",
        verbose_name=_("commune déléguée"),
    )
    function = models.CharField(_("fonction"), max_length=16, choices=Function)

    class Meta:
        verbose_name = _("mandat")
        verbose_name_plural = _("mandats")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(F("ends_on"), name="mandates_by_end")]
        constraints = [
            ends_after_it_starts("a_mandate_ends_after_it_starts"),
            models.UniqueConstraint(
                "person",
                "commune",
                condition=Q(ends_on=None),
                name="one_open_mandate_per_commune",
                violation_error_message=_("Cette personne a déjà un mandat en cours dans cette commune."),
            ),
        ]

    def __str__(self):
        return f"{self.get_function_display()}, {self.place}"

    @property
    def place(self) -> Commune | DelegatedCommune:
        """The village, as people call it."""
        return self.delegated or self.commune


class CafeRole(Tenure):
    """Somebody who runs a café, or helps to."""

    class Kind(models.TextChoices):
        MANAGER = "manager", _("Gérante ou gérant")
        CO_MANAGER = "co_manager", _("Cogérante ou cogérant")
        PRESIDENT = "president", _("Présidente ou président de l’association")
        TREASURER = "treasurer", _("Trésorière ou trésorier")
        VOLUNTEER = "volunteer", _("Bénévole")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="cafe_roles", verbose_name=_("personne")
    )
    cafe = models.ForeignKey(Cafe, models.PROTECT, related_name="roles", verbose_name=_("café"))
    kind = models.CharField(_("rôle"), max_length=12, choices=Kind, default=Kind.MANAGER)

    class Meta:
        verbose_name = _("rôle dans un café")
        verbose_name_plural = _("rôles dans les cafés")
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(F("ends_on"), name="cafe_roles_by_end")]
        constraints = [
            ends_after_it_starts("a_cafe_role_ends_after_it_starts"),
            models.UniqueConstraint(
                "person",
                "cafe",
                condition=Q(ends_on=None),
                name="one_open_role_per_cafe",
                violation_error_message=_("Cette personne a déjà un rôle en cours dans ce café."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.cafe.name}"

    @property
    def place(self) -> Cafe:
        return self.cafe


class ProjectHolder(Tenure):
    """Somebody who wants to open a café, or to take one over; the commune may not be known yet."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="projects", verbose_name=_("personne")
    )
    commune = models.ForeignKey(
        Commune, models.PROTECT, null=True, blank=True, related_name="holders", verbose_name=_("commune")
    )

    class Meta:
        verbose_name = _("porteuse ou porteur de projet")
        verbose_name_plural = _("porteuses et porteurs de projet")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            ends_after_it_starts("a_project_ends_after_it_starts"),
            models.UniqueConstraint(
                "person",
                condition=Q(ends_on=None),
                name="one_open_project_per_person",
                violation_error_message=_("Cette personne porte déjà un projet."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name}, {self.commune}" if self.commune else str(self._meta.verbose_name)

    @property
    def place(self) -> Commune | None:
        return self.commune
