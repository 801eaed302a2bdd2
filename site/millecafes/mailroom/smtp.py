"""Speaking to the mail server: the bytes of a letter, written straight.

The general tools of the library build a tree of parts, then walk it: that took more time than the server does. Our
letters nearly all have one shape, a text and its HTML version.
"""

import re
from base64 import encodebytes
from email.header import Header
from functools import lru_cache
from hashlib import sha256

from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import BadHeaderError, sanitize_address

END = "\r\n"
LONGEST_LINE = 998  # bytes (RFC 5322): what is longer is sent in base64
WIDTH = 76
PLAIN_ADDRESS = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9.-]+", re.ASCII | re.IGNORECASE)
LINE_END = re.compile(r"\r\n|\r|\n")


class Backend(EmailBackend):
    """Django's, for a ``Letter``."""

    def send_messages(self, letters):
        self.open()
        for letter in letters:
            recipients = [address_of(to) for to in letter.to]
            self.connection.sendmail(address_of(letter.from_email), recipients, letter_bytes(letter))
        return len(letters)


def letter_bytes(letter) -> bytes:
    """The same bytes for the same letter, whenever it is asked for; one that carries files is left to the library."""
    if letter.attachments:
        return letter.message().as_bytes(linesep=END)
    headers = {
        "Subject": letter.subject,
        "From": address_of(letter.from_email),
        "To": ", ".join(address_of(to) for to in letter.to),
        **({"Reply-To": ", ".join(address_of(to) for to in letter.reply_to)} if letter.reply_to else {}),
        **letter.extra_headers,
    }
    head = "".join(header_line(name, str(value)) for name, value in headers.items()) + f"MIME-Version: 1.0{END}"
    parts = [part("plain", letter.body), *(part("html", html) for html, _kind in letter.alternatives)]
    if len(parts) == 1:
        return (head + parts[0]).encode()
    boundary = letter.boundary
    body = "".join(f"--{boundary}{END}{one}{END}" for one in parts)
    kind = f'Content-Type: multipart/alternative;{END} boundary="{boundary}"{END}{END}'
    return f"{head}{kind}{body}--{boundary}--{END}".encode()


def header_line(name: str, value: str) -> str:
    """One header, folded and encoded where it must be."""
    if LINE_END.search(name + value):
        raise BadHeaderError("A header of a mail cannot hold a line break.")
    if not (value.isascii() and len(name) + len(value) + 2 <= WIDTH):
        charset = "us-ascii" if value.isascii() else "utf-8"
        value = Header(value, charset, header_name=name).encode(linesep=END)
    return f"{name}: {value}{END}"


def part(subtype: str, text: str) -> str:
    text = LINE_END.sub(END, text)
    is_long = max(map(len, text.encode().split(b"\n"))) > LONGEST_LINE
    if is_long:
        text = encodebytes(text.encode()).decode().replace("\n", END)
    encoding = "base64" if is_long else "8bit"
    return f'Content-Type: text/{subtype}; charset="utf-8"{END}Content-Transfer-Encoding: {encoding}{END}{END}{text}'


def boundary_of(message_id: str) -> str:
    """What keeps the two versions apart is drawn from the identifier of the message, not from a hat."""
    return "=_" + sha256(message_id.encode()).hexdigest()[:40]


def address_of(address: str) -> str:
    """An address as a server wants it; those of the usual shape already are."""
    return address if PLAIN_ADDRESS.fullmatch(address) else encoded_address(address)


@lru_cache(maxsize=100)
def encoded_address(address: str) -> str:
    """The site writes from a few addresses, to as many people as there are."""
    return sanitize_address(address, "utf-8")
