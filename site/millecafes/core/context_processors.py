"""What every template may count on."""

from functools import partial

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from millecafes.core.kept import kept
from millecafes.core.models import SiteFurniture


def site(request) -> dict:
    """The furniture of the reader's language (read only if the template shows it)."""
    language = get_language() or "fr"
    read_furniture = partial(SiteFurniture.objects.for_language, language)
    return {
        "furniture": SimpleLazyObject(lambda: kept(f"furniture in {language}", read_furniture)),
        "content_language": language,  # a page that is not translated says another one
        "SITE_URL": settings.SITE_URL,
        "SITE_NAME": settings.SITE_NAME,
        "DEMO": settings.DEMO,
    }
