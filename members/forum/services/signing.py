"""What is said beside the name of an author: what she is on the day she writes."""

from members.forum.models.choices import HOLDER, TEAM
from members.forum.models.posts import Post
from millecafes.people.models import Mandate, ProjectHolder
from millecafes.people.permissions import Access, Standing

LONGEST_PLACE = Post._meta.get_field("author_place").max_length


def signature_of(access: Access) -> dict[str, str]:
    """The fields of a post: a current mandate first, then a café, then a project; the team speaks as the team."""
    if access.standing == Standing.TEAM:
        return {"author_role": TEAM, "author_place": ""}
    for role in access.roles:
        if role.is_current(access.today):
            return {"author_role": code_of(role), "author_place": place_of(role)[:LONGEST_PLACE]}
    return {"author_role": "", "author_place": ""}


def code_of(role) -> str:
    if isinstance(role, Mandate):
        return role.function
    return HOLDER if isinstance(role, ProjectHolder) else role.kind


def place_of(role) -> str:
    return getattr(role.place, "name", "") or ""
