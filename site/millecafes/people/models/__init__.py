"""Who: accounts, what people are in the network, and how they came to be it."""

from millecafes.people.models.acts import StaffAct
from millecafes.people.models.directory import DirectoryEntry, DirectoryWord
from millecafes.people.models.members import Member, Membership, Theme, Visibility
from millecafes.people.models.policies import PolicyAgreement, PolicyVersion
from millecafes.people.models.requests import Invitation, Role, RoleRequest
from millecafes.people.models.roles import CafeRole, Mandate, ProjectHolder
from millecafes.people.models.users import User

__all__ = [
    "CafeRole",
    "DirectoryEntry",
    "DirectoryWord",
    "Invitation",
    "Mandate",
    "Member",
    "Membership",
    "PolicyAgreement",
    "PolicyVersion",
    "ProjectHolder",
    "Role",
    "RoleRequest",
    "StaffAct",
    "Theme",
    "User",
    "Visibility",
]
