"""What would break in silence is refused at start."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.files.storage import storages
from django.http.request import validate_host

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


@register(Tags.security, deploy=True)
def real_people_may_come(app_configs, **kwargs):
    """What a machine that serves real people must not have, each with what to do."""
    faults = {
        "core.E010": (settings.DEBUG, "DEBUG shows strangers how the site is made: leave DEBUG out."),
        "core.E011": (settings.DEMO, "DEMO=1 opens fictional accounts to everybody: write DEMO=0."),
        "core.E012": (is_weak(settings.SECRET_KEY), "SECRET_KEY must be 50 characters or more, drawn at random."),
        "core.E013": ("*" in settings.ALLOWED_HOSTS, "ALLOWED_HOSTS must name the hosts of the site, not « * »."),
        "core.E014": (
            is_lost(settings.MAIL_TRANSPORT),
            "EMAIL_URL must name a mail server, or nobody receives a code.",
        ),
        "core.E015": (
            getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0) < 1,
            "PROXY_COUNT must count the proxies in front: without it all visitors share one limit.",
        ),
        "core.E016": (is_within_reach(), "Private files and those that the public reads must lie in folders apart."),
        "core.E017": (
            not is_public(settings.SITE_URL),
            "SITE_URL must be the https address that people type, of a host that ALLOWED_HOSTS names.",
        ),
    }
    return [Error(message, id=code) for code, (is_wrong, message) in faults.items() if is_wrong]


def is_weak(key: str) -> bool:
    return len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-")


def is_lost(transport: dict) -> bool:
    return transport["backend"].endswith(("console.EmailBackend", "filebased.EmailBackend"))


def is_public(address: str) -> bool:
    """Letters lead there, from anywhere."""
    parts = urlsplit(address)
    return parts.scheme == "https" and validate_host((parts.hostname or "").lower(), settings.ALLOWED_HOSTS)


def is_within_reach() -> bool:
    """Whether a folder that the public reads holds one that it may not, or stands in it."""
    public = [Path(settings.STATIC_ROOT).resolve(), *places("renditions")]
    closed = places("default", "closed")
    return any(one.is_relative_to(other) or other.is_relative_to(one) for one in public for other in closed)


def places(*names: str) -> list[Path]:
    """The folders of these storages, those that have one."""
    return [Path(storages[name].location).resolve() for name in names if hasattr(storages[name], "location")]
