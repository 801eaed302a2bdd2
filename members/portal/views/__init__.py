"""Screens of the members' area."""

from members.portal.views.home import home

__all__ = ["home"]
