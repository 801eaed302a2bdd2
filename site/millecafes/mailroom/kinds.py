"""Kinds of mail: each application names its own in ``AppConfig.mail_kinds``; a person settles each of them."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Kind:
    """``label`` completes « Me prévenir de : »; ``family`` is the heading it is listed under.

    What is urgent (security, confirmations, cancellations) leaves at once whatever the person has settled.
    ``only_for`` names the function of a person that says whether she is ever told of it: others are not asked.
    ``still_open`` names the function of (person, threads) that answers those which she may still read: asked when a
    digest is written, days after what it says was kept.
    """

    code: str
    label: str
    family: str
    urgent: bool = False
    still_open: str = ""
    only_for: str = ""


def known_kinds() -> dict[str, Kind]:
    """What every installed application writes of, in the order of the applications."""
    return {kind.code: kind for app in apps.get_app_configs() for kind in getattr(app, "mail_kinds", [])}


def kind_of(code: str) -> Kind:
    """The kind of this code; a code that nobody registered is a fault of the programmer."""
    try:
        return known_kinds()[code]
    except KeyError:
        raise LookupError(f"No application names the kind of mail « {code} » in its mail_kinds.") from None


def settled_kinds(person=None) -> list[Kind]:
    """Those people have a say in; of one person, those she may be told of."""
    kinds = [kind for kind in known_kinds().values() if not kind.urgent]
    return [kind for kind in kinds if person is None or not kind.only_for or import_string(kind.only_for)(person)]
