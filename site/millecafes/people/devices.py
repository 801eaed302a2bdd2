"""What a browser says it is, in words a person recognises."""

from ipaddress import ip_address, ip_network

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


def subscriber_of(ip: str) -> str:
    """The network that one subscriber is given, whose every address is at the same person's hand."""
    try:
        length = 24 if ip_address(ip).version == 4 else 56
        return str(ip_network(f"{ip}/{length}", strict=False))
    except ValueError:
        return ip
