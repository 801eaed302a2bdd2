"""How a session finds its account again."""

from allauth.account.auth_backends import AuthenticationBackend

from millecafes.people.models import User
from millecafes.people.permissions import with_rights


class AccountBackend(AuthenticationBackend):
    """Reads the account together with its rights: each page of the members' area asks for both."""

    def get_user(self, user_id):
        user = with_rights(User.objects.filter(pk=user_id)).first()
        return user if user and self.user_can_authenticate(user) else None
