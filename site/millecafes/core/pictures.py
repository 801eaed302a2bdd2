"""The copies of a picture that pages show: three widths, three formats.

A visitor never waits for AVIF or WebP, which take seconds to make: a page shows the copies that are there, and makes
at most the JPEG ones, which take milliseconds. The others are made by the demo command, and by the worker in the
minute that follows a picture's coming in.
"""

import logging
import struct
import time

from django.db.models import Count, Q
from wagtail.images.models import Filter, Picture, SourceImageIOError

from millecafes.core.models import Image
from millecafes.core.page_store import bump

logger = logging.getLogger(__name__)

WIDTHS = (480, 960, 1440)  # pixels: a phone, a sharp phone or a column, a whole page on a desk
FORMATS = ("avif", "webp", "jpeg")  # the lightest first
FALLBACK = "jpeg"  # any browser reads it
LONGEST_TURN = 8.0  # seconds that the worker gives to pictures before it goes back to the mail
SPECS = {form: [f"width-{width}|format-{form}" for width in WIDTHS] for form in FORMATS}
CARD = "fill-1200x630|format-jpeg"  # what networks and search engines show beside a link
LOGO = "max-320x120|format-webp"  # any picture may be that of a partner (templates/components/partner.html)
EVERY_SPEC = [*(spec for specs in SPECS.values() for spec in specs), CARD, LOGO]
# The file is not there, or cannot be read; of one that is damaged, decoders complain in many ways.
LOST = (SourceImageIOError, OSError, SyntaxError, ValueError, RuntimeError, EOFError, LookupError, struct.error)


def shown(image: Image, **attributes) -> Picture | None:
    """The picture as a page shows it, in the formats that are ready; None when its file is lost before any is."""
    ready = copies_of(image)
    if missing := [spec for spec in SPECS[FALLBACK] if spec not in ready]:
        try:
            ready |= image.get_renditions(*missing)
        except LOST:
            logger.warning("The picture %s cannot be shown: its file cannot be read.", image.pk)
    formats = [form for form in FORMATS if all(spec in ready for spec in SPECS[form])]
    copies = {spec: ready[spec] for form in formats for spec in SPECS[form]}
    return Picture(copies, {name: value for name, value in attributes.items() if value is not None}) if copies else None


def copies_of(image: Image) -> dict:
    """Those that are made already, by their specification."""
    return {each.spec: copy for each, copy in image.find_existing_renditions(*map(Filter, EVERY_SPEC)).items()}


def card_of(image: Image) -> str:
    """The address of its card, once the worker has made it; a visitor never waits for it."""
    card = copies_of(image).get(CARD)
    return card.url if card else ""


def lacking_copies():
    """Pictures some copies of which are missing, the latest first."""
    made = Count("renditions", filter=Q(renditions__filter_spec__in=EVERY_SPEC))
    return Image.objects.annotate(made=made).filter(made__lt=len(EVERY_SPEC)).order_by("-pk")


def make_copies(seconds: float = LONGEST_TURN) -> int:
    """Make what is missing, one picture after the other, until the time is up; says how many pictures are complete."""
    until, complete = time.monotonic() + seconds, 0
    for image in lacking_copies().iterator(chunk_size=20):
        try:
            for spec in EVERY_SPEC:
                image.get_rendition(spec)
        except LOST:  # the others go on
            logger.warning("No copy could be made of the picture %s.", image.pk)
        else:
            complete += 1
        if time.monotonic() > until:
            break
    if complete:
        bump()  # pages that were kept know the JPEG copies only
    return complete
