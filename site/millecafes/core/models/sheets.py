"""What every sheet of the back office has in common."""

from django.db import models
from wagtail.models import PreviewableMixin, RevisionMixin, TranslatableMixin


class Sheet(PreviewableMixin, RevisionMixin, TranslatableMixin, models.Model):
    """A row per language, with its history and a preview on the site's own ground."""

    class Meta:
        abstract = True

    def validate_constraints(self, exclude=None):
        """The language is no field of the form: Django would leave out the rules that name it, and break on them."""
        super().validate_constraints(exclude=set(exclude or ()) - {"locale"})

    def get_preview_template(self, request, mode_name):
        return f"core/previews/{self._meta.model_name}.html"
