"""Voices and faces: testimonies of the register, the team."""

import random

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from millecafes.core.kept import kept
from millecafes.core.languages import readable
from millecafes.core.models import Association, Testimony

DRAWN_FROM = 50  # the draw never reads more of the register than this


def register(language: str) -> list[Testimony]:
    """Those that may be shown today, the same for everybody: only the draw is made for each visit."""
    usable = readable(Testimony.objects.usable(), language)
    return kept(f"testimonies in {language}", lambda: list(usable[:DRAWN_FROM]))


def _quoted_by_hand(page) -> set[int]:
    """Testimonies that an editor has placed on the page, which a random draw must not repeat."""
    body = getattr(page, "body", None) or []
    return {block["value"] for block in getattr(body, "raw_data", []) if block["type"] == "testimony"}


class TestimonyBlock(SnippetChooserBlock):
    """A chosen testimony; without a valid consent it isn't shown."""

    __test__ = False

    def __init__(self, **kwargs):
        super().__init__(Testimony, **kwargs)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["testimony"] = value if value and value.has_consent else None
        return context

    class Meta:
        label = _("Témoignage")
        icon = "openquote"
        template = "core/blocks/testimony.html"
        description = _("La parole d’une personne nommée, prise au registre des témoignages.")


class TestimoniesBlock(blocks.StructBlock):
    __test__ = False

    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    count = blocks.IntegerBlock(label=_("Combien"), default=2, min_value=1, max_value=3)

    class Meta:
        label = _("Témoignages au hasard")
        icon = "openquote"
        template = "core/blocks/testimonies.html"
        description = _("Des témoignages tirés au sort à chaque visite, jamais deux fois le même sur une page.")
        preview_value = {"title": "Ils en parlent", "count": 2}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        request, page = context.get("request"), context.get("page")
        shown = getattr(request, "shown_testimonies", None) or _quoted_by_hand(page)
        candidates = [testimony for testimony in register(get_language()) if testimony.pk not in shown]
        context["items"] = random.sample(candidates, min(value["count"] or 1, len(candidates)))
        if request:
            request.shown_testimonies = shown | {testimony.pk for testimony in context["items"]}
        return context


class PersonBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Nom"))
    role = blocks.CharBlock(label=_("Fonction"))
    association = blocks.ChoiceBlock(label=_("Association"), choices=Association.choices, required=False, default="")
    text = blocks.TextBlock(label=_("Présentation"), required=False, default="")

    class Meta:
        label = _("Personne")
        icon = "user"


class TeamBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    items = blocks.ListBlock(PersonBlock(), label=_("Personnes"), min_num=1, max_num=40)

    class Meta:
        label = _("Équipe")
        icon = "group"
        template = "core/blocks/team.html"
        description = _("Des personnes, leur fonction et leur association.")
        preview_value = {"title": "L’équipe", "items": [{"name": "Prénom Nom", "role": "Animation du réseau"}]}


PEOPLE = [
    ("testimony", TestimonyBlock(group=_("Personnes"))),
    ("testimonies", TestimoniesBlock(group=_("Personnes"))),
    ("team", TeamBlock(group=_("Personnes"))),
]
