"""A StreamField whose block definitions stay out of migrations; several choices in one column."""

from django import forms
from django.db import models
from django.utils.text import capfirst
from wagtail.fields import StreamField


class StoryField(StreamField):
    """Repeated in each migration, block definitions weigh far more than the code; data migrations read ``raw_data``."""

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

    def formfield(self, **kwargs):
        """Django hides a copy of a callable default in the form; never posted back, it makes every save a change."""
        return super().formfield(**{"show_hidden_initial": False} | kwargs)


class ChoicesField(models.CharField):
    """Several words of a closed list, kept as « ,one,two, »: « contains » finds one of them on any database."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **({"max_length": 200, "blank": True, "default": ""} | kwargs))

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value) -> list[str]:
        return [word for word in value.split(",") if word] if isinstance(value, str) else list(value or [])

    def get_prep_value(self, value):
        words = self.to_python(value)
        return f",{','.join(words)}," if words else ""

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def clean(self, value, model_instance):
        return self.to_python(value)  # the form, or the code, chose in the list

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            label=capfirst(self.verbose_name),
            required=not self.blank,
            choices=self.choices,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
