"""What waits for a member, of what this application keeps."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from millecafes.people.models import RoleRequest
from millecafes.people.portal import Line


def tasks(user, access) -> Iterator[Line]:
    """A question of the team that has no answer yet."""
    for asked in user.role_requests.filter(state=RoleRequest.State.ASKED):
        yield Line(_("Répondre à la question de l’équipe"), reverse("account_home"), asked.question[:120])
