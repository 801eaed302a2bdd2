"""The desks of the team: changes of sheets, members and their roles, invitations."""

from members.portal.wagtail_hooks import changes, invitations, people

__all__ = ["changes", "invitations", "people"]
