"""The private address of a member's own feed."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """256 bits, so that nobody guesses one."""
    return secrets.token_urlsafe(32)


class FeedToken(models.Model):
    """One a member, made when she asks; a new one closes the former address."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_feed", verbose_name=_("membre")
    )
    token = models.CharField(_("jeton"), max_length=64, unique=True, default=new_token)
    created_at = models.DateTimeField(_("créé le"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("adresse du flux privé du forum")
        verbose_name_plural = _("adresses des flux privés du forum")
        ordering = ["pk"]

    def __str__(self):
        return str(self.person_id)
