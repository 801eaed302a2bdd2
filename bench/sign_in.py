"""« make signinbench »: how many people a second enter: a code is asked, typed, and the first page is read.

    python -m bench.sign_in [COUNT]                                     (SQLite)
    python tests/with_postgres.py python -m bench.sign_in [COUNT]       (PostgreSQL)

COUNT members (400 by default), each from a network of her own, enter through the settings of production, eight at a
time: the page of the door, the address, the code of the message, the members' home. Nobody may stay outside, and at
least five enter in a second; the ratio says how many bare Django views a whole journey costs. The code is read in the
database, as no message leaves.
"""

import re
import statistics
import sys
import time
from datetime import date
from queue import Empty, Queue
from threading import Thread

from bench.production import Person, in_production, set_up
from bench.visits import bare_rate

COUNT, AT_ONCE, SLOWEST = 400, 8, 5  # journeys a second
DOOR, TYPED, HOME = "/compte/login/", "/compte/login/code/confirm/", "/espace/"
CODE = re.compile(r"^ +([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with in_production() as site:
        set_up(site)
        people = make_members(count + AT_ONCE)
        enter_all(site.url, people[count:])  # each process has read its templates
        began = time.perf_counter()
        found = enter_all(site.url, people[:count])
        seconds = time.perf_counter() - began
    rate = bare_rate(AT_ONCE)
    faults = told(found, seconds, rate)
    if faults:
        sys.exit(" ".join(faults))


def told(found: list[tuple[str, float, int]], seconds: float, bare: float) -> list[str]:
    """The figures in a sentence; what is wrong with them."""
    errors, times = [error for error, _taken, _asked in found if error], [taken for _error, taken, _asked in found]
    rate, asked = (len(found) - len(errors)) / seconds, max(asked for _error, _taken, asked in found)
    ratio = f"one costs {bare / rate:.0f} bare views" if rate else "nobody entered"
    print(
        f"{len(found)} journeys of {asked} requests, {AT_ONCE} at a time: {rate:.1f} a second, {len(errors)} failed; "
        f"p50 {statistics.median(times):.2f} s, p95 {statistics.quantiles(times, n=20, method='inclusive')[-1]:.2f} s; "
        f"{ratio}"
    )
    faults = [f"{len(errors)} stayed outside, of which: {errors[0]}"] if errors else []
    return faults + ([f"Under {SLOWEST} journeys a second."] if rate < SLOWEST else [])


def enter_all(url: str, people: list) -> list[tuple[str, float, int]]:
    """What went wrong, if anything did, how long each journey took and how many requests it was."""
    waiting, found = Queue(), []
    for number, person in enumerate(people):
        waiting.put((f"10.{person.pk // 250 % 250}.{number % 250}", person.email))

    def receive():
        from django.db import connections

        while True:
            try:
                network, email = waiting.get_nowait()
            except Empty:
                return connections.close_all()
            visitor, began, error = Person(url, network), time.perf_counter(), ""
            try:
                enter(visitor, email)
            except Exception as fault:  # told at the end
                error = f"{type(fault).__name__}: {fault}"
            found.append((error, time.perf_counter() - began, visitor.asked))

    threads = [Thread(target=receive) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def enter(visitor: Person, email: str) -> None:
    from millecafes.mailroom.models import Mail

    visitor.get(f"{DOOR}?next={HOME}")
    visitor.post(DOOR, login=email, next=HOME)
    visitor.post(TYPED, code=CODE.search(Mail.objects.filter(to=email).latest("pk").body_text)[1], next=HOME)
    if visitor.place != HOME:
        raise RuntimeError(f"{HOME} leads to {visitor.place}.")


def make_members(count: int) -> list:
    from django.utils import timezone

    from millecafes.people.models import Mandate, Member, PolicyAgreement, PolicyVersion, User
    from millecafes.places.models import Commune

    now, mark = timezone.now(), time.time_ns()
    people = User.objects.bulk_create(
        User(email=f"entree-{mark}-{number}@example.org", password="!") for number in range(count)
    )
    Member.objects.bulk_create(Member(person=person, state="approved", state_at=now) for person in people)
    PolicyAgreement.objects.bulk_create(
        PolicyAgreement(person=person, version=version) for version in PolicyVersion.objects.all() for person in people
    )
    communes = Commune.objects.eligible().order_by("pk")[:count]
    Mandate.objects.bulk_create(
        Mandate(person=person, commune=commune, function="mayor", starts_on=date(2024, 6, 1))
        for person, commune in zip(people, communes, strict=True)
    )
    return people


if __name__ == "__main__":
    main()
