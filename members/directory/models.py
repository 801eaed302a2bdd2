"""What members write to one another: through the site, so that neither reads the other's address."""

from django.conf import settings
from django.db import models
from django.db.models import F
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

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message entre membres")
        verbose_name_plural = _("messages entre membres")
        ordering = ["-sent_at", "-pk"]
        indexes = [
            models.Index(F("recipient"), F("sent_at").desc(), F("id").desc(), name="messages_received"),
            models.Index(F("sender"), F("sent_at").desc(), F("id").desc(), name="messages_sent"),
            models.Index(F("sent_at"), name="messages_by_age"),
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("directory:message", args=[self.pk])
