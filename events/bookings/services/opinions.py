"""What people thought of it: two questions, one answer each, read together and without names."""

from collections import Counter

from django.db import transaction
from django.utils.translation import gettext as _

from events.agenda.models import Session
from events.bookings.models import Opinion, Registration
from events.bookings.services.seats import Refused


@transaction.atomic
def give_opinion(registration: Registration, useful: int, comment: str) -> Opinion:
    """Keep the answer of somebody who came; another one takes its place. Raises ``Refused``."""
    if not registration.came or not registration.session.is_over():
        raise Refused("not_there", _("Ces questions sont pour les personnes venues, une fois l’événement terminé."))
    given = {"useful": useful, "comment": comment}
    return Opinion.objects.update_or_create(registration=registration, defaults=given)[0]


def opinions_of(session: Session) -> dict:
    """How many answered what, and what they wrote, in no order that would tell who."""
    rows = list(Opinion.objects.filter(registration__session=session).values_list("useful", "comment"))
    counted = Counter(useful for useful, _comment in rows)
    return {
        "answers": len(rows),
        "useful": [(choice.label, counted[choice.value]) for choice in reversed(Opinion.Useful)],
        "comments": sorted(comment for _useful, comment in rows if comment),
    }
