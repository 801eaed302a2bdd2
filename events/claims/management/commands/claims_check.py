"""The counts of the funds against the claims they count."""

from django.core.management.base import BaseCommand

from events.claims.models import Fund
from events.claims.services import drift


class Command(BaseCommand):
    help = "Compares what each fund, and each café's part of it, says it gave with the claims. Fails when one is wrong."

    def handle(self, **options):
        faults = [(fund, fault) for fund in Fund.objects.all() for fault in drift(fund)]
        for fund, fault in faults:
            self.stdout.write(f"{fund}: {fault}")
        if faults:
            raise SystemExit(1)
        self.stdout.write("All is right.")
