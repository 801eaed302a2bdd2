"""Values that nobody types by mistake, and the ways to send them."""

from dataclasses import dataclass
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

VALUES = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "é\udfff",
    "\u202eabc",
    "\ufeff",
    "\r\nBcc: x@example.org",
    "١",
    "²",
    "½",
    "-1",
    "0",
    "1",
    "2147483648",
    "9223372036854775808",
    "9" * 40,
    "9" * 5000,
    "1e309",
    "-1e400",
    "nan",
    "inf",
    "NaN",
    "0x10",
    "1_000",
    "1,5",
    "1.5",
    "٣٫١٤",
    "0000-00-00",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2026-02-30",
    "2026-03-29T02:30",
    "2026-10-25 02:30",
    "01/01/0001",
    "31/12/9999",
    "24:00",
    "99:99",
    "0000",
    "0000-00",
    "9999-99",
    "2026-13",
    "2026-W54",
    "true",
    "None",
    "null",
    "on",
    "[]",
    "{}",
    "[",
    '{"a":',
    '"',
    "'",
    "\\",
    "%",
    "%%",
    "%s",
    "%(x)s",
    "{0}",
    "{{ x }}",
    "{% x %}",
    "${x}",
    "a" * 300,
    "é" * 20_000,
    "x " * 5_000,
    "](" * 3_000,
    "![" * 3_000,
    "../../etc/passwd",
    "/etc/passwd",
    "//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "http://[::1",
    "http://[",
    "mailto:",
    "<script>alert(1)</script>",
    "=1+1",
    "a@b",
    "@",
    "a@" + "b" * 250 + ".fr",
    "x@xn--.fr",
    "1,2,3",
    ",",
    "1,",
    "2.35,48.85,2.36,48.86",
    "1e308,1e308,-1e308,-1e308",
    "nan,nan,nan,nan",
    "91,181",
    "fr",
    "xx",
    "00000000-0000-0000-0000-000000000000",
    "\U0001f600" * 100,
    "\u0301" * 500,
    "ǅ",
    "ß",
    "İ",
    "\x7f\x1b[31m",
]
FILES = [
    ("", b""),
    ("vide.jpg", b""),
    ("a.png", b"\x89PNG\r\n\x1a\n"),
    ("a.jpg", b"\xff\xd8\xff\xe0" + b"x" * 50),
    ("a.pdf", b"%PDF-1.7\n%%EOF"),
    ("a.docx", b"PK\x03\x04" + b"\x00" * 40),
    ("a.csv", b"\xff\xfe\x00a"),
    ("a.csv", b"a;b\n" * 9),
    ("../../a.pdf", b"%PDF-1.4"),
    ("\x00.jpg", b"x"),
    ("é" * 300 + ".jpg", b"x"),
    ("a.svg", b"<svg onload=alert(1)>"),
    ("<img src=x>.gif", b"GIF89a" + b"\x00" * 20),
    ("a.vtt", b"WEBVTT\n\n99:99 --> \n"),
    (".htaccess", b"x"),
    ("con", b"x" * 3_000),
    ("a.xlsx", b"PK\x05\x06" + b"\x00" * 18),
    ("a.csv", b'"' * 3),
]
SEGMENTS = [
    "0",
    "1",
    "2",
    "999999999",
    "99999999999999999999",
    "%00",
    "%FF",
    "%ED%A0%80",
    "a%2Fb",
    "..",
    "%C2%B2",
    "%D9%A1",
    "x" * 300,
    "-",
]
HEADERS = [
    {},
    {},
    {},
    {},
    {"Accept-Language": "\xff,;q=x,fr-" + "a" * 400},
    {"Range": "bytes=9-1"},
    {"Range": "bytes=-0"},
    {"Range": "bytes=99999999999999999999-"},
    {"If-None-Match": 'W/"\xe9, "'},
    {"If-Modified-Since": "Mon, 99 Foo 0000 99:99:99 GMT"},
    {"Referer": "http://[::1"},
    {"Referer": "\xff"},
    {"X-Requested-With": "XMLHttpRequest"},
    {"Accept": "application/json"},
    {"Accept-Encoding": "br;q=\xff"},
    {"User-Agent": ""},
    {"X-Forwarded-For": "nobody, ::"},
    {"Accept": "text/\xff;q=1e400"},
]
COOKIES = [
    {},
    {},
    {},
    {},
    {"messages": "\xff"},
    {"messages": "abc:def"},
    {"csrftoken": "x"},
    {"django_language": "\x00"},
]
BODIES = [
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\n"),
    ("text/plain", b"\x00\xff"),
    ("application/json", b'{"body": "\\ud800", "title": "\\u0000", "board": {}, "topic": []}'),
    ("application/json", b"["),
    ("application/json", b"[[[[1e999]]]]"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"a=+AD4-"),
    ("\xff", b"a=b"),
    ("application/x-www-form-urlencoded; charset=nothing", b"a=%ff"),
    ("multipart/form-data; boundary=" + "x" * 300, b"--" + b"x" * 300),
    ("application/x-www-form-urlencoded", b"&".join([b"a=b"] * 1100)),
    ("application/x-www-form-urlencoded", b"=%&%zz=%&[]=[&a[b]=c"),
]
BOUNDARY = "hostile"

# Half are known traps, half whatever the machine thinks of.
values = st.one_of(st.sampled_from(VALUES), st.sampled_from(VALUES), st.text(st.characters(), max_size=40))


@dataclass
class Try:
    """A request, as it goes over the wire."""

    method: str
    address: str
    fields: list[tuple[str, str]]
    files: list[tuple[str, str, bytes]]
    headers: dict[str, str]
    cookies: dict[str, str]
    raw: tuple[str, bytes] | None = None

    def send(self, client):
        query = "&".join(f"{encoded(name)}={encoded(value)}" for name, value in self.fields)
        if self.method == "GET":
            joined = f"{self.address}{'&' if '?' in self.address else '?'}{query}" if query else self.address
            return client.get(joined, headers=self.headers)
        kind, body = self.raw or ("application/x-www-form-urlencoded", query.encode())
        if self.files and not self.raw:
            kind, body = f"multipart/form-data; boundary={BOUNDARY}", self.in_parts()
        return client.generic("POST", self.address, body, content_type=kind, headers=self.headers)

    def in_parts(self) -> bytes:
        parts = [(f'form-data; name="{quoted(name)}"', bytes_of(value)) for name, value in self.fields]
        parts += [(f'form-data; name="{quoted(n)}"; filename="{quoted(name)}"', body) for n, name, body in self.files]
        begin = f"--{BOUNDARY}\r\nContent-Disposition: ".encode()
        return (
            b"".join(begin + bytes_of(head) + b"\r\n\r\n" + body + b"\r\n" for head, body in parts)
            + f"--{BOUNDARY}--".encode()
        )


def bytes_of(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def encoded(text: str) -> str:
    return quote_from_bytes(bytes_of(text))


def quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
