"""What people write to the team."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """What a message is about: it decides who reads it."""

    COMMUNE = "commune", _("Un café dans ma commune")
    MANAGER = "manager", _("Tenir un café")
    GUINGUETTE = "guinguette", _("La guinguette mobile")
    CULTURE = "culture", _("La culture, l’abbaye")
    SUPPORT = "support", _("Soutenir 1000 cafés")
    PRESS = "press", _("Presse")
    COMMUNICATION = "communication", _("Communication, logo, photographies")
    OTHER = "other", _("Autre chose")

    @classmethod
    def for_press(cls) -> set[str]:
        """Subjects that the communication desk reads."""
        return {cls.PRESS, cls.COMMUNICATION}


class ContactMessage(models.Model):
    """One letter, kept twelve months."""

    subject = models.CharField(_("sujet"), max_length=16, choices=Subject)
    name = models.CharField(_("nom"), max_length=120)
    email = models.EmailField(_("adresse e-mail"))
    commune = models.CharField(_("commune"), max_length=120, blank=True, default="")
    message = models.TextField(_("message"))
    sent_to = models.EmailField(_("transmis à"))
    submission = models.UUIDField(
        _("envoi"), unique=True, editable=False, help_text=_("Deux envois de la même page n’en font qu’un.")
    )
    created_at = models.DateTimeField(_("reçu le"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("message reçu")
        verbose_name_plural = _("messages reçus")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(message=""), name="a_contact_message_says_something"),
        ]

    def __str__(self):
        return f"{self.get_subject_display()}, {self.name}"
