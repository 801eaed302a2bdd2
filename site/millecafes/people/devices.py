"""What a browser says it is, in words a person recognises."""

from django.utils.translation import gettext as _

SYSTEMS = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
]
# The first one met wins: every browser also claims to be some of the others.
BROWSERS = [
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Edg", "Edge"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
]


def first_of(known, user_agent: str) -> str:
    return next((name for mark, name in known if mark in user_agent), "")


def device_of(user_agent: str) -> str:
    """« Firefox, Windows »."""
    found = [name for name in (first_of(BROWSERS, user_agent), first_of(SYSTEMS, user_agent)) if name]
    return ", ".join(found) or _("Appareil inconnu")


def network_of(ip: str) -> str:
    """The beginning of an address: enough to recognise one's own, too little to find anybody."""
    separator, kept = (":", 3) if ":" in ip else (".", 2)
    return separator.join(ip.split(separator)[:kept]) + separator + "…"
