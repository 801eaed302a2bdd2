"""« make bookingbench »: many at once for few seats.

    python -m bench.booking [ROUNDS]                                     (SQLite)
    python tests/with_postgres.py python -m bench.booking [ROUNDS]       (PostgreSQL)

50 processes ask together for the last seat of a date, ROUNDS times (100 by default): one has it, 49 wait, no error.
On PostgreSQL 16 processes then send 2,000 requests for the 200 seats of a date: exactly 200 are given, fast enough.
Letters are written too, as they are on the site.
"""

import multiprocessing
import statistics
import sys
import time
from datetime import timedelta
from uuid import uuid4

from bench.visits import bare_rate
from tools.mail_sink import prepare

CROWD, ROUNDS = 50, 100
WORKERS, REQUESTS, SEATS = 16, 2000, 200
SLOWEST, LONGEST = 100, 1.0  # bookings a second at least; seconds, of 99 in a hundred
PROCESSES = multiprocessing.get_context("fork")


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    prepare("booking-bench")
    from django.db import connection

    print(f"{connection.vendor}")
    ask([(make_date(1), make_people(1)[0])], None, PROCESSES.Queue())  # templates are read once, as by a server
    faults = last_seat(rounds)
    if connection.vendor == "postgresql":
        faults += rush()
    if faults:
        sys.exit(" ".join(faults))


def last_seat(rounds: int) -> list[str]:
    """Each round is a date of one seat, for which everybody asks at the same moment."""
    people = make_people(CROWD)
    dates = [make_date(1) for _ in range(rounds)]
    gate = PROCESSES.Barrier(CROWD)
    began = time.perf_counter()
    answers = at_once([[(date, person) for date in dates] for person in people], gate)
    seconds = time.perf_counter() - began
    wrong = [date for date in dates if outcome(date) != {"confirmed": 1, "waiting": CROWD - 1} or drifts(date)]
    errors = [error for error, _taken in answers if error]
    times = [taken for _error, taken in answers]
    print(
        f"  last seat: {rounds} rounds of {CROWD} in {seconds:.0f} s; {len(wrong)} wrong, {len(errors)} errors; "
        f"longest wait {max(times):.2f} s"
    )
    return told(errors) + ([f"{len(wrong)} rounds went wrong."] if wrong else [])


def rush() -> list[str]:
    """As many requests as there can be in a minute of fame."""
    people, date = make_people(REQUESTS), make_date(SEATS)
    began = time.perf_counter()
    answers = at_once([[(date, person) for person in people[worker::WORKERS]] for worker in range(WORKERS)])
    seconds = time.perf_counter() - began
    times = [taken for _error, taken in answers]
    errors = [error for error, _taken in answers if error]
    given, rate, p99 = outcome(date).get("confirmed", 0), REQUESTS / seconds, statistics.quantiles(times, n=100)[-1]
    print(
        f"  rush: {REQUESTS} requests, {WORKERS} processes, {given} of {SEATS} seats given, {len(errors)} errors; "
        f"{rate:.0f} a second; p50 {statistics.median(times):.3f} s, p99 {p99:.3f} s"
    )
    print(f"  a request costs {bare_rate(WORKERS) / rate:.0f} bare views")
    faults = told(errors)
    faults += [f"{given} seats were given, not {SEATS}."] if given != SEATS or drifts(date) else []
    faults += [f"Under {SLOWEST} a second."] if rate < SLOWEST else []
    return faults + ([f"p99 is over {LONGEST} s."] if p99 > LONGEST else [])


def at_once(tasks: list[list], gate=None) -> list[tuple[str, float]]:
    """A process for each list of (date, person); what went wrong, if anything did, and how long each took."""
    from django.db import connections

    connections.close_all()  # a connection is not shared between processes
    answers = PROCESSES.Queue()
    processes = [PROCESSES.Process(target=ask, args=(task, gate, answers)) for task in tasks]
    for process in processes:
        process.start()
    found = [answer for _ in tasks for answer in answers.get(timeout=1800)]
    for process in processes:
        process.join()
    return found


def ask(task: list, gate, answers) -> None:
    from events.bookings.services import register_person

    found = []
    for date, person in task:
        if gate:
            gate.wait()
        began, error = time.perf_counter(), ""
        try:
            register_person(date, person, key=uuid4())
        except Exception as fault:  # told at the end
            error = f"{type(fault).__name__}: {fault}"
        found.append((error, time.perf_counter() - began))
    answers.put(found)


def make_people(count: int) -> list:
    from millecafes.mailroom.models import MailSettings
    from millecafes.people.models import User

    mark = uuid4().hex[:8]
    people = User.objects.bulk_create(
        User(email=f"{mark}-{number}@example.org", password="!") for number in range(count)
    )
    MailSettings.objects.bulk_create(MailSettings(person=person) for person in people)
    return people


def make_date(capacity: int):
    from django.utils import timezone

    from events.agenda.models import Event, Session
    from events.agenda.services import announce
    from events.bookings.services import open_registration

    event = Event.objects.create(
        title="Premiers secours", slug=f"date-{uuid4().hex}", kind="training", summary="Venez.", live=True,
        association="reseau",
    )  # fmt: skip
    start = timezone.now() + timedelta(days=30)
    session = announce(Session(event=event, starts_at=start, ends_at=start + timedelta(hours=3), is_online=True))
    open_registration(session, capacity)
    return session


def outcome(date) -> dict[str, int]:
    from django.db.models import Count

    from events.bookings.models import Registration

    rows = Registration.objects.filter(session=date).order_by().values_list("state")
    return dict(rows.annotate(count=Count("pk")))


def drifts(date) -> bool:
    """Whether the ledger says anything else than the rows."""
    from events.bookings.models import SessionLedger
    from events.bookings.services import count_again

    ledger = SessionLedger.objects.get(session=date)
    return count_again(date) != {"taken": ledger.taken, "waiting": ledger.waiting}


def told(errors: list[str]) -> list[str]:
    return [f"{len(errors)} errors, of which: {errors[0]}"] if errors else []


if __name__ == "__main__":
    main()
