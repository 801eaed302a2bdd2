"""Blocks that one kind of page only is made of."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from millecafes.core.blocks.base import INLINE_FEATURES, SpokenRichTextBlock, SpokenTextBlock
from millecafes.core.blocks.figures import ChartBlock
from millecafes.core.links import LinkBlock, LinkValue
from millecafes.core.models import Association, Illustration


class EntryBlock(LinkBlock):
    """A drawing, a few words and where they lead: a door of the home page, or one of its pillars."""

    title = blocks.CharBlock(label=_("Titre"), max_length=80)
    text = SpokenTextBlock(label=_("Texte"), required=False, default="")
    illustration = blocks.ChoiceBlock(label=_("Dessin"), choices=Illustration.choices, required=False, default="")

    class Meta:
        value_class = LinkValue
        label = _("Entrée")
        icon = "arrow-right"
        form_layout = ["title", "text", "illustration", "label", "page", "url"]


class NextDateValue(LinkValue):
    """A date and its link."""

    @property
    def is_over(self) -> bool:
        last = self.get("ends_on") or self.get("starts_on")
        return last is not None and last < timezone.localdate()


class NextDateBlock(LinkBlock):
    title = blocks.CharBlock(label=_("Titre"), max_length=120)
    starts_on = blocks.DateBlock(label=_("Le"))
    ends_on = blocks.DateBlock(label=_("Jusqu’au"), required=False)
    place = blocks.CharBlock(label=_("Lieu"), required=False, default="")
    text = SpokenTextBlock(label=_("Texte"), required=False, default="")

    class Meta:
        value_class = NextDateValue
        label = _("Date")
        icon = "date"
        description = _("Une date publique à venir ; elle disparaît d’elle-même le lendemain.")


class FactBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Quoi"), max_length=60)
    text = blocks.CharBlock(label=_("Réponse"), max_length=200)

    class Meta:
        label = _("Renseignement")
        icon = "list-ul"


class AccountValue(blocks.StructValue):
    """The accounts of one association for a year."""

    @property
    def name(self) -> str:
        return dict(Association.choices).get(self.get("association"), "")


class AccountBlock(blocks.StructBlock):
    association = blocks.ChoiceBlock(label=_("Association"), choices=Association.choices)
    text = SpokenRichTextBlock(label=_("Texte"), required=False, default="", features=[*INLINE_FEATURES, "ul"])
    charts = blocks.ListBlock(
        ChartBlock(),
        label=_("Graphiques"),
        default=[],
        max_num=4,
        help_text=_("Dépenses, ressources. Aucun si les chiffres ne tiennent pas."),
    )
    note = blocks.TextBlock(label=_("Remarque"), required=False, default="")

    class Meta:
        value_class = AccountValue
        label = _("Comptes d’une association")
        icon = "table"


class AdvocacyKind(models.TextChoices):
    """What the association did in public."""

    POSITION = "position", _("Position")
    HEARING = "hearing", _("Audition")
    PUBLICATION = "publication", _("Publication")
    EVENT = "event", _("Rendez-vous")


class AdvocacyTheme(models.TextChoices):
    """What it speaks up for; the filter of the page."""

    LOCAL_SHOPS = "local_shops", _("Commerces de proximité")
    ELECTED_STATUS = "elected_status", _("Élues et élus ruraux")
    AGEING = "ageing", _("Bien vieillir")
    MOBILITY_SERVICES = "mobility_services", _("Services et mobilités")
    SOCIAL_ECONOMY = "social_economy", _("Économie sociale et solidaire")
    CULTURE = "culture", _("Culture")


class AdvocacyValue(LinkValue):
    """A public act, named in words."""

    @property
    def kind_label(self) -> str:
        return dict(AdvocacyKind.choices).get(self["kind"], "")

    @property
    def theme_label(self) -> str:
        return dict(AdvocacyTheme.choices).get(self["theme"], "")


class PositionChooserBlock(SnippetChooserBlock):
    """A position with its numbers; all those of a page are read together."""

    def __init__(self, **kwargs):
        super().__init__("home.Position", **kwargs)

    def bulk_to_python(self, values):
        found = self.target_model.objects.with_numbers().in_bulk({pk for pk in values if pk})
        return [found.get(pk) for pk in values]


class AdvocacyBlock(LinkBlock):
    kind = blocks.ChoiceBlock(label=_("Nature"), choices=AdvocacyKind.choices, default=AdvocacyKind.POSITION)
    theme = blocks.ChoiceBlock(label=_("Thème"), choices=AdvocacyTheme.choices, default=AdvocacyTheme.LOCAL_SHOPS)
    date = blocks.DateBlock(label=_("Date"), required=False)
    title = blocks.CharBlock(label=_("Titre"), max_length=160)
    text = SpokenTextBlock(label=_("Texte"), required=False, default="")

    position = PositionChooserBlock(
        label=_("Position suivie"),
        required=False,
        help_text=_("Pour une position : son état, ses voix et les communes qui la soutiennent se lisent dessous."),
    )

    class Meta:
        value_class = AdvocacyValue
        label = _("Prise de parole")
        icon = "openquote"
        form_layout = ["kind", "theme", "date", "title", "text", "position", "label", "page", "url"]
