"""A StreamField whose block definitions stay out of migrations."""

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
