"""What waits for a member, of what this application keeps."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from millecafes.core.memo import once
from millecafes.people.models import Invitation, RoleRequest, User
from millecafes.people.portal import Line, Step
from millecafes.places.models import OpeningHours


def tasks(user, access) -> Iterator[Line]:
    """A question of the team that has no answer yet."""
    for question in at_the_portal(user, access).questions:
        yield Line(_("Répondre à la question de l’équipe"), reverse("account_home"), question[:120])


def first_steps(user, access) -> Iterator[Step]:
    """Of who runs a café: say when it is open. Of who is at a place: invite somebody."""
    own = cafes_run(access)
    if not own and "mandates" not in access.held:
        return
    known = at_the_portal(user, access)
    if own:
        yield Step(_("Donner les horaires de votre café"), "portal:places", known.has_hours)
    yield Step(_("Inviter une ou un collègue"), "portal:places", known.has_invited)


@dataclass(frozen=True)
class AtThePortal:
    """What the lines of this application stand on."""

    has_invited: bool
    has_hours: bool
    questions: list[str]


def at_the_portal(user, access) -> AtThePortal:
    """Asked in one go, once a request."""
    return once(f"portal of {user.pk}", lambda: read_all(user, cafes_run(access)))


def read_all(user, own: list[int]) -> AtThePortal:
    asked = FilteredRelation("role_requests", condition=Q(role_requests__state=RoleRequest.State.ASKED))
    invited = Exists(Invitation.objects.filter(invited_by=OuterRef("pk")))
    told = Exists(OpeningHours.objects.filter(cafe__in=own))
    rows = User.objects.filter(pk=user.pk).annotate(asked=asked).order_by("-asked__requested_at", "-asked__pk")
    rows = list(rows.values_list(invited, told, "asked__question"))
    return AtThePortal(rows[0][0], rows[0][1], [question for _invited, _told, question in rows if question])


def cafes_run(access) -> list[int]:
    return [role.cafe_id for role in access.cafe_roles if role.is_current(access.today)]
