"""What a person wants to be told, and how often."""

from dataclasses import dataclass, field

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from millecafes.mailroom import preferences
from millecafes.mailroom.kinds import settled_kinds
from millecafes.mailroom.models import Frequency


@dataclass
class Group:
    """The questions of one family of kinds."""

    name: str
    fields: list = field(default_factory=list)


class PreferencesForm(forms.Form):
    """One question for each kind a person has a say in."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        chosen = preferences.frequencies_of(person)
        for kind in settled_kinds(self.person):
            self.fields[kind.code] = forms.ChoiceField(
                label=capfirst(str(kind.label)),
                choices=Frequency,
                widget=forms.RadioSelect,
                initial=chosen[kind.code],
                error_messages={
                    "required": _("Choisissez une réponse."),
                    "invalid_choice": _("Choisissez une des quatre réponses."),
                },
            )

    def groups(self) -> list[Group]:
        """The questions, under the headings of the applications."""
        groups: dict[str, Group] = {}
        for kind in settled_kinds(self.person):
            groups.setdefault(str(kind.family), Group(kind.family)).fields.append(self[kind.code])
        return list(groups.values())

    def save(self) -> None:
        preferences.settle(self.person, self.cleaned_data)
