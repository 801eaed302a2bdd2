"""Screens of the members' area."""

from members.portal.views.home import home
from members.portal.views.places import history, invitation, leave, places, team
from members.portal.views.sheet import part, photos, remove_photo, sheet, withdraw

__all__ = [
    "history",
    "home",
    "invitation",
    "leave",
    "part",
    "photos",
    "places",
    "remove_photo",
    "sheet",
    "team",
    "withdraw",
]
