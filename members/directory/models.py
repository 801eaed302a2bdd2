"""What members write to one another: through the site, so that neither reads the other's address."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """From one member to another, forgotten after twelve months; the words of a member who left stay till then."""

    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="messages_sent", verbose_name=_("de")
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages_received", verbose_name=_("à")
    )
    subject = models.CharField(_("objet"), max_length=120)
    body = models.TextField(_("message"), max_length=5000)
    sent_at = models.DateTimeField(_("envoyé le"), default=timezone.now)
    read_at = models.DateTimeField(_("lu le"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message entre membres")
        verbose_name_plural = _("messages entre membres")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(F("recipient"), F("sent_at").desc(), F("id").desc(), name="messages_received"),
            models.Index(F("sender"), F("sent_at").desc(), F("id").desc(), name="messages_sent"),
            models.Index(F("sent_at"), name="messages_by_age"),
            models.Index("recipient", condition=Q(read_at=None), name="messages_unread"),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("directory:message", args=[self.pk])


class ClosedBox(models.Model):
    """A member who wants no message from the others; she writes to none either."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="closed_box",
        verbose_name=_("membre"),
    )
    closed_at = models.DateTimeField(_("fermée le"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("boîte aux lettres fermée")
        verbose_name_plural = _("boîtes aux lettres fermées")
        ordering = ["pk"]

    def __str__(self):
        return str(self.person_id)


class Block(models.Model):
    """Somebody whose messages a member no longer wants; the other is not told."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks", verbose_name=_("membre")
    )
    blocked = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocked_by", verbose_name=_("bloqué")
    )
    at = models.DateTimeField(_("depuis le"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("correspondant bloqué")
        verbose_name_plural = _("correspondants bloqués")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "blocked"], name="somebody_is_blocked_once"),
            models.CheckConstraint(condition=~Q(person=F("blocked")), name="nobody_blocks_herself"),
        ]

    def __str__(self):
        return str(self.blocked_id)


class MessageReport(models.Model):
    """A message that whoever received it shows to the team, which reads none but these; the log says who read it."""

    class Outcome(models.TextChoices):
        """What was decided."""

        OPEN = "open", _("À lire")
        UPHELD = "upheld", _("Avertissement envoyé")
        DISMISSED = "dismissed", _("Sans suite")

    message = models.OneToOneField(Message, models.CASCADE, related_name="report", verbose_name=_("message"))
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="message_reports",
        verbose_name=_("signalé par"),
    )
    reason = models.CharField(_("raison"), max_length=1000)
    reported_at = models.DateTimeField(_("signalé le"), default=timezone.now)
    outcome = models.CharField(_("décision"), max_length=9, choices=Outcome, default=Outcome.OPEN)
    answer = models.CharField(_("réponse"), max_length=1000, blank=True, default="")
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("traité par")
    )
    handled_at = models.DateTimeField(_("traité le"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message signalé")
        verbose_name_plural = _("messages signalés")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="a_reported_message_says_why",
                violation_error_message=_("Dites en quelques mots ce qui ne va pas."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="open", handled_at=None) | (~Q(outcome="open") & Q(handled_at__isnull=False)),
                name="a_reported_message_is_open_until_handled",
            ),
        ]

    def __str__(self):
        return self.reason

    def get_absolute_url(self):
        return reverse("directory:reported", args=[self.pk])
