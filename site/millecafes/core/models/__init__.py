"""Files, registers and the furniture of every page."""

from millecafes.core.models.choices import Association, Audience, Family, Illustration, Qualifier, Topic
from millecafes.core.models.faults import Fault
from millecafes.core.models.furniture import SiteFurniture
from millecafes.core.models.media import Document, Image, Rendition
from millecafes.core.models.registers import KeyFigure, Partner, Testimony
from millecafes.core.models.search import SearchEntry, SearchTerms

__all__ = [
    "Association",
    "Audience",
    "Document",
    "Family",
    "Fault",
    "Illustration",
    "Image",
    "KeyFigure",
    "Partner",
    "Qualifier",
    "Rendition",
    "SearchEntry",
    "SearchTerms",
    "SiteFurniture",
    "Testimony",
    "Topic",
]
