"""A date of an event: when, where, and what became of it."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models.events import Event
from millecafes.people.permissions import Audience, written_for
from millecafes.places.models import Cafe, Commune, DelegatedCommune


class SessionState(models.TextChoices):
    """A date is held or is not; that it is past is told by the clock."""

    SCHEDULED = "scheduled", _("Prévue")
    CANCELLED = "cancelled", _("Annulée")


class SessionQuerySet(models.QuerySet):
    def readable_by(self, access):
        """Those of the events published for somebody this person is."""
        return self.filter(written_for("event__audiences", access.audiences), event__live=True)

    def public(self):
        return self.filter(written_for("event__audiences", [Audience.PUBLIC]), event__live=True)

    def to_come(self, at: datetime | None = None):
        """Not yet over, cancelled ones included; the next one first."""
        return self.filter(ends_at__gt=at or timezone.now()).order_by("starts_at", "pk")

    def past(self, at: datetime | None = None):
        """Over, the latest first."""
        return self.filter(ends_at__lte=at or timezone.now()).order_by("-starts_at", "-pk")

    def held(self):
        return self.filter(state=SessionState.SCHEDULED)

    def with_seats(self):
        """Also how one registers, and whether it is full: seats are another application's, known by name only."""
        return self.with_places().select_related("rules", "ledger")

    def with_places(self):
        """All that a line of the agenda shows."""
        return self.select_related(
            "event__cafe", "event__territory", "cafe", "commune__department__region", "delegated"
        )


class Session(models.Model):
    """Operational: never in a revision, never deleted once published, changed through ``events.agenda.services``."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="sessions", verbose_name=_("événement"))
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    time_zone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Paris", editable=False)
    day = models.DateField(_("jour"), editable=False, help_text=_("Le jour du début, là où l’événement a lieu."))
    is_online = models.BooleanField(_("en ligne"), default=False)
    online_url = models.URLField(
        _("lien de connexion"),
        max_length=500,
        blank=True,
        default="",
        help_text=_("Montré aux seules personnes inscrites, à partir de 30 minutes avant le début."),
    )
    cafe = models.ForeignKey(
        Cafe, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("dans un café du réseau")
    )
    commune = models.ForeignKey(
        Commune, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("commune")
    )
    delegated = models.ForeignKey(
        DelegatedCommune,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("commune déléguée"),
    )
    place = models.CharField(_("lieu"), max_length=100, blank=True, default="", help_text=_("« Place de l’église »."))
    address = models.CharField(_("adresse"), max_length=200, blank=True, default="")
    fallback = models.CharField(
        _("en cas de mauvais temps"), max_length=120, blank=True, default="", help_text=_("« Salle des fêtes ».")
    )
    state = models.CharField(
        _("état"), max_length=10, choices=SessionState, default=SessionState.SCHEDULED, editable=False
    )
    reason = models.CharField(_("raison de l’annulation"), max_length=200, blank=True, default="", editable=False)
    former_start = models.DateTimeField(_("début annoncé d’abord"), null=True, blank=True, editable=False)
    # What calendars compare (RFC 5545): a new number for each change that matters to who comes.
    sequence = models.PositiveIntegerField(_("version"), default=0, editable=False)
    touched_at = models.DateTimeField(_("changée le"), default=timezone.now, editable=False)

    objects = SessionQuerySet.as_manager()

    afterwards = None  # where one goes once it is over: ``services.afterwards.with_links`` asks the other applications

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(F("starts_at"), F("id"), name="sessions_by_start"),
            models.Index(F("ends_at"), F("starts_at"), name="sessions_by_end"),
            models.Index(F("day"), name="sessions_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_session_ends_after_it_starts",
                violation_error_message=_("La fin doit venir après le début."),
            ),
            models.CheckConstraint(
                condition=Q(is_online=True) | Q(commune__isnull=False),
                name="a_session_is_somewhere",
                violation_error_message=_("Dites où : une commune, un café du réseau, ou en ligne."),
            ),
            models.CheckConstraint(
                condition=Q(state="scheduled", reason="") | (Q(state="cancelled") & ~Q(reason="")),
                name="a_cancelled_session_says_why",
                violation_error_message=_("Dites pourquoi : tout le monde le lira."),
            ),
        ]

    def __str__(self):
        return f"{self.event} ({self.day})"

    def settle(self) -> None:
        """Derive what the place and the start decide: commune of the café, clock, day, all before validation."""
        if self.cafe:
            self.commune, self.delegated = self.cafe.commune, self.cafe.delegated
        elif self.delegated:
            self.commune = self.delegated.parent
        self.time_zone = self.commune.department.time_zone if self.commune else "Europe/Paris"
        if self.starts_at:
            self.day = self.starts_at.astimezone(self.zone).date()

    @property
    def zone(self) -> ZoneInfo:
        """The clock of the place."""
        return ZoneInfo(self.time_zone)

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(self.zone)

    @property
    def month(self) -> date:
        """The first day of its month, under which lists put it."""
        return self.day.replace(day=1)

    @property
    def is_cancelled(self) -> bool:
        return self.state == SessionState.CANCELLED

    def is_over(self, at: datetime | None = None) -> bool:
        return self.ends_at <= (at or timezone.now())

    def has_started(self, at: datetime | None = None) -> bool:
        return self.starts_at <= (at or timezone.now())

    @property
    def village(self) -> Commune | DelegatedCommune | None:
        """What people call the place: the former commune if one is named, else the commune."""
        return self.delegated or self.commune

    @property
    def point(self) -> tuple[float, float] | None:
        """Degrees (WGS84): the café's door, else the village."""
        for place in (self.cafe, self.delegated, self.commune):
            if place is not None and place.lat is not None:
                return place.lat, place.lon
        return None
