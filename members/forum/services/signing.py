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
    for held in ("mandates", "cafe_roles", "projects"):  # one after the other: each is a question
        for role in getattr(access, held):
            if role.is_current(access.today):
                return {"author_role": code_of(role), "author_place": place_of(role)[:LONGEST_PLACE]}
    return {"author_role": "", "author_place": ""}


def code_of(role) -> str:
    if isinstance(role, Mandate):
        return role.function
    return HOLDER if isinstance(role, ProjectHolder) else role.kind


def place_of(role) -> str:
    return getattr(role.place, "name", "") or ""


def initials(name: str) -> str:
    """What stands where there is no portrait: of the first word and of the last one."""
    words = [word for word in name.split() if word[0].isalnum()]
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper() or "·"
