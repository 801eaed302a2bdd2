"""Who comes, who waits, who came."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Session
from events.bookings.models.rules import MOST_SEATS


class RegistrationState(models.TextChoices):
    """A guest's holds no seat until the address has been confirmed."""

    UNCONFIRMED = "unconfirmed", _("Adresse à confirmer")
    WAITING = "waiting", _("En liste d’attente")
    CONFIRMED = "confirmed", _("Inscription confirmée")
    CANCELLED = "cancelled", _("Annulée")


class Attendance(models.TextChoices):
    """What the list said on the day."""

    UNKNOWN = "", _("À pointer")
    PRESENT = "present", _("Présence notée")
    ABSENT = "absent", _("Absence")
    EXCUSED = "excused", _("Absence excusée")


class RegistrationQuerySet(models.QuerySet):
    def live(self):
        """Those that hold a seat or wait for one."""
        return self.filter(state__in=[RegistrationState.CONFIRMED, RegistrationState.WAITING])

    def confirmed(self):
        return self.filter(state=RegistrationState.CONFIRMED)

    def of(self, person):
        """Those of a member, with all that a line about them shows."""
        dates = ("session__rules", "session__event__cafe", "session__cafe")
        places = ("session__commune__department", "session__delegated")
        return self.filter(person=person).select_related(*dates, *places)

    def of_letters(self):
        """With all that a letter says of them."""
        dates = ("person", "session__event__cafe", "session__cafe")
        return self.select_related(*dates, "session__commune__department", "session__delegated")

    def came(self):
        """Those who were ticked, or went through the door of an online room."""
        return self.confirmed().filter(Q(attendance=Attendance.PRESENT) | Q(joined_at__isnull=False))

    def in_line(self):
        """Those that wait, the first to be served first."""
        return self.filter(state=RegistrationState.WAITING).order_by("rank")


class Registration(models.Model):
    """A seat, or several, for one person: a member, or a guest who gave a name and an address."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    key = models.UUIDField(_("clé de la demande"), default=uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="registrations", verbose_name=_("date"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("membre"),
    )
    guest_name = models.CharField(_("nom"), max_length=120, blank=True, default="")
    guest_email = models.EmailField(_("adresse e-mail"), blank=True, default="")
    language = models.CharField(_("langue"), max_length=12, default=settings.LANGUAGE_CODE)
    seats = models.PositiveSmallIntegerField(_("places"), default=1)
    state = models.CharField(_("état"), max_length=12, choices=RegistrationState)
    rank = models.PositiveIntegerField(_("rang"), default=0, help_text=_("L’ordre d’arrivée, pris sous le verrou."))
    answers = models.JSONField(_("réponses"), default=dict, blank=True)
    agrees_to_be_listed = models.BooleanField(_("accepte d’apparaître parmi les personnes inscrites"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("faite par")
    )
    made_at = models.DateTimeField(_("faite le"), default=timezone.now)
    promoted_at = models.DateTimeField(_("passée de la liste d’attente aux places le"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)
    cancel_reason = models.CharField(_("raison"), max_length=200, blank=True, default="")
    attendance = models.CharField(
        _("présence"), max_length=8, choices=Attendance, blank=True, default=Attendance.UNKNOWN
    )
    attended_seats = models.PositiveSmallIntegerField(_("personnes venues"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pointée par"),
    )
    joined_at = models.DateTimeField(_("entrée en ligne le"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscription")
        verbose_name_plural = _("inscriptions")
        ordering = ["session", "rank", "pk"]
        indexes = [models.Index(fields=["session", "state", "rank"], name="registrations_in_line")]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=~Q(state="cancelled") & Q(person__isnull=False),
                name="one_registration_a_member",
            ),
            models.UniqueConstraint(
                "session",
                Lower("guest_email"),
                condition=Q(state__in=["confirmed", "waiting"]) & ~Q(guest_email=""),
                name="one_registration_a_guest",
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1, seats__lte=MOST_SEATS), name="a_registration_is_for_somebody"
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(guest_name="", guest_email=""), name="a_member_is_no_guest"
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_state_display()})"

    @property
    def name(self) -> str:
        """Whoever it is for; a guest and a member who left are alike once their names are forgotten.

        Never an address: others who come read this, and cafés that may not read addresses.
        """
        if self.person_id:
            return self.person.shown_name
        return self.guest_name or str(_("Nom effacé"))

    @property
    def own_name(self) -> str:
        """What the person herself reads, and the desk: who has given no name is known by her address."""
        return str(self.person) if self.person_id else self.name

    @property
    def email(self) -> str:
        return self.person.email if self.person_id else self.guest_email

    @property
    def language_spoken(self) -> str:
        """The one of the account, or the one of the page a guest registered from."""
        return self.person.language if self.person_id else self.language

    @property
    def came(self) -> bool:
        """Ticked on the list, or gone through the door of an online room."""
        return self.is_confirmed and (self.attendance == Attendance.PRESENT or self.joined_at is not None)

    @property
    def is_live(self) -> bool:
        return self.state in {RegistrationState.CONFIRMED, RegistrationState.WAITING}

    @property
    def is_confirmed(self) -> bool:
        return self.state == RegistrationState.CONFIRMED

    @property
    def is_waiting(self) -> bool:
        return self.state == RegistrationState.WAITING
