"""The fictional people of the demo, at their desks."""

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from millecafes.people.groups import sync_groups
from millecafes.people.models import User
from millecafes.people.second_factor import has_factor
from millecafes.people.services import keep_one_address

# What comes before the @, the name (a family that does not exist), the desk.
PEOPLE = {
    "elue": ("Madeleine Exemple", None),
    "gerante": ("Lucie Exemple", None),
    "porteur": ("Karim Exemple", None),
    "coupdemain": ("Louison Exemple", None),
    "compte": ("Ernest Exemple", None),
    "attente": ("Paul Exemple", None),
    "question": ("Zoé Exemple", None),
    "refus": ("Basile Exemple", None),
    "suspension": ("Irma Exemple", None),
    "fin": ("Léon Exemple", None),
    "lecture": ("Simone Exemple", None),
    "ancienne": ("Paulette Exemple", None),
    "redaction": ("Rosa Exemple", "Communication"),
    "validation": ("Victor Exemple", "Validation"),
    "reseau": ("Renée Exemple", "Réseau"),
    "instruction": ("Inès Exemple", "Instruction"),
    "culture": ("Colette Exemple", "Culture"),
    "finances": ("Firmin Exemple", "Finances"),
    "admin": ("Adèle Exemple", "Administration"),
}


@transaction.atomic
def add_accounts() -> int:
    """Make the missing people; nobody is made, or found, outside a demo."""
    if not settings.DEMO:
        return 0
    sync_groups()
    made = sum(add_account(email) for email, _role in settings.DEMO_ACCOUNTS)
    for user in User.objects.filter(email__in=[email for email, _role in settings.DEMO_ACCOUNTS]):
        if desk_of(user):
            give_phone(user)
    return made


def desk_of(user: User) -> str | None:
    return PEOPLE[user.email.partition("@")[0]][1]


def give_phone(user: User) -> None:
    """The team of the demo has a telephone that nobody holds: a button of the sign-in answers in its place."""
    if not has_factor(user):
        TOTP.activate(user, generate_totp_secret())


def add_account(email: str) -> bool:
    if User.objects.with_email(email).exists():
        return False
    name, desk = PEOPLE[email.partition("@")[0]]
    user = User.objects.create_user(email, display_name=name)
    keep_one_address(user)
    if desk:
        user.groups.add(Group.objects.get(name=desk))
    return True
