"""What waits for a member, of what this application keeps."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from millecafes.people.models import Invitation, RoleRequest, User
from millecafes.people.portal import Line, Step
from millecafes.places.models import OpeningHours


def tasks(user, access) -> Iterator[Line]:
    """A question of the team that has no answer yet."""
    for asked in user.role_requests.filter(state=RoleRequest.State.ASKED):
        yield Line(_("Répondre à la question de l’équipe"), reverse("account_home"), asked.question[:120])


def first_steps(user, access) -> Iterator[Step]:
    """Of who runs a café: say when it is open. Of who is at a place: invite somebody. Asked in one go."""
    own = [role.cafe_id for role in access.cafe_roles if role.is_current(access.today)]
    if not own and "mandates" not in access.held:
        return
    invited = Exists(Invitation.objects.filter(invited_by=OuterRef("pk")))
    told = Exists(OpeningHours.objects.filter(cafe__in=own))
    has_invited, has_hours = User.objects.filter(pk=user.pk).values_list(invited, told).get()
    if own:
        yield Step(_("Donner les horaires de votre café"), "portal:places", has_hours)
    yield Step(_("Inviter une ou un collègue"), "portal:places", has_invited)
