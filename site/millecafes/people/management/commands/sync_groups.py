from django.core.management.base import BaseCommand

from millecafes.people.groups import sync_groups


class Command(BaseCommand):
    """Makes the staff's groups and their rights as the code says."""

    help = "Crée ou met à jour les groupes de l’équipe et leurs droits (sans danger si on recommence)."

    def handle(self, **options):
        for group in sync_groups():
            self.stdout.write(f"{group.name} : {group.permissions.count()} droits")
