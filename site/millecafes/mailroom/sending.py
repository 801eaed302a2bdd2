"""Writing to somebody of something: at once, in the next digest, or not at all, as the person has settled."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from millecafes.mailroom.kinds import Kind, kind_of
from millecafes.mailroom.letters import Line, compose, subject_of
from millecafes.mailroom.models import Frequency, Mail, Notice
from millecafes.mailroom.preferences import frequency_of, settings_of
from millecafes.mailroom.services import Attachment, queue
from millecafes.mailroom.times import due_at
from millecafes.people.models import User
from millecafes.people.permissions import access_of

AUTOMATIC = {"Auto-Submitted": "auto-generated"}  # no answering machine answers
EVERYTHING = "tout"  # in the place of a kind: no more digest at all


@transaction.atomic
def send(
    recipient: User | str,
    kind: str,
    template: str,
    context: dict | None = None,
    *,
    url: str = "",
    thread: str = "",
    dedupe_key: str | None = None,
    reply_to: str = "",
    at: datetime | None = None,
    attachments: Iterable[Attachment] = (),
) -> Mail | Notice | None:
    """Tell a person of something, in the caller's transaction; she gets it once however often the key is used.

    ``template`` names ``<template>_subject.txt`` and ``<template>_message.txt``, which are given ``context``,
    ``person`` and ``url`` (absolute), and rendered in her language. What is urgent always leaves at once, and may be
    sent to a bare address, in the language of the moment. Of the rest, whoever may not enter the members' area is told
    nothing; in a digest the subject is the line, ``url`` its link, and what bears the same ``thread`` makes one line.
    ``attachments`` leave with a message of its own; a digest carries none.
    """
    known, context = kind_of(kind), {"url": absolute(url), "person": recipient} | (context or {})
    if isinstance(recipient, str):
        if not known.urgent:
            raise ValueError("A bare address has settled nothing: only what is urgent is sent to it.")
        key = dedupe_key and f"{kind}:{recipient}:{dedupe_key}"
        words = letter(recipient, known, template, context)
        return queue(recipient, **words, reply_to=reply_to, dedupe_key=key, attachments=attachments)
    key = dedupe_key and f"{kind}:{recipient.pk}:{dedupe_key}"
    given = {"reply_to": reply_to, "attachments": attachments}
    if known.urgent:
        return write(recipient, known, template, context, key, **given)
    frequency = frequency_of(recipient, known)
    if frequency == Frequency.NEVER or (key and was_told(key)) or not access_of(recipient).may_enter:
        return None
    if frequency == Frequency.NOW:
        return write(recipient, known, template, context, key, **given)
    return hold(recipient, known, template, context, key, url, thread, at or timezone.now(), frequency)


def was_told(key: str) -> bool:
    """Whether this has left, or is kept, already: the person may have changed her mind between two calls."""
    return Mail.objects.filter(dedupe_key=key).exists() or Notice.objects.filter(dedupe_key=key).exists()


def write(person: User, kind: Kind, template: str, context: dict, key: str | None, **given) -> Mail:
    """A message of its own."""
    return queue(person.email, **letter(person, kind, template, context), dedupe_key=key, **given)


def letter(recipient: User | str, kind: Kind, template: str, context: dict) -> dict:
    """Its words, as fields of a ``Mail``, with what a member needs to receive no more of its kind.

    In the member's language; for a bare address, in the language of the moment.
    """
    if isinstance(recipient, str):
        language, footer, headers = translation.get_language() or settings.LANGUAGE_CODE, [], AUTOMATIC
    else:
        token, language = settings_of(recipient).token, recipient.language
        footer = footer_of(token, kind, language)
        headers = AUTOMATIC if kind.urgent else AUTOMATIC | unsubscribe_headers(token, kind.code, language)
    subject, text, html = compose(template, context, language, footer)
    return {"subject": subject, "body_text": text, "body_html": html, "headers": headers}


def hold(person, kind, template, context, key, url, thread, now, frequency) -> Notice:
    """One line for the next digest."""
    with translation.override(person.language):
        line = subject_of(template, context)
    fields = {
        "person": person,
        "kind": kind.code,
        "thread": (thread or url)[:200],
        "line": line,
        "url": url[:500],
        "created_at": now,
        "due_at": due_at(frequency, now),
    }
    if key is None:
        return Notice.objects.create(**fields)
    return Notice.objects.get_or_create(dedupe_key=key, defaults=fields)[0]


def footer_of(token: str, kind: Kind | None, language: str) -> list[Line]:
    """The last lines of a letter: its kind may be refused, everything may be settled."""
    with translation.override(language):
        lines = [Line(_("Choisir ce que vous recevez, sans vous connecter :"), preferences_url(token))]
        if kind is None:
            lines.append(Line(_("Ne plus recevoir aucun résumé :"), unsubscribe_url(token, EVERYTHING)))
        elif not kind.urgent:
            words = _("Se désabonner de « %(kind)s » :") % {"kind": kind.label}
            lines.append(Line(words, unsubscribe_url(token, kind.code)))
    return lines


def unsubscribe_headers(token: str, kind: str, language: str) -> dict:
    """The button that mail readers show (RFC 2369), and what it does in one click (RFC 8058)."""
    with translation.override(language):
        url = unsubscribe_url(token, kind)
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def preferences_url(token: str) -> str:
    return absolute(reverse("mailroom:preferences", args=[token]))


def unsubscribe_url(token: str, kind: str) -> str:
    return absolute(reverse("mailroom:unsubscribe", args=[token, kind]))


def absolute(url: str) -> str:
    return settings.SITE_URL + url if url.startswith("/") else url
