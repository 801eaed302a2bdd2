"""The made-up crowd of members: the same for the same number, found where members are, never taken for real people."""

import pytest

from millecafes.demo.crowd import add_crowd
from millecafes.demo.members_crowd import AT_ONCE, PREFIX, add_members_crowd
from millecafes.people.models import CafeRole, Mandate, Member, ProjectHolder, User
from millecafes.people.services import refresh_everybody
from tests.people.factories import make_elected
from tests.places.cafe_factories import CADALEN, THURAGEAU, commune

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def villages(settings):
    settings.DEMO = True
    commune(CADALEN)
    commune(THURAGEAU)
    add_crowd(4)


def told() -> list:
    """Who is who, and where, whatever the numbers of the rows."""
    people = User.objects.filter(email__startswith=PREFIX).order_by("email")
    return [
        (
            person.email,
            person.display_name,
            person.member.themes,
            person.member.is_hidden,
            *person.mandates.values_list("commune", "function", "starts_on"),
            *person.cafe_roles.values_list("cafe__slug", "starts_on"),
            *person.projects.values_list("commune", "starts_on"),
        )
        for person in people.select_related("member")
    ]


def test_the_same_number_makes_the_same_people():
    add_members_crowd(40)
    first = told()
    User.objects.filter(email__startswith=PREFIX).delete()

    add_members_crowd(40)

    assert told() == first
    assert len(first) == 40


def test_doing_it_again_adds_only_what_is_missing():
    assert [add_members_crowd(5), add_members_crowd(5), add_members_crowd(8)] == [5, 0, 3]


def test_they_say_that_they_are_invented_and_nobody_signs_in_with_them(client):
    add_members_crowd(40)

    people = User.objects.filter(email__startswith=PREFIX)

    assert all("(exemple " in one.display_name and one.email.endswith("@example.org") for one in people)
    assert not any(one.has_usable_password() or one.is_staff for one in people)
    assert all("inventée" in member.presentation for member in Member.objects.filter(person__in=people))
    assert all(model.objects.exists() for model in (Mandate, CafeRole, ProjectHolder))


def test_the_directory_and_the_search_know_them_at_once(client):
    reader = make_elected()
    refresh_everybody()
    add_members_crowd(12)
    name = User.objects.get(email=f"{PREFIX}1@example.org").display_name
    client.force_login(reader)

    directory = client.get("/espace/annuaire/", {"q": name.partition(" (")[0]}).content.decode()
    search = client.get("/recherche/", {"q": name.partition(" (")[0]}).content.decode()

    assert name in directory
    assert "(exemple 1)" in search  # the words looked for are marked
    assert refresh_everybody() == 0


def test_a_crowd_costs_the_queries_of_a_handful(django_assert_max_num_queries):
    add_members_crowd(2)

    with django_assert_max_num_queries(60):
        add_members_crowd(AT_ONCE)


def test_nobody_is_made_outside_a_demo(settings):
    settings.DEMO = False

    assert add_members_crowd(5) == 0
