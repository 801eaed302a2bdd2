"""The log of what the team does on people."""

from millecafes.people.models import StaffAct, User


def log(action: str, *, by: User | None, person: User | None = None, subject="", detail: str = "") -> StaffAct:
    """Write one line, in the caller's transaction: what is not done is not logged."""
    return StaffAct.objects.create(action=action, by=by, person=person, subject=str(subject)[:200], detail=detail)
