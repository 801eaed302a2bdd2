"""When two addresses lead to the same article."""

import re
from hashlib import sha256
from unicodedata import normalize
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

LONGEST_KEY = 400  # an index has no room for more
# What newsletters, networks and search engines add to an address, and what it leads to does not depend on.
TRACKING = re.compile(
    r"(?:utm|at|mtm|pk|piwik|matomo|ga|hsa|_hs|oly|vero|fb)_.*|li_fat_id|mibextid|trk|spm|wtrid|sfnsn|__s|.*cl(?:k)?id|[gw]braid|mc_[ce]id|xto?r|xts|xtref|xtcr|igsh(?:id)?|"
    r"mkt_tok|cmpid|wt_mc|ns_(?:campaign|fee|linkname|mchannel|source)|ref_(?:src|url)|srsltid|echobox|_g[al]"
)
USUAL_PORTS = {None, 80, 443}


def key_of(address: str) -> str:
    """The same text for all the addresses of one article.

    Scheme, « www. », letter case, usual port, order of parameters, trailing slash, fragment and tracking make no
    difference. An address too long to be indexed ends with its digest; what is no address is its own key.
    """
    address = normalize("NFC", address.strip())
    try:
        parts = urlsplit(address)
        key = host_of(parts) + quote(unquote(parts.path).casefold().rstrip("/")) + query_of(parts)
    except ValueError:
        key = quote(address.casefold())
    return key if len(key) <= LONGEST_KEY else f"{key[: LONGEST_KEY - 65]}~{sha256(key.encode()).hexdigest()}"


def host_of(parts: SplitResult) -> str:
    """The host as networks write it, without « www. », with its port if it is not the usual one."""
    host = (parts.hostname or "").rstrip(".").encode("idna").decode().removeprefix("www.")
    return host if parts.port in USUAL_PORTS else f"{host}:{parts.port}"


def query_of(parts: SplitResult) -> str:
    """The parameters that choose an article, always in the same order."""
    given = parse_qsl(parts.query.casefold(), keep_blank_values=True)
    chosen = sorted((name, value) for name, value in given if not TRACKING.fullmatch(name))
    return f"?{urlencode(chosen)}" if chosen else ""
