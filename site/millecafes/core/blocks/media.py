"""Pictures, films and sounds, each with its credit and its words."""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from millecafes.core.blocks.base import INLINE_FEATURES

PLAYERS = [
    (
        re.compile(r"^https://(?:www\.)?youtube\.com/watch\?v=([\w-]{6,20})"),
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    (re.compile(r"^https://youtu\.be/([\w-]{6,20})"), "https://www.youtube-nocookie.com/embed/{}?autoplay=1"),
    (re.compile(r"^https://vimeo\.com/(\d{5,15})"), "https://player.vimeo.com/video/{}?autoplay=1&dnt=1"),
]


def player_of(url: str) -> str:
    """The address of the player of a film hosted elsewhere, if we know how to show it here."""
    return next((player.format(match[1]) for pattern, player in PLAYERS if (match := pattern.match(url or ""))), "")


def host_of(url: str) -> str:
    return urlsplit(url or "").netloc.removeprefix("www.")


class PictureBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Légende"), required=False, default="")
    size = blocks.ChoiceBlock(
        label=_("Largeur"), default="normal", choices=[("normal", _("Celle du texte")), ("wide", _("Pleine page"))]
    )

    class Meta:
        label = _("Image")
        icon = "image"
        template = "core/blocks/image.html"
        description = _("Une image décrite, ou déclarée décorative. Son crédit est imprimé dessous.")


class GalleryItemBlock(blocks.StructBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(label=_("Légende"), required=False, default="")

    class Meta:
        label = _("Image")
        icon = "image"


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    items = blocks.ListBlock(GalleryItemBlock(), label=_("Images"), min_num=1, max_num=24)

    class Meta:
        label = _("Galerie")
        icon = "image"
        template = "core/blocks/gallery.html"
        description = _("Plusieurs images, comme une petite exposition.")


class VideoValue(blocks.StructValue):
    """A film elsewhere: its plain address, and the player's if we know how to show it here."""

    @property
    def embed_src(self) -> str:
        return player_of(self.get("url"))

    @property
    def host(self) -> str:
        return host_of(self.get("url"))


class VideoBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"))
    url = blocks.URLBlock(label=_("Adresse du film"))
    poster = ImageChooserBlock(label=_("Image d’attente"), required=False)
    duration = blocks.CharBlock(label=_("Durée"), required=False, default="", help_text=_("« 12 min »"))
    transcript = blocks.RichTextBlock(label=_("Transcription"), required=False, default="", features=[*INLINE_FEATURES])
    credit = blocks.CharBlock(label=_("Crédit"))

    class Meta:
        value_class = VideoValue
        label = _("Film")
        icon = "media"
        template = "core/blocks/video.html"
        description = _("Un film hébergé ailleurs : rien n’est chargé avant que la personne le demande.")
        preview_value = {"title": "Un été en guinguette", "url": "https://vimeo.com/1000000", "credit": "1000 cafés"}


class AudioBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"))
    document = DocumentChooserBlock(label=_("Fichier son"))
    credit = blocks.CharBlock(label=_("Crédit"))
    transcript = blocks.RichTextBlock(label=_("Transcription"), features=[*INLINE_FEATURES])

    class Meta:
        label = _("Son")
        icon = "media"
        template = "core/blocks/audio.html"
        description = _("Un enregistrement, avec ce qu’on y entend par écrit.")


MEDIA = [
    ("image", PictureBlock(group=_("Images et sons"))),
    ("gallery", GalleryBlock(group=_("Images et sons"))),
    ("video", VideoBlock(group=_("Images et sons"))),
    ("audio", AudioBlock(group=_("Images et sons"))),
]
