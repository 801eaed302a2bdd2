"""How accounts are made and found: by e-mail, whatever the case it is typed in."""

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db.models.functions import Lower


class UserManager(DjangoUserManager):
    """Makes accounts without a password unless one is given: the code sent by e-mail needs none."""

    def with_email(self, email):
        return self.alias(address=Lower("email")).filter(address=email.strip().lower())

    def get_by_natural_key(self, email):
        return self.with_email(email).get()

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **fields | {"is_superuser": True})
