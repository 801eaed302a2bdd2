from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from millecafes.core.backup import BackupError
from millecafes.core.backup.making import backup


class Command(BaseCommand):
    """Makes one consistent copy of everything, while the site goes on."""

    help = (
        "Sauvegarde la base et tous les fichiers dans une archive datée du dossier, sans arrêter le site ; garde sept "
        "archives par jour, quatre par semaine, trois par mois."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DOSSIER", help="Où vont les archives, hors des médias.")

    def handle(self, *, folder, **options):
        try:
            archive = backup(folder, self.stdout.write)
        except BackupError as error:
            raise CommandError(f"La sauvegarde a échoué. {error}") from error
        rows = sum(table["rows"] for table in archive.manifest["tables"].values())
        size = filesizeformat(sum(entry["size"] for entry in archive.files.values()))
        self.stdout.write(
            f"{rows} lignes de {len(archive.manifest['tables'])} tables, {len(archive.files) - 1} fichiers, {size}."
        )
