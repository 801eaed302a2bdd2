"""The fictional people of the demo, and what each of them is."""

import pytest

from members.directory.models import MessageReport
from millecafes.demo.accounts import add_accounts
from millecafes.demo.members import ROLES, add_members
from millecafes.people.models import User
from millecafes.people.permissions import access_of
from millecafes.places.models import Cafe
from tests.places.factories import make_commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def village(settings):
    settings.DEMO = True
    make_commune("81046", "Cadalen")
    make_commune("43246", "Tiranges", 453)
    Cafe.objects.create(name="Le Four banal", slug="le-four-banal", commune=make_commune("86271", "Thurageau", 720))
    add_accounts()


def standings():
    people = User.objects.filter(email__in=[f"{box}@example.org" for box in ROLES])
    return {person.email.partition("@")[0]: access_of(person).standing.value for person in people}


def test_each_is_what_the_sign_in_page_says(village):
    given = add_members()

    assert given == 11
    assert standings() == {
        "elue": "open",
        "gerante": "open",
        "porteur": "open",
        "coupdemain": "open",
        "attente": "waiting",
        "question": "waiting",
        "refus": "refused",
        "suspension": "suspended",
        "fin": "open",
        "lecture": "read_only",
        "ancienne": "closed",
    }
    assert User.objects.get(email="fin@example.org").mandates.get().ends_soon()
    assert User.objects.get(email="question@example.org").role_requests.get().question
    assert MessageReport.objects.get().message.sender.email == "suspension@example.org"


def test_they_are_given_it_once(village):
    add_members()
    User.objects.get(email="elue@example.org").mandates.all().delete()

    assert add_members() == 0
    assert standings()["elue"] == "closed"


def test_nobody_is_anything_outside_a_demo(village, settings):
    settings.DEMO = False

    assert add_members() == 0
