"""What the site keeps, and how long: said by the register that the jobs obey."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from millecafes.core.privacy import known_retentions


class RetentionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")

    class Meta:
        label = _("Durées de conservation")
        icon = "time"
        template = "core/blocks/retentions.html"
        description = _("Ce que le site garde, pourquoi et combien de temps. La liste s’écrit seule.")
        preview_value = {"title": ""}

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context=parent_context) | {"retentions": known_retentions()}


PRIVACY = [("retentions", RetentionsBlock(group=_("Listes")))]
