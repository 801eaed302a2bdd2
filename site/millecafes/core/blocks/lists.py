"""Ordered things: the phases of the support, a timeline, the partners' wall."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from millecafes.core.blocks.base import FigureChooserBlock, SpokenTextBlock
from millecafes.core.kept import kept
from millecafes.core.languages import readable
from millecafes.core.models import Family, Partner


def partners_by_family(partners) -> list[tuple[str, list[Partner]]]:
    """Partners grouped under their family's name, families in the order of the register."""
    partners = list(partners)
    groups = [(family.label, [one for one in partners if one.family == family]) for family in Family]
    return [(label, members) for label, members in groups if members]


def wall(language: str, past: bool) -> list[Partner]:
    """The partners of today, or those of before: the same on every page that shows them."""

    def read():
        partners = readable(Partner.objects.with_logos(), language)
        return list(partners.past() if past else partners.current())

    return kept(f"partners in {language}, past: {past}", read)


class PhaseBlock(blocks.StructBlock):
    number = blocks.IntegerBlock(label=_("Numéro"), min_value=1, max_value=9)
    title = blocks.CharBlock(label=_("Titre"))
    summary = SpokenTextBlock(label=_("En une phrase"), required=False, default="")
    contents = blocks.ListBlock(blocks.CharBlock(), label=_("Ce qu’elle contient"), max_num=10)
    town_hall = blocks.ListBlock(blocks.CharBlock(), label=_("Ce que fait la mairie"), max_num=8)
    manager = blocks.ListBlock(blocks.CharBlock(), label=_("Ce que fait le gérant ou la gérante"), max_num=8)
    association = blocks.ListBlock(blocks.CharBlock(), label=_("Ce que fait 1000 cafés"), max_num=8)
    figure = FigureChooserBlock(label=_("Chiffre"), required=False)

    class Meta:
        label = _("Phase")
        icon = "arrow-right"


class PhasesValue(blocks.StructValue):
    """Phases are read by number, whatever the order they were typed in."""

    @property
    def in_order(self) -> list:
        return sorted(self["items"], key=lambda phase: phase["number"] or 0)


class PhasesBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    items = blocks.ListBlock(PhaseBlock(), label=_("Phases"), min_num=1, max_num=9)

    class Meta:
        value_class = PhasesValue
        label = _("Phases de l’accompagnement")
        icon = "list-ol"
        template = "core/blocks/phases.html"
        description = _("Un chemin en étapes numérotées : ce qui s’y passe, et qui fait quoi.")
        preview_value = {
            "title": "",
            "items": [
                {
                    "number": 1,
                    "title": "Définir le projet",
                    "summary": "On se rencontre, on regarde les lieux, on écoute les habitants.",
                    "contents": ["Une réunion publique"],
                    "town_hall": ["Ouvre ses portes"],
                    "manager": [],
                    "association": ["Anime la réunion"],
                }
            ],
        }


class MomentBlock(blocks.StructBlock):
    date = blocks.CharBlock(label=_("Date"), max_length=60)
    title = blocks.CharBlock(label=_("Titre"))
    text = SpokenTextBlock(label=_("Texte"), required=False, default="")

    class Meta:
        label = _("Moment")
        icon = "date"


class TimelineBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    items = blocks.ListBlock(MomentBlock(), label=_("Moments"), min_num=1, max_num=30)

    class Meta:
        label = _("Frise")
        icon = "history"
        template = "core/blocks/timeline.html"
        description = _("Une histoire par ses dates.")
        preview_value = {"title": "", "items": [{"date": "2019", "title": "Le lancement", "text": ""}]}


class PartnersBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    families = blocks.MultipleChoiceBlock(label=_("Familles"), choices=Family.choices, required=False, default=[])
    past = blocks.BooleanBlock(label=_("Partenariats terminés"), required=False, default=False)

    class Meta:
        label = _("Partenaires")
        icon = "group"
        template = "core/blocks/partners.html"
        description = _("Le mur des partenaires, par famille. Sans famille cochée : toutes.")
        preview_value = {"title": "Nos partenaires", "families": [], "past": False}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        partners = wall(get_language(), value["past"])
        wanted = value["families"] or Family.values
        context["groups"] = partners_by_family(partner for partner in partners if partner.family in wanted)
        return context


LISTS = [
    ("phases", PhasesBlock(group=_("Listes"))),
    ("timeline", TimelineBlock(group=_("Listes"))),
    ("partners", PartnersBlock(group=_("Listes"))),
]
