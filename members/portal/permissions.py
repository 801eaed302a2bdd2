"""Who may read and write the sheet of a café, and decide on what is proposed of it."""

from enum import Enum

from millecafes.people.permissions import Standing

PUBLISH, READ_OVER = "places.publish_cafe", "places.change_cafe"


class SheetRight(Enum):
    """What a person may do of a sheet; nothing at all is ``None``, and the sheet is not found."""

    PROPOSE = "propose"  # runs the café: hours at once, the rest after a second reader
    ON_BEHALF = "on_behalf"  # the team, for the café: at once, and marked so
    READ = "read"  # a role that has ended, or the team without the right to publish


def sheet_right(user, access, cafe) -> SheetRight | None:
    """What this person may do of the sheet of this café."""
    if access.runs(cafe.pk):
        return SheetRight.PROPOSE
    if access.standing == Standing.TEAM:
        if user.has_perm(PUBLISH):
            return SheetRight.ON_BEHALF
        if user.has_perm(READ_OVER):
            return SheetRight.READ
    return SheetRight.READ if any(role.cafe_id == cafe.pk for role in access.cafe_roles) else None


def may_read_over(user, access, change) -> bool:
    """Whether this person may accept or refuse: who publishes cafés, never for what she wrote or the café she runs."""
    return user.has_perm(PUBLISH) and change.by_id != user.pk and not access.runs(change.cafe_id)
