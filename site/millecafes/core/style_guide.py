"""One specimen of everything the site can show, for the team's style guide."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from millecafes.core.blocks import StoryBlock
from millecafes.core.models import Illustration, KeyFigure, Testimony

ICONS = settings.ROOT / "templates" / "components" / "icons"


class SpecimenForm(forms.Form):
    """Every kind of field, right and wrong."""

    use_required_attribute = False

    name = forms.CharField(label=_("Un nom"), help_text=_("Une aide tient en une phrase."))
    email = forms.EmailField(label=_("Une adresse e-mail"))
    message = forms.CharField(label=_("Un texte"), required=False, widget=forms.Textarea({"rows": 3}))
    choice = forms.ChoiceField(label=_("Un choix"), choices=[("a", _("Le premier")), ("b", _("Le second"))])
    agreed = forms.BooleanField(label=_("Une case à cocher"), required=False)


def example_values() -> list[tuple[str, object]]:
    """A value for each block that can be shown with what the registers hold."""
    story, figures, words = StoryBlock(), list(KeyFigure.objects.all()[:3]), Testimony.objects.usable().first()
    values = []
    for name, block in story.child_blocks.items():
        if name == "figures":
            value = block.normalize({"title": str(_("Chiffres clés")), "items": figures}) if figures else None
        elif name == "testimony":
            value = words
        else:
            value = block.get_preview_value() if hasattr(block.meta, "preview_value") else None
        if value is not None:
            values.append((name, value))
    return values


def specimens() -> dict:
    """What the template of the style guide shows."""
    return {
        "story": StreamValue(StoryBlock(), example_values()),
        "form": SpecimenForm({"name": "", "email": "camille@exemple", "choice": "b"}),
        "icons": sorted(path.stem for path in ICONS.glob("*.html")),
        "illustrations": Illustration.choices,
    }
