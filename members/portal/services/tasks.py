"""What waits for a member, of what this application keeps."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from millecafes.people.models import Invitation, RoleRequest
from millecafes.people.portal import Line, Step
from millecafes.places.models import OpeningHours


def tasks(user, access) -> Iterator[Line]:
    """A question of the team that has no answer yet."""
    for asked in user.role_requests.filter(state=RoleRequest.State.ASKED):
        yield Line(_("Répondre à la question de l’équipe"), reverse("account_home"), asked.question[:120])


def first_steps(user, access) -> Iterator[Step]:
    """Of who runs a café: say when it is open. Of who is alone at a place: invite somebody."""
    own = [role.cafe_id for role in access.cafe_roles if role.is_current(access.today)]
    if own:
        has_hours = OpeningHours.objects.filter(cafe__in=own).exists()
        yield Step(_("Donner les horaires de votre café"), "portal:places", has_hours)
    if own or access.mandates:
        has_invited = Invitation.objects.filter(invited_by=user).exists()
        yield Step(_("Inviter une ou un collègue"), "portal:places", has_invited)
