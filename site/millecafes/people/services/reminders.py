"""What time does by itself: the team is reminded, people are warned, what has served its time is forgotten."""

from datetime import date, datetime, timedelta

import holidays
from django.db import transaction
from django.utils import timezone

from millecafes.people import emails
from millecafes.people.models import CafeRole, Mandate, ProjectHolder, RoleRequest, StaffAct, User
from millecafes.people.permissions import NETWORK

PATIENCE = 3  # working days a person waits before the team is reminded
LOG_KEPT = timedelta(days=365)
DECIDING = "Réseau"  # the desk that is reminded; nobody at it, all those who may decide are


def working_days_ago(days: int, today: date) -> date:
    """The day that so many working days separate from today, week-ends and public holidays left out."""
    closed = holidays.France(years=[today.year - 1, today.year])
    day = today
    while days:
        day -= timedelta(days=1)
        days -= day.weekday() < 5 and day not in closed
    return day


def remind_team(at: datetime | None = None) -> int:
    """Tell the desk, once for each of them, of the people who have waited for three working days."""
    today = timezone.localdate(at)
    with transaction.atomic():
        waiting = RoleRequest.objects.waiting().select_for_update(no_key=True)
        late = waiting.filter(reminded_on=None, requested_at__date__lte=working_days_ago(PATIENCE, today))
        named = list(late[:1000])
        if named:
            for colleague in colleagues():
                emails.requests_waiting(colleague, len(named))
            RoleRequest.objects.filter(pk__in=[one.pk for one in named]).update(reminded_on=today)
    return len(named)


def colleagues():
    desk = User.objects.filter(groups__name=DECIDING, is_active=True)
    if not desk.exists():
        desk = User.objects.with_perm(NETWORK, backend="django.contrib.auth.backends.ModelBackend")
    return desk.order_by("pk")


def warn_of_ends(at: datetime | None = None) -> int:
    """Tell each person, once, that a role ends within thirty days, and how to go on."""
    today, warned = timezone.localdate(at), 0
    for model in (Mandate, CafeRole, ProjectHolder):
        for pk in model.objects.ending(today).filter(warned_on=None).order_by("pk").values_list("pk", flat=True):
            with transaction.atomic():
                role = model.objects.select_for_update(no_key=True).get(pk=pk)
                if role.warned_on is None and role.ends_on and role.person.is_active:
                    role.warned_on = today
                    role.save(update_fields=["warned_on"])
                    emails.role_ending(role)
                    warned += 1
    return warned


def forget_old_acts(at: datetime | None = None) -> int:
    """Delete the lines of the log that are more than twelve months old."""
    return StaffAct.objects.filter(at__lt=(at or timezone.now()) - LOG_KEPT).delete()[0]
