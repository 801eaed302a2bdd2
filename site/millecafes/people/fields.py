"""For whom a thing is written, kept in one column of either database."""

from collections.abc import Iterable

from django import forms
from django.db import models
from django.db.models import Q

from millecafes.people.permissions import Audience


class AudiencesField(models.CharField):
    """One or several audiences, as a list; « ,elected,managers, » in the database."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 60} | kwargs)

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value) -> list[str]:
        """The codes, in the order of the choices; those that nobody knows are left for ``validate`` to refuse."""
        given = value.split(",") if isinstance(value, str) else value or []
        known = [audience.value for audience in Audience if audience.value in given]
        return known + [code for code in given if code and code not in known]

    def get_prep_value(self, value) -> str:
        codes = self.to_python(value)
        return f",{','.join(codes)}," if codes else ""

    def value_to_string(self, obj) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value, model_instance):
        for code in value or [""]:
            super().validate(code, model_instance)

    def run_validators(self, value):
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs):
        words = {"label": self.verbose_name, "help_text": self.help_text, "required": not self.blank}
        wanted = {"choices": Audience.choices, "widget": forms.CheckboxSelectMultiple}
        return forms.MultipleChoiceField(
            **words | wanted | {k: v for k, v in kwargs.items() if k in ("label", "widget")}
        )


def written_for(field: str, audiences: Iterable[Audience]) -> Q:
    """Those whose ``field`` names at least one of these audiences."""
    found = Q(pk__in=[])
    for audience in sorted(audiences):
        found |= Q(**{f"{field}__contains": f",{audience},"})
    return found
