"""The first page of the members' area."""

from datetime import date, datetime, time
from itertools import islice

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from millecafes.people.middleware import at_the_door, open_to_all
from millecafes.people.permissions import Standing
from millecafes.people.portal import Line, steps_of, told, told_in_turn

MOST, MOST_NEW = 5, 10  # lines; two of each application that has news
AT_ACCOUNT = {Standing.STRANGER, Standing.WAITING, Standing.REFUSED, Standing.SUSPENDED}


@open_to_all
@never_cache
@login_required
def home(request):
    """What waits, what comes, what is new; who may not enter yet is led to where the request stands."""
    access = request.access
    if access.standing in AT_ACCOUNT:
        return redirect("account_home")
    if answer := at_the_door(request):
        return answer
    steps = steps_of(request.user, access)
    coming = sorted(told("next", request.user, access), key=moment)[:MOST]
    known = {same(line) for line in coming}  # a date that one comes to is no news
    news = (line for line in told_in_turn("latest", request.user, access) if same(line) not in known)
    shown = {
        "access": access,
        "ending": [role for role in access.roles if role.ends_soon(access.today)],
        "tasks": list(told("tasks", request.user, access)),
        "coming": coming,
        "latest": sorted(islice(news, MOST_NEW), key=moment, reverse=True),
        "steps": steps,
        "steps_done": sum(step.is_done for step in steps),
    }
    return render(request, "portal/home.html", shown)


def same(line: Line) -> tuple:
    """What two lines of one thing share, whoever tells of it and wherever each leads."""
    return line.title, moment(line)


def moment(line: Line) -> datetime:
    """Where a line stands in time: days begin at midnight."""
    at = line.at
    if isinstance(at, datetime):
        return at
    return timezone.make_aware(datetime.combine(at or date.min.replace(year=1900), time()))
