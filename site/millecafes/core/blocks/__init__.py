"""The story: blocks an editor puts one under the other, by families."""

from wagtail import blocks

from millecafes.core.blocks.figures import FIGURES, ChartBlock
from millecafes.core.blocks.links import LINKS
from millecafes.core.blocks.lists import LISTS, partners_by_family
from millecafes.core.blocks.media import MEDIA
from millecafes.core.blocks.people import PEOPLE
from millecafes.core.blocks.privacy import PRIVACY
from millecafes.core.blocks.text import TEXT, QuestionBlock

STORY = [*TEXT, *LINKS, *MEDIA, *FIGURES, *PEOPLE, *LISTS, *PRIVACY]


class StoryBlock(blocks.StreamBlock):
    """All families of blocks, as offered on most pages."""

    def __init__(self, **kwargs):
        super().__init__(STORY, **kwargs)


__all__ = ["FIGURES", "STORY", "ChartBlock", "QuestionBlock", "StoryBlock", "partners_by_family"]
