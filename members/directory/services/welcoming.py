"""What a newcomer does first, of what this application keeps."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from millecafes.people.portal import Step


def first_steps(user, access) -> Iterator[Step]:
    """Say who one is, so that the others know whom they write to."""
    member = getattr(user, "member", None)
    if member is not None:
        has_said = bool(member.presentation or member.themes or member.photo)
        yield Step(_("Dire qui vous êtes aux autres membres"), "directory:profile", has_said)
