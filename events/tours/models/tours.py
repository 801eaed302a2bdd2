"""Tours and their stops: who is where on which day."""

from datetime import datetime
from uuid import uuid4

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Session, Territory
from events.tours.models.choices import LIVE_STOPS, Cause, OfferKind, StopState, TourState
from events.tours.models.hosts import PLACES, Hosted, has_one_host
from events.tours.models.offers import Offer
from events.tours.models.requests import ProgrammeRequest
from events.tours.models.seasons import Company, Season


class Tour(models.Model):
    """The road of one company, or of the van, through a territory during a season."""

    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("sorte"), max_length=12, choices=OfferKind)
    company = models.ForeignKey(Company, models.PROTECT, related_name="tours", verbose_name=_("compagnie"))
    season = models.ForeignKey(Season, models.PROTECT, related_name="tours", verbose_name=_("saison"))
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="tours", verbose_name=_("territoire")
    )
    first_day = models.DateField(_("premier jour"), null=True, blank=True, help_text=_("Vide : celui de la saison."))
    last_day = models.DateField(_("dernier jour"), null=True, blank=True)
    has_route = models.BooleanField(
        _("suit une route"), default=True, help_text=_("Les étapes se suivent : on compte les kilomètres et les repos.")
    )
    state = models.CharField(_("état"), max_length=10, choices=TourState, default=TourState.DRAFT, editable=False)
    reason = models.CharField(_("raison de l’annulation"), max_length=500, blank=True, default="", editable=False)
    notes = models.TextField(_("notes de l’équipe"), blank=True, default="")
    created_at = models.DateTimeField(_("créée le"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tournée")
        verbose_name_plural = _("tournées")
        ordering = ["-created_at", "-pk"]
        permissions = [("plan_programme", _("Peut composer la programmation culturelle"))]
        constraints = [
            models.UniqueConstraint(
                "season",
                "name",
                name="one_tour_of_a_name_in_a_season",
                violation_error_message=_("Cette saison a déjà une tournée de ce nom."),
            ),
            models.CheckConstraint(
                condition=Q(first_day=None) | Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="a_tour_ends_after_it_begins",
                violation_error_message=_("Le dernier jour vient après le premier."),
            ),
            models.CheckConstraint(
                condition=Q(state=TourState.CANCELLED) & ~Q(reason="") | ~Q(state=TourState.CANCELLED) & Q(reason=""),
                name="a_cancelled_tour_says_why",
                violation_error_message=_("Dites pourquoi : les lieux d’accueil le liront."),
            ),
        ]

    def __str__(self):
        return self.name


class StopQuerySet(models.QuerySet):
    def live(self):
        """Those that take the day."""
        return self.filter(state__in=LIVE_STOPS)

    def told(self):
        """With all that a line about them shows."""
        return self.select_related("tour", "company", "offer", "season", "request", "session", *PLACES)


class Stop(Hosted):
    """One day at one host; the company is copied from the tour, so that the table itself keeps it in one place."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    season = models.ForeignKey(Season, models.PROTECT, related_name="stops", verbose_name=_("saison"))
    tour = models.ForeignKey(
        Tour,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stops",
        verbose_name=_("tournée"),
        help_text=_("Vide : une date hors tournée, un créneau réservé par exemple."),
    )
    company = models.ForeignKey(Company, models.PROTECT, related_name="stops", verbose_name=_("compagnie"))
    team = models.PositiveSmallIntegerField(_("équipe"), default=1, validators=[MinValueValidator(1)])
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="stops", verbose_name=_("offre"))
    request = models.ForeignKey(
        ProgrammeRequest, models.PROTECT, null=True, blank=True, related_name="stops", verbose_name=_("demande")
    )
    day = models.DateField(_("jour"))
    starts_at = models.TimeField(_("début"), null=True, blank=True)
    ends_at = models.TimeField(_("fin"), null=True, blank=True, help_text=_("Avant le début : le lendemain."))
    place = models.CharField(_("lieu"), max_length=100, blank=True, default="", help_text=_("« Place de l’église »."))
    address = models.CharField(_("adresse"), max_length=200, blank=True, default="")
    fallback = models.CharField(
        _("en cas de mauvais temps"), max_length=120, blank=True, default="", help_text=_("« Salle des fêtes ».")
    )
    contact_name = models.CharField(_("contact sur place"), max_length=120, blank=True, default="")
    contact_phone = models.CharField(_("téléphone sur place"), max_length=20, blank=True, default="")
    notes = models.TextField(_("notes de l’équipe"), blank=True, default="")
    state = models.CharField(_("état"), max_length=10, choices=StopState, default=StopState.OPTION)
    answer_by = models.DateField(_("réponse attendue avant le"), null=True, blank=True)
    reason = models.CharField(_("raison de l’annulation"), max_length=500, blank=True, default="")
    cause = models.CharField(_("à cause de"), max_length=10, choices=Cause, blank=True, default="")
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("remplace l’étape"),
    )
    session = models.OneToOneField(
        Session, models.PROTECT, null=True, blank=True, related_name="stop", verbose_name=_("date de l’agenda")
    )
    made_at = models.DateTimeField(_("créée le"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changée le"), auto_now=True)

    objects = StopQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ["day", "starts_at", "pk"]
        indexes = [
            models.Index(F("season"), F("day"), name="stops_of_a_season"),
            models.Index(F("company"), F("day"), name="stops_of_a_company"),
            models.Index(F("state"), F("day"), name="stops_by_state"),
        ]
        constraints = [
            has_one_host("a_stop_has_one_host"),
            models.UniqueConstraint(
                "company",
                "team",
                "day",
                condition=Q(state__in=LIVE_STOPS),
                name="a_company_is_at_one_place_a_day",
                violation_error_message=_("Cette compagnie est déjà prise ce jour-là."),
            ),
            *(
                models.UniqueConstraint(
                    host,
                    "day",
                    condition=Q(state__in=LIVE_STOPS),
                    name=f"one_stop_a_day_a_{host}",
                    violation_error_message=_("Ce lieu accueille déjà quelque chose ce jour-là."),
                )
                for host in ("cafe", "commune")
            ),
            *(
                models.UniqueConstraint(
                    "tour",
                    host,
                    condition=Q(state__in=LIVE_STOPS),
                    name=f"one_stop_a_tour_a_{host}",
                    violation_error_message=_("Cette tournée passe déjà dans ce lieu."),
                )
                for host in ("cafe", "commune")
            ),
            models.UniqueConstraint(
                "request",
                condition=Q(state__in=LIVE_STOPS),
                name="one_live_stop_a_request",
                violation_error_message=_("Cette demande a déjà une date."),
            ),
            models.CheckConstraint(
                condition=Q(state=StopState.CANCELLED) & ~Q(reason="") | ~Q(state=StopState.CANCELLED) & Q(reason=""),
                name="a_cancelled_stop_says_why",
                violation_error_message=_("Dites pourquoi : le lieu d’accueil le lira."),
            ),
            models.CheckConstraint(condition=Q(team__gte=1), name="a_stop_has_a_team"),
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | ~Q(ends_at=F("starts_at")),
                name="a_stop_lasts",
                violation_error_message=_("La fin n’est pas l’heure du début."),
            ),
        ]

    def __str__(self):
        return f"{self.host_name} ({self.day})"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE_STOPS

    @property
    def is_late(self) -> bool:
        """Proposed, and not answered by the day it was asked for."""
        return self.state == StopState.PROPOSED and self.answer_by is not None and self.answer_by < timezone.localdate()

    @property
    def is_past(self) -> bool:
        return self.day < timezone.localdate()

    @property
    def starts(self) -> datetime | None:
        """The first minute, on the clock of the place."""
        zone = self.host_commune.department.zone
        return datetime.combine(self.day, self.starts_at, zone) if self.starts_at else None
