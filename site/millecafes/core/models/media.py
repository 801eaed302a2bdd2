"""Images and documents of the library."""

import secrets

from django.core.cache.backends.dummy import DummyCache
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from millecafes.core.fields import ChoicesField
from millecafes.core.models.choices import RESERVED_FOR


class Image(AbstractImage):
    """A picture with its credit, which is printed wherever the picture is shown."""

    credit = models.CharField(
        _("crédit"), max_length=160, help_text=_("Auteur ou autrice, source. Imprimé sous l’image.")
    )
    tags = TaggableManager(_("mots-clés"), help_text=None, blank=True, related_name="core_images")

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        default_related_name = "core_images"  # Wagtail's own models stand beside ours
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        """The description, or nothing: the title is often the name of a file, which says less than silence."""
        return self.description


class Rendition(AbstractRendition):
    """A resized copy; its public name can't be guessed from the original's."""

    # Otherwise Wagtail writes each copy it shows back to the shared cache: six queries an image, at every visit.
    cache_backend = DummyCache("renditions", {})

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("copie redimensionnée")
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename):
        stem, _dot, extension = filename.rpartition(".")
        return f"images/{stem[:60]}.{secrets.token_urlsafe(8)}.{extension}"


class Document(AbstractDocument):
    """A file to download, for everybody unless it is said for whom."""

    audiences = ChoicesField(
        _("réservé à"),
        choices=RESERVED_FOR,
        help_text=_("Rien de coché : tout le monde, sauf si sa collection ou toutes ses pages sont privées."),
    )
    tags = TaggableManager(_("mots-clés"), help_text=None, blank=True, related_name="core_documents")

    admin_form_fields = (*WagtailDocument.admin_form_fields, "audiences")

    class Meta(AbstractDocument.Meta):
        default_related_name = "core_documents"
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def readers(self) -> list[str]:
        """For whom it is kept, in words; nothing when it is for everybody."""
        return [str(label) for code, label in RESERVED_FOR if code in self.audiences]
