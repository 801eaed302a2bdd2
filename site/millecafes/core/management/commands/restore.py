from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils import timezone
from django.utils.formats import date_format

from millecafes.core.backup import BackupError
from millecafes.core.backup.restoring import find, restore


class Command(BaseCommand):
    """Brings the database and the files back to the moment of an archive."""

    help = (
        "Remet la base et les fichiers comme dans une archive, après l’avoir vérifiée en entier. Arrêtez d’abord le "
        "site et le worker. Sans --yes, vérifie seulement, et ne touche à rien."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", type=Path, metavar="DOSSIER", help="Une archive, ou le dossier des archives : la plus récente."
        )
        parser.add_argument(
            "--yes", "--noinput", "--no-input", action="store_true", help="Remplacer vraiment tout ce qui est là."
        )
        parser.add_argument(
            "--from-another-site",
            action="store_true",
            help="L’archive d’un site d’une autre adresse, en connaissance de cause.",
        )
        parser.add_argument(
            "--without-safety", action="store_true", help="Ne pas mettre d’abord de côté ce qui est là."
        )

    def handle(self, *, folder, yes, from_another_site, without_safety, **options):
        try:
            archive = find(folder.absolute(), from_another_site=from_another_site)
            self.stdout.write(f"Archive entière et intacte : {archive.path}, {self.told(archive)}.")
            if not yes:
                raise BackupError(
                    "Rien n’a été touché. Restaurer remplace toute la base et tous les fichiers : arrêtez le site et "
                    "le worker, puis recommencez avec --yes."
                )
            restore(archive, safety=not without_safety, say=self.stdout.write)
        except (BackupError, OSError, Error) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("La restauration est complète : chaque table et chaque fichier sont ceux de l’archive.")

    def told(self, archive) -> str:
        made = date_format(timezone.localtime(archive.made_at), "j F Y à H:i")
        return f"faite le {made} pour {archive.manifest['site']}"
