from collections import Counter

from django.core.management.base import BaseCommand

from millecafes.core.search.rebuild import rebuild, sweep


class Command(BaseCommand):
    """Brings the index of the search up to date; killed, it goes on from there when it is run again."""

    help = "Refait l’index de la recherche, là où il en était si on l’avait arrêté ; recommencer est sans danger."

    def add_arguments(self, parser):
        parser.add_argument("--from-scratch", action="store_true", help="Recommence depuis le début.")

    def handle(self, *, from_scratch, verbosity, **options):
        written = Counter()
        for kind, number in rebuild(from_scratch=from_scratch):
            written[kind] += number
            if verbosity > 1:
                self.stdout.write(f"{kind} : {written[kind]}…")
        removed = sweep()
        for kind, number in sorted(written.items()):
            self.stdout.write(f"{kind} : {number}")
        self.stdout.write(f"retirés de l’index : {removed}")
