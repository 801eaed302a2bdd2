"""Accounts."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from millecafes.people.models import User
from tests.people.factories import make_account, make_staff

pytestmark = pytest.mark.django_db


def test_an_address_has_one_account_whatever_its_case():
    make_account("zoe@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ZOE@example.org")
    with pytest.raises(ValidationError, match="Un compte existe déjà"):
        User(email="Zoe@Example.org", password="!").full_clean()


def test_an_account_is_found_whatever_the_case_typed():
    user = make_account("Zoe@Example.org")

    assert (user.email, User.objects.get_by_natural_key("ZOE@example.org")) == ("zoe@example.org", user)


def test_an_account_has_no_password_unless_given_one():
    assert not make_account().has_usable_password()


def test_a_superuser_is_made_from_the_command_line():
    call_command("createsuperuser", "--noinput", "--email=admin@example.org", verbosity=0)

    user = User.objects.get()
    assert (user.email, user.is_superuser, user.is_staff) == ("admin@example.org", True, True)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"display_name": "Zoé", "first_name": "Zoé", "last_name": "Martin"}, "Zoé"),
        ({"first_name": "Zoé", "last_name": "Martin"}, "Zoé Martin"),
        ({}, "zoe@example.org"),
    ],
)
def test_a_person_is_called_by_the_name_she_shows(fields, shown):
    assert str(make_account("zoe@example.org", **fields)) == shown


def test_only_people_with_a_desk_are_staff():
    assert (make_staff("Communication").is_staff, make_account().is_staff) == (True, False)
