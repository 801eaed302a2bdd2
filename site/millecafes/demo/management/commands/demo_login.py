from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from millecafes.demo.login import demo_person, new_token


class Command(BaseCommand):
    """Prints a way in for one of the demo's people."""

    help = "Imprime une adresse de connexion à usage unique, valable 15 minutes, pour un compte de démonstration."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="ADRESSE")

    def handle(self, *, email, **options):
        if not settings.DEMO:
            raise CommandError("Ce site n’est pas une démonstration (DEMO=1) : cette commande n’y ouvre rien.")
        user = demo_person(email)
        if user is None:
            known = ", ".join(address for address, _role in settings.DEMO_ACCOUNTS)
            raise CommandError(
                f"{email} n’est pas un compte de démonstration ouvert. Comptes connus : {known}. "
                "S’il devrait exister, lancez d’abord « manage.py demo »."
            )
        self.stdout.write(reverse("demo:sign_in", args=[new_token(user)]))
