"""What the mail server is given: the same letter as Django would write, and what any mail reader reads in it."""

from email import message_from_bytes
from email.policy import default

import pytest
from django.core.mail import BadHeaderError

from millecafes.mailroom.models import Mail
from millecafes.mailroom.smtp import letter_bytes
from millecafes.mailroom.transport import message_for

SENDER = '"1000 cafés, l’équipe" <equipe@example.org>'
LETTERS = {
    "plain": {},
    "accents in the subject": {"subject": "Une invitation à Saint-Étienne, c’est « l’été » ☕"},
    "a long subject": {"subject": "Réunion des élues et des élus du réseau " * 8},
    "a long subject without accents": {"subject": "Une longue phrase " * 12},
    "only text": {"body_html": ""},
    "a sender with a name": {"from_email": SENDER},
    "an answer to somebody": {"reply_to": "Zoé Léger <zoe@example.org>"},
    "a village of its own": {"to": "mairie@saint-étienne.example"},
    "lines that begin with a dot": {"body_text": "Bonjour\n.\n..\nFin\n"},
    "any end of line": {"body_text": "Un\r\ndeux\rtrois\n"},
    "a line without an end": {"body_html": "<p>" + "é" * 3000 + "</p>"},
    "headers": {"headers": {"List-Unsubscribe": "<https://example.org/" + "a" * 120 + ">", "X-Motif": "été"}},
}


def mail_of(**fields) -> Mail:
    """A message that is only in memory."""
    usual = {"to": "zoe@example.org", "from_email": "a@example.org", "subject": "Bonjour"}
    return Mail(**usual | {"body_text": "Voilà l’été.\n", "body_html": "<p>Voilà l’été.</p>\n"} | fields)


def read(content: bytes) -> tuple[dict, list]:
    message = message_from_bytes(content, policy=default)
    headers = {
        name: " ".join(str(value).split())
        for name, value in message.items()
        if not name.startswith(("Content-", "MIME-Version"))
    }
    parts = [part for part in message.walk() if not part.is_multipart()]
    return headers, [(part.get_content_type(), part.get_content().replace("\r\n", "\n").strip()) for part in parts]


@pytest.mark.parametrize("fields", LETTERS.values(), ids=LETTERS)
def test_a_letter_is_the_one_django_would_write(fields):
    letter = message_for(mail_of(**fields))

    content = letter_bytes(letter)

    assert read(content) == read(letter.message().as_bytes(linesep="\r\n"))
    assert content == letter_bytes(letter)
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_what_is_read_is_what_was_written():
    letter = message_for(mail_of(subject="L’été", from_email=SENDER))

    headers, parts = read(letter_bytes(letter))

    assert (headers["Subject"], headers["From"]) == ("L’été", '"1000 cafés, l’équipe" <equipe@example.org>')
    assert parts == [("text/plain", "Voilà l’été."), ("text/html", "<p>Voilà l’été.</p>")]


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": "Bonjour\r\nBcc: victime@example.org"},
        {"to": "zoe@example.org\nBcc: victime@example.org"},
        {"from_email": "a@example.org\r\nBcc: victime@example.org"},
        {"reply_to": "a@example.org\nBcc: victime@example.org"},
        {"headers": {"X-Motif": "a\nBcc: victime@example.org"}},
        {"headers": {"X\nBcc": "victime@example.org"}},
    ],
    ids=lambda fields: ", ".join(fields),
)
def test_no_header_holds_a_line_break(fields):
    with pytest.raises((BadHeaderError, ValueError)):
        letter_bytes(message_for(mail_of(**fields)))
