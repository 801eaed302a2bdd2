"""The outbox, the regular jobs, and what each person wants to be told."""

from millecafes.mailroom.models.jobs import Job
from millecafes.mailroom.models.mails import Mail, MailQuerySet, new_message_id
from millecafes.mailroom.models.notices import Frequency, MailSettings, Notice, Preference, new_token

__all__ = [
    "Frequency",
    "Job",
    "Mail",
    "MailQuerySet",
    "MailSettings",
    "Notice",
    "Preference",
    "new_message_id",
    "new_token",
]
