import logging
import signal
from threading import Event

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from millecafes.mailroom.delivery import deliver
from millecafes.mailroom.jobs import run_due_jobs

logger = logging.getLogger(__name__)

SHORTEST, LONGEST, IN_TROUBLE = 0.5, 5, 60  # seconds between two looks: just idle, long idle, database away


class Command(BaseCommand):
    """Sends the queued mail and runs due jobs; safe to kill, and to run twice."""

    help = "Envoie le courrier en attente et fait les tâches régulières, jusqu’à ce qu’on l’arrête."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Vide la file une fois, puis s’arrête.")

    def handle(self, *, once, **options):
        self.stop = Event()
        if once:
            self.work_until_idle()
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self.stop.set())
        self.loop()

    def loop(self):
        pause = 0
        while not self.stop.is_set():
            try:
                pause = 0 if self.work() else min(max(pause * 2, SHORTEST), LONGEST)
            except (DatabaseError, InterfaceError):
                logger.exception("The database does not answer; trying again.")
                connections.close_all()
                pause = min(max(pause * 2, SHORTEST), IN_TROUBLE)
            close_old_connections()
            self.stop.wait(pause)

    def work(self) -> bool:
        """One round; true when it made progress, so that another is worth making at once."""
        jobs = run_due_jobs()
        done = deliver()
        if done:
            self.stdout.write(f"{done.sent} envoyés, {done.postponed} remis à plus tard, {done.failed} en échec")
        return bool(jobs or done.sent or done.failed)

    def work_until_idle(self):
        while self.work():
            pass
