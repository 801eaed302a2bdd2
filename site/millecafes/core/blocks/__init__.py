"""The story: blocks an editor puts one under the other, by families."""

from wagtail import blocks

from .figures import FIGURES, ChartBlock
from .links import LINKS
from .lists import LISTS, partners_by_family
from .media import MEDIA
from .people import PEOPLE
from .text import TEXT, QuestionBlock

STORY = [*TEXT, *LINKS, *MEDIA, *FIGURES, *PEOPLE, *LISTS]


class StoryBlock(blocks.StreamBlock):
    """All families of blocks, as offered on most pages."""

    def __init__(self, **kwargs):
        super().__init__(STORY, **kwargs)


__all__ = ["FIGURES", "STORY", "ChartBlock", "QuestionBlock", "StoryBlock", "partners_by_family"]
