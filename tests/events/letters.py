"""What people were written to."""

from django.db.models import QuerySet

from millecafes.mailroom.later import write
from millecafes.mailroom.models import Mail


def letters() -> QuerySet[Mail]:
    """The outbox, once the worker has given their words to the letters that were promised."""
    for mail in Mail.objects.exclude(writer="").order_by("pk"):
        write(mail)
    return Mail.objects.all()
