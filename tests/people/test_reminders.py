"""What time does by itself for people: reminders, warnings, forgetting."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from millecafes.mailroom.models import Mail
from millecafes.people import services
from millecafes.people.models import RoleRequest, StaffAct
from millecafes.people.services.reminders import working_days_ago
from tests.people.factories import make_account, make_elected, make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("today", "then"),
    [
        (date(2026, 3, 5), date(2026, 3, 2)),  # a Thursday, a Monday
        (date(2026, 3, 3), date(2026, 2, 26)),  # over a week-end
        (date(2026, 5, 5), date(2026, 4, 29)),  # the first of May is a Friday
        (date(2027, 1, 4), date(2026, 12, 29)),  # over the year
    ],
)
def test_three_working_days_leave_out_week_ends_and_holidays(today, then):
    assert working_days_ago(3, today) == then


def test_the_desk_is_reminded_once_of_who_waits_for_three_working_days():
    colleague = make_staff("Réseau")
    services.request_role(make_account(), "holder")
    RoleRequest.objects.update(requested_at=datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Europe/Paris")))
    wednesday, thursday = (datetime(2026, 3, day, 9, tzinfo=ZoneInfo("Europe/Paris")) for day in (4, 5))

    reminded = [services.remind_team(at) for at in (wednesday, thursday, thursday)]

    assert reminded == [0, 1, 0]
    assert "1 personne attend" in Mail.objects.get(to=colleague.email).body_text


def test_where_nobody_is_at_the_desk_those_who_may_decide_are_reminded():
    other, colleague = make_staff("Culture"), make_staff("Administration")
    services.request_role(make_account(), "holder")

    services.remind_team(timezone.now() + timedelta(days=30))

    assert "1 personne attend" in Mail.objects.get(to=colleague.email).body_text
    assert not Mail.objects.filter(to=other.email).exists()


def test_who_has_been_asked_something_makes_nobody_late():
    staff = make_staff("Réseau")
    services.ask(services.request_role(make_account(), "holder"), staff, "Où ?")

    assert services.remind_team(timezone.now() + timedelta(days=30)) == 0


@pytest.mark.parametrize(("days", "warned"), [(31, 0), (30, 1), (0, 1), (-1, 0)])
def test_one_is_warned_once_that_a_mandate_ends_within_thirty_days(days, warned):
    person = make_elected(ends_on=timezone.localdate() + timedelta(days=days))

    counts = [services.warn_of_ends(), services.warn_of_ends()]

    assert counts == [warned, 0]
    assert Mail.objects.filter(to=person.email).count() == warned


def test_a_new_last_day_is_told_again():
    person = make_elected(ends_on=timezone.localdate() + timedelta(days=5))
    services.warn_of_ends()
    services.end_role(person.mandates.get(), last_day=timezone.localdate() + timedelta(days=20), by=None)

    assert services.warn_of_ends() == 1


def test_the_log_is_kept_for_twelve_months():
    services.log("essai", by=make_staff("Réseau"))

    assert services.forget_old_acts(timezone.now() + timedelta(days=364)) == 0
    assert services.forget_old_acts(timezone.now() + timedelta(days=366)) == 1
    assert not StaffAct.objects.exists()
