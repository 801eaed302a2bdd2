"""Columns that follow from another one."""

from django.db import models

from millecafes.places.names import key_of


class KeyField(models.CharField):
    """Another field as people type it, without accents or capitals; written with the row, in bulk too."""

    def __init__(self, *args, source: str, **kwargs):
        self.source = source
        super().__init__(*args, editable=False, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable")
        return name, path, args, kwargs | {"source": self.source}

    def pre_save(self, model_instance, add):
        key = key_of(getattr(model_instance, self.source))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
