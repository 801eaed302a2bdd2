"""What the post room knows of a person, and how it forgets."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from millecafes.core.privacy import Chapter, told
from millecafes.mailroom.models import Mail, MailSettings, Notice, Preference
from millecafes.people.models import User

OF_THE_MACHINE = ["message_id", "dedupe_key", "may_wait", "lease_until", "last_error", "headers", "body_html", "token"]


def chapters(person: User) -> Iterator[Chapter]:
    """What was written to her, what she wants to be told, what the next digest will say."""
    leave = [*OF_THE_MACHINE, "person", "mail"]
    mails = Mail.objects.filter(to__iexact=person.email).defer("body_html")
    yield Chapter("courrier", _("Les messages que le site vous a envoyés"), map(told_mail, mails.iterator()))
    settled = [*MailSettings.objects.filter(person=person), *Preference.objects.filter(person=person)]
    yield Chapter("reglages-du-courrier", _("Ce que vous voulez recevoir"), (told(one, leave=leave) for one in settled))
    notices = Notice.objects.filter(person=person).iterator()
    yield Chapter("resumes", _("Les lignes de vos résumés"), (told(one, leave=leave) for one in notices))


def told_mail(mail: Mail) -> dict:
    """A code opens the account: it is told to nobody once it has left."""
    return told(mail, leave=[*OF_THE_MACHINE, *(["body_text"] if mail.is_secret else [])])


def forget(person: User) -> None:
    """Forget what was written to her, but what is leaving at this very moment."""
    Mail.objects.filter(to__iexact=person.email).exclude(state=Mail.State.SENDING).delete()
    for model in (MailSettings, Preference, Notice):
        model.objects.filter(person=person).delete()
