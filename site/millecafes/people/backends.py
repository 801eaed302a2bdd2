"""How a session finds its account again."""

from allauth.account.auth_backends import AuthenticationBackend

from millecafes.people.permissions import account_with_rights


class AccountBackend(AuthenticationBackend):
    """Reads the account together with its rights: each page of the members' area asks for both."""

    def get_user(self, user_id):
        user = account_with_rights(user_id)
        return user if user and self.user_can_authenticate(user) else None
