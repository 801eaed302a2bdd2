"""The versions of a resource's file: one address, always the newest one."""

from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from resources.models.choices import TextState
from resources.models.resources import Resource


def stored_as(instance, name: str) -> str:
    """A name of ours: nothing of what was typed, but what the file is."""
    return f"resources/{uuid4().hex}{PurePosixPath(name).suffix.lower()}"


def preview_stored_as(instance, name: str) -> str:
    return f"resources/apercus/{uuid4().hex}{PurePosixPath(name).suffix.lower()}"


class ResourceFileQuerySet(models.QuerySet):
    def current(self):
        """The newest version of each."""
        return self.filter(is_current=True)

    def described(self):
        """Without the words of the files, which lists have no use for."""
        return self.defer("text")


class ResourceFile(models.Model):
    """One version, read in the background for its words and the picture of its first page."""

    resource = models.ForeignKey(Resource, models.PROTECT, related_name="files", verbose_name=_("ressource"))
    number = models.PositiveSmallIntegerField(_("version"))
    is_current = models.BooleanField(_("version en cours"), default=True)
    file = models.FileField(_("fichier"), upload_to=stored_as, max_length=120)
    name = models.CharField(_("nom du fichier"), max_length=140)
    size = models.PositiveBigIntegerField(_("taille"))
    sha256 = models.CharField(_("empreinte"), max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="resource_files",
        verbose_name=_("déposé par"),
    )
    uploaded_at = models.DateTimeField(_("déposé le"), default=timezone.now)
    preview = models.FileField(
        _("image de la première page"), upload_to=preview_stored_as, max_length=120, blank=True, default=""
    )
    pages = models.PositiveIntegerField(_("nombre de pages"), null=True, blank=True)
    text = models.TextField(_("texte"), blank=True, default="")
    text_state = models.CharField(_("lecture"), max_length=10, choices=TextState, default=TextState.PENDING)

    objects = ResourceFileQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version d’un fichier")
        verbose_name_plural = _("versions des fichiers")
        ordering = ["resource", "-number", "pk"]
        indexes = [
            models.Index("uploaded_at", condition=Q(text_state=TextState.PENDING), name="resource_files_to_read"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["resource", "number"], name="versions_of_a_file_are_numbered"),
            models.UniqueConstraint(
                fields=["resource"], condition=Q(is_current=True), name="one_version_of_a_file_is_current"
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.number})"

    @property
    def extension(self) -> str:
        """What it is, in small letters, without a dot."""
        return PurePosixPath(self.file.name).suffix[1:].lower()
