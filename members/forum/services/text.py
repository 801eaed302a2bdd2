"""From what is typed to what is shown."""

from collections.abc import Mapping

from django.utils.html import linebreaks

from members.forum.models import PostFile

RENDER_VERSION = 0


def render(source: str, *, files: Mapping[str, PostFile] | None = None) -> str:
    """Safe HTML; ``files`` are those of the post, by their number in letters (« fichier:12 »)."""
    return linebreaks(source, autoescape=True)
