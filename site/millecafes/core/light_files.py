"""Front-end files without what a browser has no use for, as they are collected; what they say is the same.

Only our own: those of packages are as light as their authors want them.
"""

from collections.abc import Callable
from fnmatch import fnmatch
from functools import cache
from io import BytesIO

from django.core.files.base import ContentFile
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from rcssmin import cssmin
from rjsmin import jsmin

# Of the features of a font, those that a page asks for, or that every browser applies.
FEATURES = ["kern", "mark", "ccmp", "locl", "liga", "calt", "lnum", "tnum"]


def light_style(source: bytes) -> bytes:
    """Without comments and indentation."""
    return cssmin(source.decode()).encode()


def light_script(source: bytes) -> bytes:
    return jsmin(source.decode()).encode()


@cache  # a file is kept twice: under its own name, and under that of its state
def light_font(source: bytes) -> bytes:
    """The same letters, without the instructions for coarse screens and the features nobody asks for."""
    options = Options(hinting=False, layout_features=FEATURES, name_IDs=["*"])
    font = TTFont(BytesIO(source), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    font.flavor = "woff2"
    lighter = BytesIO()
    font.save(lighter)
    return min(lighter.getvalue(), source, key=len)


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "css/*.css": light_style,
    "js/*.js": light_script,
    "fonts/*.woff2": light_font,
}


def lightened(name: str, content):
    """The file to keep under this name."""
    way = next((way for pattern, way in WAYS.items() if fnmatch(name, pattern)), None)
    if way is None:
        return content
    content.seek(0)
    return ContentFile(way(content.read()))
