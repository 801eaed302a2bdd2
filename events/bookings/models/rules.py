"""How one registers to a date, and how many seats are left."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Session

MOST_SEATS = 10  # of one registration, the person included
MOST_QUESTIONS = 5


class RegistrationRules(models.Model):
    """A date one registers to has these; the others are come to freely."""

    session = models.OneToOneField(
        Session, models.PROTECT, primary_key=True, related_name="rules", verbose_name=_("date")
    )
    opens_at = models.DateTimeField(_("ouverture des inscriptions"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("clôture des inscriptions"), null=True, blank=True, help_text=_("Vide : au début de l’événement.")
    )
    cancel_until = models.DateTimeField(
        _("désistement possible jusqu’au"), null=True, blank=True, help_text=_("Vide : jusqu’au début de l’événement.")
    )
    most_seats = models.PositiveSmallIntegerField(
        _("places par inscription"), default=1, help_text=_("Avec accompagnants : 4, par exemple.")
    )
    waiting_limit = models.PositiveIntegerField(
        _("places en liste d’attente"), null=True, blank=True, help_text=_("Vide : sans limite. 0 : pas de liste.")
    )
    shows_attendees = models.BooleanField(
        _("montrer qui vient"),
        default=False,
        help_text=_("Aux personnes inscrites, et seulement celles qui l’acceptent."),
    )
    questions_version = models.PositiveIntegerField(_("version des questions"), default=1, editable=False)

    class Meta:
        verbose_name = _("règles d’inscription")
        verbose_name_plural = _("règles d’inscription")
        constraints = [
            models.CheckConstraint(
                condition=Q(most_seats__gte=1, most_seats__lte=MOST_SEATS),
                name="a_registration_has_some_seats",
                violation_error_message=_("Entre 1 et 10 places par inscription."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="registration_closes_after_it_opens",
                violation_error_message=_("La clôture doit venir après l’ouverture."),
            ),
        ]

    def __str__(self):
        return str(self.session_id)

    @property
    def closing(self) -> datetime:
        """When the door closes: never after the start."""
        return min(self.closes_at or self.session.starts_at, self.session.starts_at)

    @property
    def last_moment_to_cancel(self) -> datetime:
        return min(self.cancel_until or self.session.starts_at, self.session.starts_at)

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether one may register at this moment, be it to wait."""
        now = at or timezone.now()
        return (self.opens_at is None or self.opens_at <= now) and now < self.closing and not self.session.is_cancelled


class QuestionKind(models.TextChoices):
    """What an answer looks like."""

    TEXT = "text", _("Un texte court")
    YES_NO = "yes_no", _("Oui ou non")
    CHOICE = "choice", _("Un choix dans une liste")


class Question(models.Model):
    """Asked when registering; frozen at the first answer, so that all have answered the same."""

    rules = models.ForeignKey(RegistrationRules, models.CASCADE, related_name="questions", verbose_name=_("date"))
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    text = models.CharField(_("question"), max_length=160)
    kind = models.CharField(_("réponse"), max_length=8, choices=QuestionKind, default=QuestionKind.TEXT)
    options = models.TextField(_("choix"), blank=True, default="", help_text=_("Un par ligne."))
    is_required = models.BooleanField(_("obligatoire"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="choice") & ~Q(options="")) | (~Q(kind="choice") & Q(options="")),
                name="only_a_choice_has_options",
                violation_error_message=_("Donnez les choix, un par ligne, d’une question à choix et d’elle seule."),
            )
        ]

    def __str__(self):
        return self.text

    @property
    def choices(self) -> list[str]:
        return [line.strip() for line in self.options.splitlines() if line.strip()]


class SessionLedger(models.Model):
    """The count of the seats. No form saves it: only ``events.bookings.services`` do, the session being locked."""

    session = models.OneToOneField(
        Session, models.PROTECT, primary_key=True, related_name="ledger", verbose_name=_("date")
    )
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True, help_text=_("Vide : sans limite."))
    taken = models.PositiveIntegerField(_("places prises"), default=0)
    waiting = models.PositiveIntegerField(_("places attendues"), default=0)
    next_rank = models.PositiveIntegerField(_("prochain rang"), default=1)

    class Meta:
        verbose_name = _("compte des places")
        verbose_name_plural = _("comptes des places")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(taken__lte=F("capacity")), name="no_more_seats_taken_than_there_are"
            ),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__lte=100_000), name="a_room_has_a_size"),
        ]

    def __str__(self):
        return f"{self.taken}/{self.capacity}"

    @property
    def left(self) -> int | None:
        """Seats nobody has taken; none of them is free while somebody waits. No answer when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken

    @property
    def is_full(self) -> bool:
        """Whether the next one to come waits."""
        return self.waiting > 0 or self.left == 0
