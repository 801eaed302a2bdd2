"""What the worker does from time to time, and when it last did."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """When a recurring task of the worker is next due; several workers share this table."""

    name = models.CharField(_("tâche"), max_length=200, primary_key=True)
    due_at = models.DateTimeField(_("prochaine fois"))
    succeeded_at = models.DateTimeField(_("dernière réussite"), null=True, blank=True)
    last_error = models.TextField(_("dernière erreur"), blank=True)

    class Meta:
        verbose_name = _("tâche régulière")
        verbose_name_plural = _("tâches régulières")
        ordering = ["pk"]

    def __str__(self):
        return self.name
