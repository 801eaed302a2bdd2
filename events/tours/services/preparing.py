"""What a host prepares: a list made when the stop is confirmed, ticked on line, reminded of 30, 7 and 1 days before."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from events.tours import emails
from events.tours.models import CompanyKind, OfferKind, Stop, StopState, StopTask, TourAct, Where
from events.tours.models.papers import TASKS
from events.tours.services.machine import NotNow
from millecafes.people.models import User

BEFORE = (30, 7, 1)  # days
LATE = 3  # days after which a reminder is worth no letter any more
IN_PUBLIC = {OfferKind.CINEMA, OfferKind.GUINGUETTE}


# How many days before each thing is to be ready.
DAYS = {
    "electricity": 30,
    "authorisation": 30,
    "projection": 30,
    "hall": 30,
    "associations": 30,
    "parking": 7,
    "furniture": 7,
    "posters": 7,
    "contact": 1,
}


def codes_of(stop: Stop) -> Iterator[str]:
    """What this offer asks for, at this place."""
    offer = stop.offer
    outside = offer.where != Where.INSIDE
    if offer.power:
        yield "electricity"
    if outside:
        yield "hall"
    if outside and offer.kind in IN_PUBLIC:
        yield "authorisation"
    if outside and offer.kind == OfferKind.CINEMA:
        yield "projection"
    yield from ("associations", "furniture", "posters")
    if offer.parking or stop.company.kind == CompanyKind.VEHICLE:
        yield "parking"
    if stop.company.contact_phone or stop.company.contact_email:
        yield "contact"


def make_list(stop: Stop) -> None:
    """Written once; another day moves what is still to be done."""
    known = {task.code: task for task in stop.tasks.all()}
    with translation.override("fr"):
        rows = [
            StopTask(stop=stop, code=code, label=str(TASKS[code]), due=due_on(stop, code))
            for code in codes_of(stop)
            if code not in known
        ]
    StopTask.objects.bulk_create(rows)
    for task in known.values():
        if task.done_at is None and task.due != due_on(stop, task.code):
            task.due = due_on(stop, task.code)
            task.save(update_fields=["due"])


def due_on(stop: Stop, code: str) -> date:
    """Never before today: what is confirmed late is prepared at once."""
    return max(stop.day - timedelta(days=DAYS.get(code, 7)), min(timezone.localdate(), stop.day))


@transaction.atomic
def tick(task: StopTask, by: User, *, done: bool, note: str | None = None) -> StopTask:
    """Say that it is done, or not yet; ``note`` None leaves what was noted.

    Raises ``NotNow`` once the stop is not to be prepared any more.
    """
    task = StopTask.objects.select_for_update(no_key=True, of=("self",)).select_related("stop").get(pk=task.pk)
    if task.stop.state != StopState.CONFIRMED:
        words = _("Cette date est « %(state)s » : il n’y a plus rien à préparer.")
        raise NotNow("state", words % {"state": task.stop.get_state_display().lower()})
    was_done, note = task.done_at is not None, task.note if note is None else note
    if done == was_done and note == task.note:
        return task
    task.note, action = note, "note"
    if done != was_done:
        task.done_at, task.done_by = (timezone.now(), by) if done else (None, None)
        action = "tick" if done else "untick"
    task.save(update_fields=["done_at", "done_by", "note"])
    TourAct.objects.create(stop=task.stop, tour_id=task.stop.tour_id, action=action, by=by, detail=task.label)
    return task


def remind_hosts(at=None) -> int:
    """Write to those who welcome, 30, 7 and 1 days before; how many letters were promised.

    Run twice, it promises none again: each bears the stop, its day and the number of days.
    """
    today, written = timezone.localdate(at), 0
    for days in BEFORE:
        span = (today + timedelta(days=max(days - LATE, 1)), today + timedelta(days=days))
        stops = Stop.objects.filter(state=StopState.CONFIRMED, day__range=span).told().prefetch_related("tasks")
        for stop in stops:
            if days == 1 or any(task.done_at is None for task in stop.tasks.all()):
                written += emails.tell_hosts(stop, f"soon_{days}", f"{stop.day}")
    return written
