"""The card of a café for an address book (vCard 4.0, RFC 6350)."""

import re

LONGEST_LINE = 75  # bytes (§3.2)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def vcard_of(cafe) -> str:
    """Its name, its address and how to reach it; nobody's name."""
    address = ["", "", cafe.address, cafe.village.name, cafe.commune.department.name, cafe.postcode, "France"]
    properties = [
        ("BEGIN", "VCARD"),
        ("VERSION", "4.0"),
        ("PRODID", "-//1000 cafés//FR"),
        ("UID", f"{cafe.full_url}#{cafe.pk}"),
        ("KIND", "org"),
        ("FN", escaped(cafe.name)),
        ("ORG", escaped(cafe.name)),
        ("ADR;TYPE=work", ";".join(map(escaped, address))),
        ("GEO", f"geo:{cafe.lat:.5f},{cafe.lon:.5f}" if cafe.precision == "address" and cafe.lat is not None else ""),
        ("TEL;TYPE=work;VALUE=text", escaped(cafe.phone)),
        ("EMAIL;TYPE=work", escaped(cafe.email)),
        ("URL", cafe.website),
        ("SOURCE", cafe.full_url),
        ("NOTE", escaped(cafe.summary)),
        ("REV", f"{cafe.updated_at:%Y%m%dT%H%M%SZ}"),
        ("END", "VCARD"),
    ]
    return "".join(folded(f"{name}:{value}") for name, value in properties if value)


def escaped(text: str) -> str:
    """§3.4: what would end a value, a component or the line."""
    text = CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def folded(line: str) -> str:
    """§3.2: lines of 75 bytes at most, cut between characters; the next one begins with a space."""
    lines, current, room = [], "", LONGEST_LINE
    for character in line:
        size = len(character.encode())
        if size > room:
            lines.append(current)
            current, room = "", LONGEST_LINE - 1
        current, room = current + character, room - size
    return "\r\n ".join([*lines, current]) + "\r\n"
