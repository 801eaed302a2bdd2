"""Who may not write for a while."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SuspensionQuerySet(models.QuerySet):
    def in_force(self, at=None):
        now = at or timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=now), lifted_at=None)


class Suspension(models.Model):
    """A member reads the forum and does not write in it, till a day or till it is lifted."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="forum_suspensions", verbose_name=_("membre")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("décidée par")
    )
    reason = models.CharField(_("raison"), max_length=500)
    at = models.DateTimeField(_("depuis le"), default=timezone.now)
    until = models.DateTimeField(_("jusqu’au"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("levée le"), null=True, blank=True)

    objects = SuspensionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("suspension d’écriture")
        verbose_name_plural = _("suspensions d’écriture")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(lifted_at=None), name="a_member_is_suspended_from_writing_once"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="a_suspension_says_why",
                violation_error_message=_("Écrivez la raison : la personne la lira."),
            ),
        ]

    def __str__(self):
        return self.reason
