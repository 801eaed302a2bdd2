"""« make mailbench »: how many mails a second leave for a mail server of this machine, and with how much memory.

    python -m bench.mail [COUNT]                                     (SQLite)
    python tests/with_postgres.py python -m bench.mail [COUNT]       (PostgreSQL)

COUNT mails leave (100,000 by default), then COUNT people are written a digest of three lines.
"""

import sys
import time
from datetime import timedelta
from threading import Event, Thread

from bench.visits import bare_ms, worked_by
from tools.mail_sink import Sink, prepare, start_worker, write_mails

SLOWEST, GROWTH = 200, 15  # mails a second at least; megabytes more at the end than after a tenth, at most
BATCH = 1000


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    prepare("mail-bench")
    from django.db import connection

    print(f"{connection.vendor}, {count:,} people")
    write_mails(count)
    faults = [*send(count), *write_digests(count)]
    if faults:
        sys.exit(" ".join(faults))


def send(count: int) -> list[str]:
    """The worker sends everything; what it was too slow or too greedy at."""
    with Sink() as sink:
        worker = start_worker(sink.port, "--once")
        memory, began, start = [], None, 0.0
        while worker.poll() is None and sink.total < count:
            start = start or (megabytes(worker.pid) if sink.total else 0.0)
            if sink.total and began is None:
                began, first, worked, served = time.perf_counter(), sink.total, worked_by(worker.pid), worked_by("self")
            if sink.total > count / 10 and sink.total < count:
                memory.append(megabytes(worker.pid))
            time.sleep(0.05)
        seconds, sent = time.perf_counter() - began, sink.total - first
        worked, served = worked_by(worker.pid) - worked, worked_by("self") - served
        worker.wait()
    memory = memory or [start]  # so few that nobody looked in between
    rate, bare = sent / seconds, bare_ms()
    print(
        f"  sending: {rate:.0f} mails a second; memory {start:.0f} MB at the first, {memory[0]:.0f} MB after a tenth, "
        f"{max(memory):.0f} MB at most\n"
        f"  for one mail the processor worked {1000 * worked / sent:.2f} ms for the worker and "
        f"{1000 * served / sent:.2f} ms for the mail server of this measurement;\n"
        f"  a mail costs the worker {1000 * worked / sent / bare:.0f} bare views"
    )
    faults = [f"Under {SLOWEST} mails a second."] if rate < SLOWEST else []
    return faults + grown(memory)


def write_digests(count: int) -> list[str]:
    """Everybody has three lines waiting: the digests are written in this process."""
    from django.utils import timezone

    from millecafes.mailroom.digests import send_digests
    from millecafes.mailroom.models import Mail

    now = timezone.now()
    Mail.objects.all()._raw_delete("default")
    for start in range(0, count, BATCH):
        make_people(start, min(BATCH, count - start), now)
    memory, done = [], Event()
    watch = Thread(target=sample, args=(memory, done))
    watch.start()
    began = time.perf_counter()
    written = send_digests(now)
    seconds = time.perf_counter() - began
    done.set()
    watch.join()
    again = send_digests(now)
    start, memory, bare = (*memory, 0.0)[0], memory[len(memory) // 10 :] or [0.0], bare_ms()
    print(
        f"  digests: {written:,} written in {seconds:.0f} s ({written / seconds:.0f} a second, "
        f"{1000 * seconds / written / bare:.0f} bare views each); "
        f"memory {start:.0f} MB at the first, {memory[0]:.0f} MB after a tenth, {max(memory):.0f} MB at most; "
        f"{again} more if run again"
    )
    faults = grown(memory) + ([f"{again} digests are written twice."] if again else [])
    return faults + ([f"{count - written} digests are missing."] if written != count else [])


def make_people(start: int, count: int, now):
    from millecafes.mailroom.models import Notice
    from millecafes.people.models import Member, ProjectHolder, User

    numbers = range(start, start + count)
    people = User.objects.bulk_create(User(email=f"d{number}@example.org", password="!") for number in numbers)
    Member.objects.bulk_create(Member(person=person, state="approved", state_at=now) for person in people)
    ProjectHolder.objects.bulk_create(ProjectHolder(person=person) for person in people)
    Notice.objects.bulk_create(
        Notice(
            person=person, kind="account", thread=f"t{number}", line=f"Le fil numéro {number}", url="/",
            due_at=now - timedelta(minutes=1),
        )
        for person in people
        for number in range(3)
    )  # fmt: skip


def sample(memory: list[float], done: Event):
    while not done.wait(0.1):
        memory.append(megabytes("self"))


def megabytes(pid) -> float:
    """What the process holds for itself: the pages of the SQLite file that the system lends it are not its own."""
    try:
        with open(f"/proc/{pid}/status") as status:
            line = next((line for line in status if line.startswith("RssAnon")), "RssAnon: 0 kB")
    except FileNotFoundError:
        line = "RssAnon: 0 kB"
    return int(line.split()[1]) / 1024


def grown(memory: list[float]) -> list[str]:
    return [f"Memory grew by {max(memory) - memory[0]:.0f} MB."] if max(memory) - memory[0] > GROWTH else []


if __name__ == "__main__":
    main()
