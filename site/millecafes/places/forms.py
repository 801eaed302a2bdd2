"""A field where one says where: the name of a commune as one types it, then the commune itself."""

import re
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from millecafes.places.finding import Found, Place, place_of, search_places

MOST_SHOWN = 60  # lines to choose from without script; the largest postcode serves 46 communes
KEY = re.compile(r"\((\d[\dABab]\d{3}D?)\)\s*$")
CODE = "_code"  # the key of the place that was chosen goes beside what was typed, under the same name and this


class Typed(NamedTuple):
    """What the form sends: words, and the key of the place if one has been chosen from a list."""

    text: str = ""
    key: str = ""


def typed_for(place: Place) -> Typed:
    """As if somebody had found this place."""
    return Typed(place.full_name, place.key)


class CommuneWidget(forms.TextInput):
    """A text field; below it, when what was typed names several places, the list of them to choose from.

    With the script ``communes.js``, it suggests places while one types.
    """

    template_name = "places/commune_widget.html"
    found = Found()
    chosen: Place | None = None

    def value_from_datadict(self, data, files, name):
        return Typed(data.get(name) or "", data.get(f"{name}{CODE}") or "")

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}{CODE}" not in data

    def get_context(self, name, value, attrs):
        value = typed_for(self.chosen) if self.chosen else value or Typed()
        attrs = {"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"} | (attrs or {})
        return super().get_context(name, value.text, attrs) | {
            "code_name": f"{name}{CODE}",
            "key": value.key,
            "choices": self.found.places,
            "left": max(self.found.total - len(self.found.places), 0),
        }

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class CommuneField(forms.Field):
    """Gives a commune in force or a former one: its ``key`` is what is kept, its ``whole`` the commune it is in."""

    widget = CommuneWidget
    default_error_messages = {
        "required": _("Écrivez le nom de la commune, ou son code postal."),
        "nowhere": _("Aucune commune ne répond à ce nom. Vérifiez l’orthographe, ou essayez le code postal."),
        "many": _("Plusieurs communes répondent à ce nom : choisissez la vôtre."),
    }

    def to_python(self, value: Typed | None) -> Place | None:
        self.widget.chosen = place = self.place_for(Typed(*(part.strip() for part in value or Typed())))
        return place

    def place_for(self, typed: Typed) -> Place | None:
        """The place that was chosen, or the only one that the words can mean."""
        chosen = place_of(typed.key) if typed.key else None
        if chosen and not typed.text:
            return chosen
        if not typed.text:
            if typed.key:
                raise ValidationError(self.error_messages["nowhere"], "nowhere")
            return None
        found = search_places(typed.text, MOST_SHOWN)
        # The words may have been changed since the choice: it then counts no more.
        if chosen and any(chosen.key == place.key for place in found.places):
            return chosen
        if found.total == 1:
            return found.places[0]
        self.widget.found = found
        code = "many" if found.total else "nowhere"
        raise ValidationError(self.error_messages[code], code)

    def prepare_value(self, value):
        return typed_for(value) if isinstance(value, Place) else value

    def has_changed(self, initial, data):
        return (self.prepare_value(initial) or Typed()) != (data or Typed())


class VillageField(CommuneField):
    """The same for the team, who also say a place by its code: « Chaumont (74065) »."""

    default_error_messages = {
        "many": _("Plusieurs communes répondent à ce nom : choisissez ci-dessous."),
    }

    def place_for(self, typed: Typed) -> Place | None:
        key = KEY.search(typed.text)
        return (place_of(key[1]) if key else None) or super().place_for(typed)
