"""Files, registers and the furniture of every page."""

from .choices import Association, Family, Illustration, Qualifier, Topic
from .furniture import SiteFurniture
from .media import Document, Image, Rendition
from .registers import KeyFigure, Partner, Testimony

__all__ = [
    "Association",
    "Document",
    "Family",
    "Illustration",
    "Image",
    "KeyFigure",
    "Partner",
    "Qualifier",
    "Rendition",
    "SiteFurniture",
    "Testimony",
    "Topic",
]
