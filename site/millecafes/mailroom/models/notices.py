"""What a person wants to be told, how often, and what is kept for the next digest."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from millecafes.mailroom.models.mails import Mail


def new_token() -> str:
    """Drawn at random: it tells nothing, expires with the account only, and opens the settings of the mail only."""
    return secrets.token_hex(16)


class Frequency(models.TextChoices):
    """How often a person is told of a kind of things."""

    NOW = "now", _("Tout de suite")
    DAILY = "daily", _("Chaque matin, en un seul message")
    WEEKLY = "weekly", _("Le lundi matin, en un seul message")
    NEVER = "never", _("Jamais")


class MailSettings(models.Model):
    """The door to a person’s settings that needs no sign-in, and what holds for the kinds she has not settled."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="mail_settings",
        verbose_name=_("personne"),
    )
    token = models.CharField(_("clé"), max_length=64, unique=True, default=new_token, editable=False)
    by_default = models.CharField(_("par défaut"), max_length=6, choices=Frequency, default=Frequency.DAILY)

    class Meta:
        verbose_name = _("réglages du courrier")
        verbose_name_plural = _("réglages du courrier")
        constraints = [
            models.CheckConstraint(
                name="a_default_frequency_is_known", condition=Q(by_default__in=["now", "daily", "weekly", "never"])
            )
        ]

    def __str__(self):
        return str(self.person)


class Preference(models.Model):
    """How often a person wants to be told of one kind of things; the default holds where there is none."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preferences", verbose_name=_("personne")
    )
    kind = models.CharField(_("sorte"), max_length=50)
    frequency = models.CharField(_("fréquence"), max_length=6, choices=Frequency)

    class Meta:
        verbose_name = _("préférence de courrier")
        verbose_name_plural = _("préférences de courrier")
        ordering = ["person", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                "person",
                "kind",
                name="one_preference_per_person_and_kind",
                violation_error_message=_("Ce choix est déjà fait."),
            ),
            models.CheckConstraint(
                name="a_frequency_is_known", condition=Q(frequency__in=["now", "daily", "weekly", "never"])
            ),
        ]

    def __str__(self):
        return f"{self.kind} : {self.get_frequency_display()}"


class NoticeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(told_at=None)

    def due(self, at=None):
        """What belongs in the digest that leaves now."""
        return self.waiting().filter(due_at__lte=at or timezone.now())


class Notice(models.Model):
    """One line of somebody’s next digest."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_notices", verbose_name=_("personne")
    )
    kind = models.CharField(_("sorte"), max_length=50)
    thread = models.CharField(_("fil"), max_length=200, help_text=_("Un fil tient en une ligne."))
    line = models.CharField(_("ligne"), max_length=300)
    url = models.CharField(_("adresse"), max_length=500)
    dedupe_key = models.CharField(_("clé d’unicité"), max_length=255, unique=True, null=True, blank=True)
    created_at = models.DateTimeField(_("écrit le"), default=timezone.now)
    due_at = models.DateTimeField(_("à dire le"))
    told_at = models.DateTimeField(_("dit le"), null=True, blank=True)
    mail = models.ForeignKey(
        Mail, models.SET_NULL, null=True, blank=True, related_name="notices", verbose_name=_("dans le message")
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("avis pour le résumé")
        verbose_name_plural = _("avis pour le résumé")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["person", "due_at"], name="notices_waiting", condition=Q(told_at=None)),
            models.Index(fields=["due_at", "person"], name="notices_due", condition=Q(told_at=None)),
            models.Index(fields=["told_at"], name="notices_told"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_notice_in_a_mail_was_told", condition=Q(mail=None) | Q(told_at__isnull=False)
            ),
            models.CheckConstraint(name="a_notice_says_something", condition=~Q(thread="") & ~Q(line="") & ~Q(url="")),
        ]

    def __str__(self):
        return self.line
