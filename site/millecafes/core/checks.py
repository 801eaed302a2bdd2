"""What would break in silence is refused at start."""

from django.conf import settings
from django.core.checks import Error, register

UNSHARED_CACHES = ("locmem.LocMemCache", "dummy.DummyCache")


@register
def database_and_cache_can_be_shared(app_configs, **kwargs):
    """SQLite without IMMEDIATE dies under parallel writers; an unshared cache doubles limits, and shows old pages."""
    errors = []
    for alias, database in settings.DATABASES.items():
        options = database.get("OPTIONS", {})
        if database["ENGINE"].endswith("sqlite3") and options.get("transaction_mode") != "IMMEDIATE":
            errors.append(
                Error(f"The SQLite database « {alias} » must use transaction_mode IMMEDIATE.", id="core.E001")
            )
    for alias in ("default", "pages"):
        if settings.CACHES[alias]["BACKEND"].endswith(UNSHARED_CACHES):
            errors.append(Error(f"The cache « {alias} » must be shared by all processes.", id="core.E002"))
    return errors
