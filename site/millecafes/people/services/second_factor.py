"""A telephone that is lost."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from millecafes.people import emails
from millecafes.people.models import User
from millecafes.people.services.log import log


@transaction.atomic
def reset_second_factor(person: User, by: User) -> int:
    """Take away every key of somebody who has lost theirs: how many; logged, and told to the person."""
    keys = Authenticator.objects.filter(user=person)
    count = keys.count()
    keys.delete()
    if count:
        log(_("Second facteur retiré"), by=by, person=person, subject=person.email)
        emails.second_factor_reset(person)
    return count
