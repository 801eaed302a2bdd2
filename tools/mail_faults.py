"""« make mailfaults »: the worker is killed 20 times, anywhere, while it sends 2,000 mails to a real mail server.

    python -m tools.mail_faults                                     (SQLite)
    python tests/with_postgres.py python -m tools.mail_faults       (PostgreSQL)

Nothing may be lost, and nobody may get two messages. A second copy of one message, under the same Message-ID, by which
mailboxes know it, is possible in one case: the worker dies after the server has taken the message and before it hears
so. No sender can do better: copies are counted, and more than one for each death make the command fail.
"""

import os
import random
import sys
import time
from datetime import timedelta

from tools.mail_sink import Sink, prepare, start_worker, write_mails

MAILS, KILLS, LONGEST = 2_000, 20, 60


def main():
    prepare("mail-faults")
    from django.db import connection

    from millecafes.mailroom.models import Mail

    seed = int(os.environ.get("SEED") or time.time())
    chance = random.Random(seed)
    write_mails(MAILS)
    written = set(Mail.objects.values_list("message_id", flat=True))
    with Sink() as sink:
        moments = sorted(chance.sample(range(1, MAILS - 50), KILLS))
        for moment in moments:
            kill_at(sink, moment, chance)
        start_worker(sink.port, "--once").wait()
        for told in let_time_pass():
            print(f"left later: {told}")
        start_worker(sink.port, "--once").wait()
    states = dict(Mail.objects.order_by().values_list("to", "state"))
    unsent = [person for person, state in states.items() if state != Mail.State.SENT]
    lost = MAILS - len(sink.people)
    doubled = sum(len(identifiers) > 1 for identifiers in sink.people.values())
    copies = sink.total - len(sink.taken)
    strange = {line.partition(" ")[2] for line in sink.taken} - written
    print(
        f"{connection.vendor}: {MAILS} mails, {KILLS} kills (seed {seed}): {lost} lost, {doubled} doubled, "
        f"{copies} second copies under the same Message-ID, {len(unsent)} not marked as sent."
    )
    if lost or doubled or copies > KILLS or unsent or strange:
        sys.exit(1)


def let_time_pass() -> list[str]:
    """As if the next try of what waits for one had come, and leases had run out; what was concerned, in words."""
    from django.utils import timezone

    from millecafes.mailroom.models import Mail

    waiting = Mail.objects.exclude(state=Mail.State.SENT).order_by("pk")
    told = [f"{mail.state} after {mail.attempts} tries. {mail.last_error}" for mail in waiting]
    past = timezone.now() - timedelta(seconds=1)
    waiting.filter(state=Mail.State.QUEUED).update(not_before=past)
    waiting.filter(state=Mail.State.SENDING).update(lease_until=past)
    return told


def kill_at(sink: Sink, moment: int, chance: random.Random):
    """Start a worker and kill it once so many have been taken, somewhere in the next few."""
    worker, until = start_worker(sink.port), time.monotonic() + LONGEST
    while sink.total < moment and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(chance.random() / 50)
    worker.kill()
    worker.wait()


if __name__ == "__main__":
    main()
