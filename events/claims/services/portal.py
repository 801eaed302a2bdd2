"""What claims bring to the members’ first page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from events.claims.models import Claim, ClaimState
from events.claims.permissions import cafes_in_charge
from millecafes.people.portal import Line

SHOWN = 3


def tasks(user, access) -> Iterator[Line]:
    """What the café must complete, and what it began and did not send."""
    if "cafe_roles" not in access.held:
        return
    cafes = cafes_in_charge(access)
    wanted = [ClaimState.INCOMPLETE, ClaimState.DRAFT]
    claims = Claim.objects.filter(cafe__in=cafes, state__in=wanted).shown() if cafes else []
    for claim in sorted(claims, key=lambda one: wanted.index(one.state))[:SHOWN]:
        title = (
            _("Compléter votre demande de remboursement %(number)s")
            if claim.state == ClaimState.INCOMPLETE
            else _("Finir votre demande de remboursement %(number)s")
        )
        yield Line(title % {"number": claim.number}, claim.get_absolute_url(), claim.cafe.name, claim.activity.day)
