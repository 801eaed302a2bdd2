import logging
import signal
from threading import Event, Thread
from time import monotonic

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from millecafes.mailroom.delivery import deliver
from millecafes.mailroom.jobs import SIGN, give_sign, run_due_jobs
from millecafes.mailroom.journal import Journal
from millecafes.mailroom.leases import inherit

logger = logging.getLogger(__name__)

# Seconds between two looks. Somebody waits for a code in front of a screen: the mail is never left alone for long.
SHORTEST, LONGEST_FOR_MAIL, LONGEST_FOR_JOBS, IN_TROUBLE = 0.25, 1, 5, 60
FAREWELL = 10  # seconds left to a job when the worker is told to stop; it is written to be cut short


class Command(BaseCommand):
    """Sends the queued mail and, beside it, runs due jobs; safe to kill, and to run twice."""

    help = "Envoie le courrier en attente et fait les tâches régulières, jusqu’à ce qu’on l’arrête."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Vide la file une fois, puis s’arrête.")

    def handle(self, *, once, **options):
        self.stop, self.journal, self.sign_due = Event(), Journal(), 0
        try:
            if once:
                self.work_until_idle()
                return
            for name in (signal.SIGTERM, signal.SIGINT):
                signal.signal(name, lambda *_: self.stop.set())
            # A job may take its time (pictures, links): the mail does not wait for it.
            jobs = Thread(target=self.loop, args=(self.do_jobs, LONGEST_FOR_JOBS), name="jobs", daemon=True)
            jobs.start()
            self.loop(self.send_mail, LONGEST_FOR_MAIL)
            jobs.join(FAREWELL)
        finally:
            self.journal.close()

    def loop(self, work, longest):
        pause = 0
        while not self.stop.is_set():
            try:
                pause = 0 if work() else min(max(pause * 2, SHORTEST), longest)
            except (DatabaseError, InterfaceError):
                logger.exception("The database does not answer; trying again.")
                connections.close_all()
                pause = min(max(pause * 2, SHORTEST), IN_TROUBLE)
            close_old_connections()
            self.stop.wait(pause)
        connections.close_all()

    def do_jobs(self) -> bool:
        """One round; true when it did something, so that another look is worth while at once."""
        return bool(run_due_jobs(stop=self.stop))

    def send_mail(self) -> bool:
        """One round; true when it made progress."""
        try:
            self.show_life()
            inherit()
            done = deliver(journal=self.journal)
        except (DatabaseError, InterfaceError):
            self.journal.leave()
            self.journal = Journal()
            raise
        if done:
            self.stdout.write(f"{done.sent} envoyés, {done.postponed} remis à plus tard, {done.failed} en échec")
        return bool(done.sent or done.failed)

    def show_life(self):
        if monotonic() >= self.sign_due:
            give_sign()
            self.sign_due = monotonic() + SIGN.total_seconds()

    def work_until_idle(self):
        while self.send_mail() or self.do_jobs():  # somebody waits for the mail, nobody for a job
            pass
