"""What is known of the addresses elsewhere that the library leads to."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from resources.models.resources import Resource


class LinkQuerySet(models.QuerySet):
    def dead(self):
        """Of published resources that still lead there."""
        return self.filter(resource__live=True, resource__url=F("url")).exclude(dead_since=None)


class ResourceLink(models.Model):
    """Whether the address of a resource answers, as it was last asked: apart from it, whose revisions come and go."""

    resource = models.OneToOneField(Resource, models.CASCADE, related_name="link", verbose_name=_("ressource"))
    url = models.URLField(_("adresse demandée"))
    checked_at = models.DateTimeField(_("demandée le"))
    failures = models.PositiveSmallIntegerField(_("fois sans réponse"), default=0)
    dead_since = models.DateField(_("ne répond plus depuis le"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("lien de la bibliothèque")
        verbose_name_plural = _("liens de la bibliothèque")
        ordering = ["resource"]
        indexes = [
            models.Index(F("dead_since"), name="dead_links_of_the_library", condition=Q(dead_since__isnull=False))
        ]

    def __str__(self):
        return self.url
