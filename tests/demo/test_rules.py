"""The rules of the members' area in the demo: laid once, agreed to by those who are there, asked of newcomers."""

import pytest
from django.conf import settings as django_settings

from millecafes.demo.accounts import add_accounts
from millecafes.demo.members import add_members
from millecafes.demo.rules import add_rules
from millecafes.people.models import PolicyVersion, User
from tests.people.factories import make_elected

pytestmark = pytest.mark.django_db


@pytest.fixture
def laid(settings):
    settings.DEMO = True
    add_accounts()
    add_members()
    return add_rules()


def test_everybody_of_the_demo_has_agreed_and_a_newcomer_is_asked(laid):
    emails = [email for email, _role in django_settings.DEMO_ACCOUNTS]
    newcomer = make_elected(email="nouvelle@example.org")

    owing = [person.email for person in User.objects.all() if PolicyVersion.objects.owed_by(person).exists()]

    assert laid == 1
    assert PolicyVersion.objects.get().agreements.filter(person__email__in=emails).count() == len(emails) > 8
    assert owing == [newcomer.email]


def test_laid_again_nobody_agrees_in_the_place_of_another(laid):
    make_elected(email="nouvelle@example.org")

    assert add_rules() == 0
    assert PolicyVersion.objects.get().agreements.filter(person__email="nouvelle@example.org").count() == 0


def test_they_are_whole_in_both_languages(laid):
    rules = PolicyVersion.objects.get()

    rules.full_clean()

    assert "" not in {rules.changes_en, rules.text_en}


def test_a_site_that_is_no_demo_has_none(settings):
    settings.DEMO = False

    assert add_rules() == 0
