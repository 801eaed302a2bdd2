"""The counters of the forum against what they count."""

from django.core.management.base import BaseCommand

from members.forum.services.checking import faults


class Command(BaseCommand):
    help = "Compares the counters of the forum with what they count; --fix mends them. Fails when some are wrong."

    def add_arguments(self, parser):
        parser.add_argument("--fix", action="store_true", help="Write the right figures.")

    def handle(self, *, fix, **options):
        count = 0
        for fault in faults(fix=fix):
            self.stdout.write(fault)
            count += 1
        self.stdout.write(f"{count} counters {'were mended' if fix else 'are wrong'}." if count else "All is right.")
        if count and not fix:
            raise SystemExit(1)
