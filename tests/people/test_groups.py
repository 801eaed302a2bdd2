"""Who may do what in the back office."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, Workflow

from millecafes.people import groups
from millecafes.people.groups import DESKS, sync_groups
from tests.people.factories import make_account, make_staff

pytestmark = pytest.mark.django_db


def rights():
    return {
        "groups": set(Group.objects.values_list("name", "permissions__codename")),
        "pages": set(GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")),
        "library": set(GroupCollectionPermission.objects.values_list("group__name", "permission__codename")),
        "workflows": set(Workflow.objects.filter(active=True).values_list("name", flat=True)),
    }


def test_the_groups_are_those_of_the_team():
    sync_groups()

    assert set(Group.objects.values_list("name", flat=True)) == set(DESKS)


def test_making_the_groups_again_changes_nothing():
    sync_groups()
    first = rights()

    sync_groups()

    assert rights() == first


def test_a_right_given_by_hand_is_taken_back():
    sync_groups()
    before = rights()
    superpower = Permission.objects.get(content_type__app_label="people", codename="change_user")
    Group.objects.get(name="Communication").permissions.add(superpower)
    GroupPagePermission.objects.create(
        group=Group.objects.get(name="Culture"), page=Page.get_first_root_node(), permission_type="publish"
    )

    sync_groups()

    assert rights() == before


def test_communication_writes_and_validation_publishes():
    writer, reader = make_staff("Communication"), make_staff("Validation")
    page = Page.objects.get(depth=2)

    may = [
        (tester.can_edit(), tester.can_publish(), tester.can_lock())
        for tester in (page.permissions_for_user(writer), page.permissions_for_user(reader))
    ]

    assert may == [(True, False, False), (True, True, True)]


def test_what_is_written_waits_for_a_reader():
    sync_groups()

    assert Page.objects.get(depth=2).get_workflow().name == "Relecture avant publication"
    assert rights()["workflows"] == {"Relecture avant publication", "Accord sur une animation"}


@pytest.mark.parametrize("name", DESKS)
def test_no_desk_manages_accounts(name):
    user = make_staff(name)

    assert user.has_perm("wagtailadmin.access_admin")
    assert not any(right.startswith("auth.") for right in user.get_all_permissions())
    assert not any(right in {"people.add_user", "people.change_user"} for right in user.get_all_permissions())


def test_an_outsider_has_no_right():
    assert make_account().get_all_permissions() == set()


def test_a_right_that_does_not_exist_is_left_out_and_said(monkeypatch, caplog):
    monkeypatch.setitem(groups.DESKS, "Culture", groups.Desk(["wagtailadmin.access_admin", "tours.add_circus"]))

    sync_groups()

    assert "tours.add_circus" in caplog.text
    assert Group.objects.get(name="Culture").permissions.count() == 1
