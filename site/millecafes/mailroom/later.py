"""Letters that get their words when they leave.

Whoever causes five hundred of them, or holds a lock that others wait for, only says which: a row each. An application
names what writes its own in ``AppConfig.letter_writers`` (code → dotted path of a function, which is given the facts of
the row by name and answers the fields of a ``Mail``, or None when there is nothing to say any more).
"""

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.utils.module_loading import import_string

from millecafes.mailroom.models import Mail


class Unwritable(ValueError):
    """The fault is in this letter: the others may leave."""


def queue_later(to: str, writer: str, facts: dict, *, dedupe_key: str) -> None:
    """Promise a message, in the caller's transaction; ``facts`` are kept as JSON. Once for this key."""
    mail = Mail(to=to, writer=writer, facts=facts, dedupe_key=dedupe_key, from_email=settings.DEFAULT_FROM_EMAIL)
    Mail.objects.bulk_create([mail], ignore_conflicts=True)


def write(mail: Mail) -> bool:
    """Give a promised message its words, kept so that each try sends the same; False when there is nothing to say.

    Raises ``Unwritable``, whatever the fault in what writes it.
    """
    if not mail.writer:
        return True
    try:
        fields = import_string(writers()[mail.writer])(**mail.facts)
    except DatabaseError:
        raise
    except Exception as error:
        raise Unwritable(f"{type(error).__name__}: {error}") from error
    if fields is None:
        mail.delete()
        return False
    fields |= {"writer": "", "facts": {}}
    Mail.objects.filter(pk=mail.pk, writer=mail.writer).update(**fields)
    for name, value in fields.items():
        setattr(mail, name, value)
    return True


def writers() -> dict[str, str]:
    """What every installed application writes with."""
    return {code: path for app in apps.get_app_configs() for code, path in getattr(app, "letter_writers", {}).items()}
