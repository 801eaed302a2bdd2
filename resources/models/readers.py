"""What each member made of the library. Never what anybody reads: no page is noted, only what was asked for."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from resources.models.resources import Resource
from resources.models.toolkits import Toolkit


class Favourite(models.Model):
    """A resource kept at hand."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="favourites", verbose_name=_("ressource"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="favourite_resources", verbose_name=_("membre")
    )
    at = models.DateTimeField(_("gardée le"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("favori")
        verbose_name_plural = _("favoris")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "resource"], name="a_favourite_is_kept_once")]

    def __str__(self):
        return str(self.resource_id)


class Usefulness(models.Model):
    """« Cette ressource vous a-t-elle été utile ? »: one answer a member, that she may change."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="opinions", verbose_name=_("ressource"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="resource_opinions", verbose_name=_("membre")
    )
    is_useful = models.BooleanField(_("utile"))
    at = models.DateTimeField(_("dit le"), auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("avis d’utilité")
        verbose_name_plural = _("avis d’utilité")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "resource"], name="usefulness_is_said_once")]

    def __str__(self):
        return str(self.resource_id)


class Download(models.Model):
    """That a member has fetched a file once, so that members are counted and not clicks."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="downloads", verbose_name=_("ressource"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="resource_downloads", verbose_name=_("membre")
    )
    first_at = models.DateTimeField(_("la première fois"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("téléchargement")
        verbose_name_plural = _("téléchargements")
        ordering = ["-first_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "resource"], name="a_download_is_counted_once")]

    def __str__(self):
        return str(self.resource_id)


class StepDone(models.Model):
    """A step that a member has ticked: of a toolkit of the first language, by its resource."""

    toolkit = models.ForeignKey(Toolkit, models.CASCADE, related_name="done", verbose_name=_("boîte à outils"))
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="done", verbose_name=_("ressource"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="steps_done", verbose_name=_("membre")
    )
    at = models.DateTimeField(_("cochée le"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("étape cochée")
        verbose_name_plural = _("étapes cochées")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "toolkit", "resource"], name="a_step_is_ticked_once")]

    def __str__(self):
        return str(self.resource_id)
