"""What every template may count on."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from millecafes.core.models import SiteFurniture


def site(request) -> dict:
    """The furniture of the reader's language (read once, only if the template shows it)."""
    return {
        "furniture": SimpleLazyObject(lambda: SiteFurniture.objects.for_language(get_language() or "fr")),
        "content_language": get_language() or "fr",  # a page that is not translated says another one
        "SITE_URL": settings.SITE_URL,
        "SITE_NAME": settings.SITE_NAME,
        "DEMO": settings.DEMO,
    }
