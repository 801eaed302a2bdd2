"""``EMAIL_BACKEND``: whatever in the project « sends » a mail writes it in the outbox. No request speaks SMTP."""

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.html import strip_tags

from millecafes.mailroom.letters import html_of
from millecafes.mailroom.services import queue

OURS = {"message-id", "date"}  # made by the outbox


class OutboxBackend(BaseEmailBackend):
    """One row per recipient, all or none of them; what was only written as text gets the clothes of the site.

    A message may bear a ``dedupe_key`` (the same twice is one message), and be ``secret`` (forgotten once it has left).
    """

    @transaction.atomic
    def send_messages(self, email_messages):
        for message in email_messages:
            self.queue(message)
        return len(email_messages)

    def queue(self, message):
        if message.attachments:
            raise ValueError("What is attached goes through mailroom.services.queue, which weighs it.")
        html = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
        text = message.body
        if message.content_subtype == "html":
            html, text = [message.body], strip_tags(message.body)
        key = getattr(message, "dedupe_key", None)
        for recipient in message.recipients():
            queue(
                recipient,
                message.subject,
                text,
                body_html=html[0] if html else html_of(message.subject, text),
                from_email=message.from_email,
                reply_to=", ".join(message.reply_to),
                headers={name: value for name, value in message.extra_headers.items() if name.lower() not in OURS},
                dedupe_key=f"{key}:{recipient}" if key and len(message.recipients()) > 1 else key,
                is_secret=getattr(message, "secret", False),
            )
