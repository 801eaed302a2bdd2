"""The private address of a member's own calendar."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """256 bits, so that nobody guesses one."""
    return secrets.token_urlsafe(32)


class CalendarToken(models.Model):
    """One a person; a new one closes the former address."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar", verbose_name=_("compte")
    )
    token = models.CharField(_("jeton"), max_length=64, unique=True, default=new_token)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)

    class Meta:
        verbose_name = _("adresse d’agenda privé")
        verbose_name_plural = _("adresses d’agenda privé")

    def __str__(self):
        return str(self.person_id)
