"""« make seasonbench »: the morning a season opens, and the planner of a great tour.

    python -m bench.season [REQUESTS]                                     (SQLite: the planner only)
    python tests/with_postgres.py python -m bench.season [REQUESTS]       (PostgreSQL: both)

On PostgreSQL 8 processes, each the whole of the site, send REQUESTS requests (2,000 by default) of as many cafés, each
form twice at the same moment by two of them, as two taps do: none may be lost, none doubled, and all must be there
within 60 seconds, letters included. Then a planner opens the board of a tour of 60 stops with 500 requests beside it:
95 times in a hundred, under 300 ms of the server.
"""

import multiprocessing
import statistics
import sys
import time
from datetime import timedelta
from itertools import zip_longest
from uuid import uuid4

from bench.visits import bare_ms, bare_rate
from tools.mail_sink import prepare

WORKERS, REQUESTS, LONGEST = 8, 2000, 60  # seconds
BESIDE, STOPS, ROUNDS, SLOWEST = 500, 60, 60, 300  # milliseconds
PROCESSES = multiprocessing.get_context("fork")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS
    prepare("season-bench")
    from django.conf import settings
    from django.db import connection

    settings.DEBUG = False  # else Django keeps every query
    print(f"{connection.vendor}")
    season = make_season()
    faults = rush(season, count) if connection.vendor == "postgresql" else []
    faults += planner(season)
    if faults:
        sys.exit(" ".join(faults))


def rush(season, count: int) -> list[str]:
    """As many managers as requests, each with a form that is sent twice."""
    from django.db import connections

    from millecafes.core.serving import get_ready

    offer, managers = make_offer(season), make_managers(count)
    warm = make_managers(1)[0]
    send([(warm, offer, str(uuid4()), str(season.first_day))], None, PROCESSES.Queue())  # templates are read once
    get_ready()
    forms = [(manager, offer, str(uuid4()), str(season.first_day)) for manager in managers]
    tasks = [forms[worker::WORKERS] for worker in range(WORKERS)]
    # Between its own forms, each process sends those of the next one: the second tap.
    pairs = [zip_longest(own, tasks[(worker + 1) % WORKERS]) for worker, own in enumerate(tasks)]
    twice = [[form for pair in both for form in pair if form] for both in pairs]
    sent = sum(len(task) for task in twice)
    connections.close_all()  # a connection is not shared between processes
    answers, gate = PROCESSES.Queue(), PROCESSES.Barrier(WORKERS + 1)
    processes = [PROCESSES.Process(target=send, args=(task, gate, answers)) for task in twice]
    for process in processes:
        process.start()
    gate.wait()
    began = time.perf_counter()
    found = [answer for _ in processes for answer in answers.get(timeout=1800)]
    seconds = time.perf_counter() - began
    for process in processes:
        process.join()
    faults, bare = verdict(offer, managers, sent, found, seconds), bare_rate(WORKERS)
    print(f"  a form sent costs {bare * seconds / sent:.0f} bare views")
    return faults


def send(task: list, gate, answers) -> None:
    """Post each form as a browser does, through the whole of the site."""
    from django.test import Client

    clients, served = {}, Client(SERVER_NAME="127.0.0.1")
    for manager, _offer, _key, _day in task:
        if manager.pk not in clients:
            clients[manager.pk] = client = Client(SERVER_NAME="127.0.0.1")
            client.handler = served.handler  # as in a web process, which reads its middleware once
            client.force_login(manager)
    if gate:
        gate.wait()
    found = []
    for manager, offer, key, day in task:
        data = {
            "key": key,
            "host": f"cafe-{manager.own_cafe}",
            "first": offer.pk,
            "day_1": day,
            "message": "Chez nous !",
        }
        began, error = time.perf_counter(), ""
        try:
            answer = clients[manager.pk].post(f"/espace/programmation/{offer.slug}/demander/", data)
            error = "" if answer.status_code == 303 else f"status {answer.status_code}"
        except Exception as fault:  # told at the end
            error = f"{type(fault).__name__}: {fault}"
        found.append((error, time.perf_counter() - began))
    answers.put(found)


def verdict(offer, managers: list, sent: int, found: list, seconds: float) -> list[str]:
    """What is in the tables afterwards, against what was sent."""
    from django.db.models import Count

    from events.tours.models import ProgrammeRequest, TourAct
    from millecafes.mailroom.models import Mail

    cafes = [manager.own_cafe for manager in managers]
    rows = ProgrammeRequest.objects.filter(first_offer=offer, cafe__in=cafes, state="submitted")
    kept, acts = rows.count(), TourAct.objects.filter(request__in=rows, action="submit").count()
    doubled = rows.order_by().values("cafe").annotate(n=Count("pk")).filter(n__gt=1).count()
    letters = Mail.objects.filter(to__in=[manager.email for manager in managers]).count()
    errors, times = [error for error, _taken in found if error], [taken for _error, taken in found]
    print(
        f"  opening: {len(cafes)} requests, {sent} forms sent by {WORKERS} processes in {seconds:.1f} s "
        f"({sent / seconds:.0f} a second); {kept} kept, {len(cafes) - kept} lost, {doubled} doubled; "
        f"{letters} letters, {len(errors)} errors; p50 {statistics.median(times):.3f} s, "
        f"p99 {statistics.quantiles(times, n=100)[-1]:.3f} s"
    )
    faults = [f"{len(errors)} errors, of which: {errors[0]}"] if errors else []
    if (kept, acts, doubled, letters) != (len(cafes), len(cafes), 0, len(cafes)):
        faults.append(f"{kept} requests, {acts} acts and {letters} letters for {len(cafes)}.")
    return faults + ([f"Over {LONGEST} s."] if seconds > LONGEST else [])


