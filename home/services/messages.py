"""What is written when somebody writes to us."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from home.models.messages import ContactMessage
from millecafes.core.privacy import Chapter, told
from millecafes.mailroom.services import queue

KEPT = timedelta(days=365)


@transaction.atomic
def receive_message(*, to: str, submission: UUID | str, with_copy: bool = True, **fields) -> ContactMessage:
    """Keep a message, and queue it to its reader and, ``with_copy``, to its writer; once per ``submission``."""
    message, is_new = ContactMessage.objects.get_or_create(submission=submission, defaults=fields | {"sent_to": to})
    if is_new:
        context = {"message": message}
        with translation.override(settings.LANGUAGE_CODE):  # the team's, whichever the page was read in
            queue(
                to,
                f"[{message.get_subject_display()}] {message.name}",
                render_to_string("home/email/contact_team.txt", context),
                reply_to=message.email,
            )
        if with_copy:
            copy = render_to_string("home/email/contact_copy.txt", context)
            queue(message.email, _("Nous avons bien reçu votre message"), copy)
    return message


def forget_old_messages(at: datetime | None = None) -> int:
    """Delete messages received more than twelve months ago."""
    return ContactMessage.objects.filter(created_at__lt=(at or timezone.now()) - KEPT).delete()[0]


def letters_of(person) -> list[Chapter]:
    """What a person wrote to us from the address of her account."""
    letters = ContactMessage.objects.filter(email__iexact=person.email)
    return [Chapter("lettres", _("Ce que vous nous avez écrit"), (told(one, leave=["submission"]) for one in letters))]


def forget_letters(person) -> None:
    ContactMessage.objects.filter(email__iexact=person.email).delete()
