"""Where the site is: Wagtail writes addresses from a row of its own, which must say what ``SITE_URL`` says."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Site


def point_site() -> bool:
    """The one site answers at ``SITE_URL``; says whether something had to change."""
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.get(is_default_site=True)
    wanted = {
        "hostname": address.hostname,
        "port": address.port or (443 if address.scheme == "https" else 80),
        "site_name": settings.SITE_NAME,
    }
    if all(getattr(site, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(site, name, value)
    site.save()
    return True
