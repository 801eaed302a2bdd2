"""The one reader of the process environment."""

import os

from django.core.exceptions import ImproperlyConfigured

_REQUIRED = object()


def text(name: str, default: str | object = _REQUIRED) -> str:
    """Value of a variable; without a default, an absent one means « do not start »."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is _REQUIRED:
        raise ImproperlyConfigured(f"The variable {name} is missing: see docs/operations.md.")
    return str(default)


def words(name: str, default: str | object = _REQUIRED) -> list[str]:
    """A comma-separated list, blanks removed."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def flag(name: str) -> bool:
    """True for 1, true, yes, on; absent is False."""
    return text(name, "").lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number."""
    try:
        return int(text(name, str(default)))
    except ValueError as error:
        raise ImproperlyConfigured(f"The variable {name} must be a whole number.") from error
