"""Numbers: figures of the register, charts drawn from a small table."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from millecafes.core import charts
from millecafes.core.blocks.base import FigureChooserBlock

SHARES_TOTAL = Decimal(100)
ROUNDING = Decimal(1)


class FiguresBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    items = blocks.ListBlock(FigureChooserBlock(), label=_("Chiffres"), min_num=1, max_num=12)

    class Meta:
        label = _("Chiffres clés")
        icon = "table"
        template = "core/blocks/figures.html"
        description = _("Des chiffres du registre, avec leur période et leur source.")


class RowValue(blocks.StructValue):
    """A value of its own, or that of a figure of the register, which it follows."""

    @property
    def amount(self) -> Decimal | None:
        figure = self.get("figure")
        return figure.value if figure else self.get("value")


class RowBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Libellé"), max_length=80)
    value = blocks.DecimalBlock(label=_("Valeur"), required=False, min_value=0)
    figure = FigureChooserBlock(
        label=_("ou chiffre du registre"), required=False, help_text=_("Corrigé au registre, il l’est ici aussi.")
    )

    class Meta:
        value_class = RowValue
        label = _("Ligne")
        icon = "minus"

    def clean(self, value):
        value = super().clean(value)
        if value.amount is None:
            message = _("Écrivez une valeur, ou choisissez un chiffre du registre.")
            raise blocks.StructBlockValidationError(block_errors={"value": ValidationError(message)})
        return value


class ChartValue(blocks.StructValue):
    """The small table and what is drawn from it; rows of a draft that have no value yet are left out."""

    @property
    def table(self) -> list[tuple[str, Decimal]]:
        return [(row["label"], row.amount) for row in self["rows"] if row.amount is not None]

    @property
    def total(self) -> Decimal:
        return sum((amount for _label, amount in self.table), Decimal(0))

    @property
    def drawing(self) -> charts.Drawing:
        return charts.bars(self.table, shares=self["kind"] == "shares")


class ChartBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), max_length=120)
    kind = blocks.ChoiceBlock(
        label=_("Nature"),
        default="shares",
        choices=[("shares", _("Parts d’un tout (total 100 %)")), ("bars", _("Grandeurs à comparer"))],
    )
    unit = blocks.CharBlock(label=_("Unité"), required=False, default="%", max_length=20)
    population = blocks.CharBlock(
        label=_("Population"),
        required=False,
        default="",
        help_text=_("De qui ou de quoi : « dépenses d’Action territoriale »."),
    )
    period = blocks.CharBlock(label=_("Période"), required=False, default="")
    source = blocks.CharBlock(label=_("Source"))
    rows = blocks.ListBlock(RowBlock(), label=_("Lignes"), min_num=2, max_num=12)
    note = blocks.TextBlock(label=_("Remarque"), required=False, default="")

    class Meta:
        value_class = ChartValue
        label = _("Graphique")
        icon = "table"
        template = "core/blocks/chart.html"
        description = _("Un dessin et le tableau des mêmes valeurs. Des parts doivent faire 100 %, à un point près.")
        preview_value = {
            "title": "Comment se répartissent les dépenses",
            "kind": "shares",
            "unit": "%",
            "source": "Exemple",
            "population": "dépenses",
            "period": "2025",
            "rows": [{"label": "Équipe", "value": Decimal(60)}, {"label": "Fonctionnement", "value": Decimal(40)}],
        }

    def clean(self, value):
        value = super().clean(value)
        errors = {}
        if value["kind"] == "shares" and abs(value.total - SHARES_TOTAL) > ROUNDING:
            errors["rows"] = ValidationError(
                _("Les parts font %(total)s %% et devraient faire 100 %%, à un point près."),
                params={"total": number_format(value.total.normalize(), use_l10n=True)},
            )
        if value["kind"] == "shares" or value["unit"] == "%":
            for name in ("population", "period"):
                if not value[name]:
                    errors[name] = ValidationError(_("Un pourcentage doit dire sa population et sa période."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value


FIGURES = [
    ("figures", FiguresBlock(group=_("Chiffres"))),
    ("chart", ChartBlock(group=_("Chiffres"))),
]
