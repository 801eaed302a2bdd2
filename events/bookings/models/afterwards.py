"""What is kept of the day and of its echo: reminders sent, people who came without a word, what they thought of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Session
from events.bookings.models.registrations import Registration


class Reminder(models.Model):
    """One reminder of one registration, for one start: a date that moves is reminded of again."""

    class Kind(models.TextChoices):
        WEEK = "week", _("Une semaine avant")
        DAY = "day", _("La veille")
        HOUR = "hour", _("Une heure avant")
        SURVEY = "survey", _("Remerciements et questionnaire")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="reminders", verbose_name=_("inscription")
    )
    kind = models.CharField(_("sorte"), max_length=6, choices=Kind)
    starts_at = models.DateTimeField(_("début annoncé"))
    sent_at = models.DateTimeField(_("envoyé le"), default=timezone.now)

    class Meta:
        verbose_name = _("rappel")
        verbose_name_plural = _("rappels")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind", "starts_at"], name="one_reminder_of_a_kind_for_a_start"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ({self.registration_id})"


class HeadCount(models.Model):
    """Those who came and were on no list."""

    session = models.OneToOneField(
        Session, models.PROTECT, primary_key=True, related_name="head_count", verbose_name=_("date")
    )
    walk_ins = models.PositiveIntegerField(_("personnes venues sans inscription"), default=0)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("compté par")
    )
    counted_at = models.DateTimeField(_("compté le"), auto_now=True)

    class Meta:
        verbose_name = _("venues sans inscription")
        verbose_name_plural = _("venues sans inscription")
        constraints = [
            models.CheckConstraint(condition=Q(walk_ins__lte=100_000), name="a_crowd_can_be_counted"),
        ]

    def __str__(self):
        return str(self.walk_ins)


class Opinion(models.Model):
    """The answer to the two questions that follow an event; read by the team without a name beside it."""

    class Useful(models.IntegerChoices):
        NO = 1, _("Pas du tout")
        LITTLE = 2, _("Un peu")
        YES = 3, _("Oui")
        VERY = 4, _("Oui, beaucoup")

    registration = models.OneToOneField(
        Registration, models.CASCADE, primary_key=True, related_name="opinion", verbose_name=_("inscription")
    )
    useful = models.PositiveSmallIntegerField(_("utile"), choices=Useful)
    comment = models.TextField(_("en quelques mots"), max_length=2000, blank=True, default="")
    given_at = models.DateTimeField(_("donné le"), auto_now=True)

    class Meta:
        verbose_name = _("avis")
        verbose_name_plural = _("avis")
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(useful__gte=1, useful__lte=4), name="usefulness_goes_from_one_to_four")
        ]

    def __str__(self):
        return self.get_useful_display()
