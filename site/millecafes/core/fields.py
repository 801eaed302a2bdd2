"""A StreamField whose block definitions stay out of migrations."""

from wagtail.fields import StreamField


class StoryField(StreamField):
    """Repeated in each migration, block definitions weigh far more than the code; data migrations read ``raw_data``."""

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