def planner(season) -> list[str]:
    """The whole answer of the server for the board, as a planner waits for it."""
    from django.test import Client
    from django.urls import reverse

    from millecafes.core.serving import get_ready

    tour, client = make_tour(season), Client(SERVER_NAME="127.0.0.1")
    sign_in(client, make_planner())
    url, times = reverse("tours_board", args=[tour.pk]), []
    for number in range(ROUNDS + 3):
        if number == 3:
            get_ready()  # as a web process is
        began = time.perf_counter()
        answer = client.get(url)
        taken = 1000 * (time.perf_counter() - began)
        if answer.status_code != 200:
            return [f"The board answers {answer.status_code}."]
        times += [taken] if number >= 3 else []  # the first ones read templates
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"  planner: {BESIDE} requests, {STOPS} stops; best {min(times):.0f} ms, "
        f"median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms; "
        f"the median is {statistics.median(times) / bare_ms():.0f} bare views"
    )
    return [f"The planner takes {p95:.0f} ms."] if p95 > SLOWEST else []


def sign_in(client, planner) -> None:
    """With the second proof that the team owes, just shown."""
    from types import SimpleNamespace

    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    from millecafes.people.second_factor import record_shown

    client.force_login(planner)
    TOTP.activate(planner, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    session = client.session
    record_shown(SimpleNamespace(session=session), planner, Authenticator.Type.TOTP)
    session.save()


# -- What is asked, and by whom ---------------------------------------------------------------------------------------


def make_season():
    from django.utils import timezone

    from events.tours.models import Season

    now, today = timezone.now(), timezone.localdate()
    return Season.objects.create(
        name=f"Saison {uuid4().hex[:8]}", opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=20),
        first_day=today + timedelta(days=40), last_day=today + timedelta(days=150),
    )  # fmt: skip


def make_offer(season, company=None):
    from events.tours.models import Company, Offer

    mark = uuid4().hex[:8]
    company = company or Company.objects.create(name=f"Compagnie {mark}")
    offer = Offer(
        kind="concert", title="Le bal", slug=f"bal-{mark}", company=company, minutes=60, summary="À danser.", live=True
    )
    offer.save()
    offer.seasons.set([season])
    offer.save()
    return offer


def make_communes(count: int) -> list:
    from millecafes.places.models import Commune, Department

    department, _new = Department.objects.get_or_create(code="12", defaults={"name": "Aveyron"})
    known = Commune.objects.filter(department=department).count()
    return Commune.objects.bulk_create(
        Commune(
            code=f"12{known + number:03}", name=f"Village {known + number}", search_name=f"village {known + number}",
            population=400, department=department, lat=43.8 + number % 25 * 0.04, lon=2 + number // 25 * 0.05,
        )
        for number in range(count)
    )  # fmt: skip


def make_managers(count: int) -> list:
    """Each with a café of one's own."""
    from django.utils import timezone

    from millecafes.mailroom.models import MailSettings
    from millecafes.people.models import CafeRole, Member, User
    from millecafes.places.models import Cafe

    mark, today = uuid4().hex[:8], timezone.localdate()
    commune = make_communes(1)[0]
    cafes = Cafe.objects.bulk_create(
        Cafe(name=f"Café {number}", slug=f"{mark}-{number}", commune=commune, lat=44, lon=2) for number in range(count)
    )
    people = User.objects.bulk_create(
        User(email=f"{mark}-{number}@example.org", password="!") for number in range(count)
    )
    MailSettings.objects.bulk_create(MailSettings(person=person) for person in people)
    Member.objects.bulk_create(Member(person=one, state="approved", state_at=timezone.now()) for one in people)
    pairs = list(zip(people, cafes, strict=True))
    CafeRole.objects.bulk_create(
        CafeRole(person=person, cafe=cafe, kind="manager", starts_on=today) for person, cafe in pairs
    )
    for person, cafe in pairs:
        person.own_cafe = cafe.pk
    return people


def make_planner():
    from django.contrib.auth.models import Group

    from millecafes.people.groups import sync_groups
    from millecafes.people.models import User

    sync_groups()
    planner = User.objects.create(email=f"{uuid4().hex[:8]}@example.org", password="!")
    planner.groups.add(Group.objects.get(name="Culture"))
    return planner


def make_tour(season):
    """Its stops proposed, and beside it those that still ask."""
    from django.utils import timezone

    from events.tours.models import ProgrammeRequest, Stop, Tour, Wish, WishedDay

    offer = make_offer(season)
    communes = make_communes(BESIDE)
    tour = Tour.objects.create(season=season, company=offer.company, kind="concert", name="La grande", state="open")
    requests = ProgrammeRequest.objects.bulk_create(
        ProgrammeRequest(
            season=season, first_offer=offer, state="submitted", submitted_at=timezone.now(), commune=commune,
            message="Venez chez nous.",
        )
        for commune in communes
    )  # fmt: skip
    Wish.objects.bulk_create(Wish(request=request, rank=1, offer=offer) for request in requests)
    WishedDay.objects.bulk_create(
        WishedDay(request=request, rank=rank, day=season.first_day + timedelta(days=(number + 3 * rank) % 100))
        for number, request in enumerate(requests)
        for rank in (1, 2)
    )
    Stop.objects.bulk_create(
        Stop(
            season=season, tour=tour, company=offer.company, offer=offer, commune=communes[number], state="proposed",
            day=season.first_day + timedelta(days=number),
        )
        for number in range(STOPS)
    )  # fmt: skip
    return tour


if __name__ == "__main__":
    main()
