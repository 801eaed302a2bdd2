"""How mail leaves: one address (``EMAIL_URL``) says which server, and nothing but the worker opens it."""

from base64 import b64decode
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives
from django.utils.module_loading import import_string

from millecafes.mailroom.smtp import boundary_of

TIMEOUT = 20  # seconds for each answer of the server; five sends fit in a lease
SMTP = {"smtp": (25, {}), "smtp+tls": (587, {"use_tls": True}), "smtps": (465, {"use_ssl": True})}
BACKENDS = "django.core.mail.backends."


def parse_email_url(url: str) -> dict:
    """``{"backend": dotted path, "options": {…}}`` for ``console:``, ``file:///dir`` and
    ``smtp://``, ``smtp+tls://``, ``smtps://`` ``[user:password@]host[:port]``."""
    parts = urlsplit(url)
    if parts.scheme == "console":
        return {"backend": BACKENDS + "console.EmailBackend", "options": {}}
    if parts.scheme == "file" and parts.path:
        return {"backend": BACKENDS + "filebased.EmailBackend", "options": {"file_path": unquote(parts.path)}}
    if parts.scheme not in SMTP or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL is console:, file:///directory, or smtp://, smtp+tls://, smtps:// [user:password@]host[:port]"
        )
    port, security = SMTP[parts.scheme]
    options = {
        "host": parts.hostname,
        "port": parts.port or port,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "timeout": TIMEOUT,
    }
    return {"backend": "millecafes.mailroom.smtp.Backend", "options": options | security}


def connection():
    """A closed connection to the mail server."""
    transport = settings.MAIL_TRANSPORT
    return import_string(transport["backend"])(**transport["options"])


class Letter(EmailMultiAlternatives):
    """A message of ours, as any backend of Django may write it; to a mail server it goes by ``smtp.letter_bytes``."""

    @property
    def boundary(self) -> str:
        return boundary_of(self.extra_headers["Message-ID"])

    def message(self, *args, **kwargs):
        message = super().message(*args, **kwargs)
        for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
            part.set_boundary(boundary_of(f"{self.extra_headers['Message-ID']}{number or ''}"))
        return message


def message_for(mail) -> Letter:
    """The same message, to the byte, at each try: a mailbox that gets it twice can tell."""
    headers = {
        **mail.headers,
        "Message-ID": mail.message_id,
        "Date": formatdate(mail.created_at.timestamp(), localtime=False),
    }
    message = Letter(
        mail.subject,
        mail.body_text,
        mail.from_email,
        [mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        headers=headers,
    )
    if mail.body_html:
        message.attach_alternative(mail.body_html, "text/html")
    for file in mail.attachments:
        message.attach(file["name"], b64decode(file["content"]), file["type"])
    return message
