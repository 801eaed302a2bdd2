"""What may be written in a log, in a table or sent elsewhere: nothing that tells who somebody is, or opens a door."""

import re

LONGEST = 2000  # characters that are read: no line needs more
HIDDEN = "…"
SECRETS = re.compile(
    r"""
    (?<=\?)[\w.%\[\]+-]+=[^\s'"<>]*                               # what follows an address
    | [\w.+%-]{1,64}(?:@|%40)[\w-]+(?:\.[\w-]+)*                  # somebody's mailbox
    | (?i:(?<=bearer\s)|(?<=basic\s))\S+
    | (?i:(?<=cookie:)|(?<=authorization:))[^\n]+
    | (?i:(?<=sessionid=)|(?<=csrftoken=)|(?<=token=)|(?<=password=)|(?<=secret=))[^\s;,&]+
    | \b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b
    | \b[0-9A-Fa-f]{16,}\b
    | (?<![\w:-])(?=[\w:-]*\d)(?=[\w:-]*[A-Z])[\w:-]{16,}         # keys and signatures
    | (?<![\w-])[A-Z0-9]{4}-[A-Z0-9]{4}(?![\w-])                  # the codes of the sign-in
    | \d(?:[ ./-]?\d){5,}                                         # telephones, accounts, addresses of machines
    """,
    re.VERBOSE,
)
# Between quotation marks or brackets stands what somebody gave; a constraint of the database is no one's word.
GIVEN = re.compile(r"""(?<!\w)(['"«])(.*?)(['"»])(?!\w)|=\([^)]*\)""")
NAME_OF_OURS = re.compile(r"[a-z]+\d*(_[a-z0-9]+)+")
HARMLESS = {"slug", "kind", "pk", "part", "verb", "page", "number"}  # what addresses name openly


def scrub(text: str) -> str:
    """The text without mailboxes, keys, codes, long numbers, nor what follows the « ? » of an address."""
    return SECRETS.sub(HIDDEN, text[:LONGEST])


def said_by(error: BaseException) -> str:
    """What an exception says, without what it was given: its first line, for the database puts the whole row below.

    One that holds a mailbox or a number speaks of somebody, whose name may stand beside: nothing of it is kept.
    """
    try:
        first = str(error).strip().partition("\n")[0]
    except Exception:
        return ""
    text = GIVEN.sub(without_the_given, first[:LONGEST])
    return text[:200] if scrub(text) == text else HIDDEN


def without_the_given(found: re.Match) -> str:
    opening, given, closing = found.groups()
    if opening is None:
        return f"=({HIDDEN})"
    return found[0] if NAME_OF_OURS.fullmatch(given) else f"{opening}{HIDDEN}{closing}"


def address_of(request) -> str:
    """The address asked for, as the site knows it: keys and signatures in it stay unsaid, and nothing follows « ? »."""
    address, match = request.path_info, request.resolver_match
    if match is None:
        return f"/{address.split('/')[1]}/{HIDDEN}"[:100] if address.count("/") > 1 else "/"
    for name, value in match.captured_kwargs.items():
        if name not in HARMLESS and isinstance(value, str) and value:
            address = address.replace(value, f"<{name}>")
    return scrub(address)[:200]
