from django.core.management.base import BaseCommand, CommandError

from millecafes.people.models import User
from millecafes.people.services import reset_second_factor


class Command(BaseCommand):
    """Opens the way to a new telephone for who has lost theirs, recovery codes included."""

    help = "Retire le second facteur d’une personne qui a perdu son téléphone ; écrit dans le journal de l’équipe."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="ADRESSE")
        parser.add_argument("--by", required=True, metavar="ADRESSE", help="Le compte superutilisateur qui en répond.")

    def handle(self, *, email, by, **options):
        person = User.objects.with_email(email).first()
        if person is None:
            raise CommandError(f"Aucun compte n’a l’adresse {email}.")
        superuser = User.objects.with_email(by).filter(is_superuser=True, is_active=True).first()
        if superuser is None:
            raise CommandError(f"{by} n’est pas l’adresse d’un superutilisateur.")
        count = reset_second_factor(person, superuser)
        self.stdout.write(
            f"{person.email} : {count} clé(s) retirée(s)." if count else f"{person.email} n’avait aucune clé."
        )
