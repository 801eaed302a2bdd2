"""Images and documents of the library."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Image as WagtailImage


class Image(AbstractImage):
    """A picture with its credit, which is printed wherever the picture is shown."""

    credit = models.CharField(
        _("crédit"), max_length=160, help_text=_("Auteur ou autrice, source. Imprimé sous l’image.")
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    """A resized copy; its public name can't be guessed from the original's."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("copie redimensionnée")
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename):
        stem, _dot, extension = filename.rpartition(".")
        return f"images/{stem[:60]}.{secrets.token_urlsafe(8)}.{extension}"


class Document(AbstractDocument):
    """A file to download."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
