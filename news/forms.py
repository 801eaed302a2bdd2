"""Entering what others publish about us."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from news import services
from news.models import Category, PressItem


def alike(name: str) -> str:
    """The same for two spellings that differ by their capitals or their apostrophe."""
    return name.casefold().replace("'", "’")


class SuggestingInput(forms.TextInput):
    """A free text that offers what has been written there before."""

    def __init__(self, suggestions, attrs=None):
        super().__init__(attrs)
        self.suggestions = suggestions

    def render(self, name, value, attrs=None, renderer=None):
        known = f"{(attrs or {}).get('id', name)}-known"
        options = format_html_join("", '<option value="{}"></option>', ((word,) for word in self.suggestions()))
        field = super().render(name, value, {**(attrs or {}), "list": known, "autocomplete": "off"}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', field, known, options)


def known_outlets() -> list[str]:
    return PressItem.objects.outlets()


class PressItemForm(WagtailAdminModelForm):
    """Under a minute: the address first, and what is known already is offered."""

    url = forms.URLField(
        label=_("Adresse"),
        max_length=1000,
        assume_scheme="https",
        help_text=_("Collez l’adresse de l’article. S’il est déjà dans la revue, nous vous le dirons."),
        widget=forms.URLInput({"autofocus": True, "placeholder": "https://"}),
    )
    topics = forms.MultipleChoiceField(
        label=_("Sujets"),
        choices=Category,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Un ou plusieurs. La page publique les compte."),
    )

    class Meta:
        model = PressItem
        fields = ["url", "title", "outlet", "date", "medium"]
        widgets = {
            "outlet": SuggestingInput(known_outlets),
            "date": AdminDateInput,
            "medium": forms.RadioSelect,
        }

    field_order = ["url", "title", "outlet", "date", "medium", "topics"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["topics"] = [row.topic for row in self.instance.topics.all()]

    def clean_url(self):
        url = self.cleaned_data["url"]
        if found := PressItem.objects.at_address(url).exclude(pk=self.instance.pk).first():
            raise self.already_there(found)
        return url

    def clean_outlet(self):
        """A known name keeps its spelling, so that it is counted once; « L'ÉCHO » is « L’Écho » in every database."""
        outlet = " ".join(self.cleaned_data["outlet"].split())
        return next((name for name in known_outlets() if alike(name) == alike(outlet)), outlet)

    def refuse_double(self) -> bool:
        """Somebody was quicker, between the question and the answer: says whether the address is why."""
        found = PressItem.objects.at_address(self.cleaned_data["url"]).exclude(pk=self.instance.pk).first()
        if found:
            self.add_error("url", self.already_there(found))
        return found is not None

    def already_there(self, item: PressItem) -> ValidationError:
        address = reverse("press:edit", args=[item.pk])  # in another tab: what has been typed here stays
        link = format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', address, item)
        return ValidationError(format_html(_("Cet article est déjà dans la revue de presse : {}."), link))

    def save(self, commit=True):
        if not commit:
            return super().save(commit=False)
        return services.record(self.instance, self.cleaned_data["topics"])
