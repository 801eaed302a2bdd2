"""Ways onward: buttons, cards, documents to download."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from millecafes.core.blocks.base import SpokenTextBlock
from millecafes.core.links import LinkBlock, LinkValue
from millecafes.core.models import Illustration


class ButtonBlock(LinkBlock):
    style = blocks.ChoiceBlock(
        label=_("Allure"), default="primary", choices=[("primary", _("Principal")), ("secondary", _("Secondaire"))]
    )

    class Meta:
        value_class = LinkValue
        label = _("Bouton")
        icon = "link"


class ButtonsBlock(blocks.StructBlock):
    items = blocks.ListBlock(ButtonBlock(), label=_("Boutons"), min_num=1, max_num=3)

    class Meta:
        label = _("Boutons")
        icon = "link"
        template = "core/blocks/buttons.html"
        description = _("Une à trois actions bien visibles.")
        preview_value = {"items": [{"label": "Écrire à l’équipe", "url": "/contact/", "style": "primary"}]}


class CardBlock(LinkBlock):
    title = blocks.CharBlock(label=_("Titre"), max_length=100)
    text = SpokenTextBlock(label=_("Texte"), required=False, default="")
    illustration = blocks.ChoiceBlock(label=_("Dessin"), choices=Illustration.choices, required=False, default="")

    class Meta:
        value_class = LinkValue
        label = _("Carte")
        icon = "doc-full"
        form_layout = ["title", "text", "illustration", "label", "page", "url"]


class CardsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    items = blocks.ListBlock(CardBlock(), label=_("Cartes"), min_num=1, max_num=12)

    class Meta:
        label = _("Cartes")
        icon = "grip"
        template = "core/blocks/cards.html"
        description = _("Plusieurs entrées vers d’autres pages, avec un dessin.")
        preview_value = {
            "title": "Pour aller plus loin",
            "items": [{"title": "Les guinguettes", "illustration": "guinguette"}],
        }


class DocumentsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    items = blocks.ListBlock(DocumentChooserBlock(), label=_("Documents"), min_num=1, max_num=20)

    class Meta:
        label = _("Documents à télécharger")
        icon = "doc-full-inverse"
        template = "core/blocks/documents.html"
        description = _("Des fichiers, avec leur format et leur poids.")


LINKS = [
    ("buttons", ButtonsBlock(group=_("Liens"))),
    ("cards", CardsBlock(group=_("Liens"))),
    ("documents", DocumentsBlock(group=_("Liens"))),
]
