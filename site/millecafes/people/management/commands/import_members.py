from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from millecafes.people.models import User
from millecafes.people.permissions import NETWORK
from millecafes.people.services import MembersFileError, plan_import, write_import
from millecafes.people.services.member_files import LARGEST


class Command(BaseCommand):
    """Invites the people of a file, each once however often it is run; nothing is written if a line is wrong."""

    help = "Invite les personnes d’un fichier CSV ; recommencer est sans danger."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FICHIER")
        parser.add_argument("--dry-run", action="store_true", help="Dit ce qui serait fait, sans rien écrire.")
        parser.add_argument("--by", metavar="ADRESSE", help="Le compte de l’équipe au nom de qui partent les messages.")

    def handle(self, *, file, dry_run, by, **options):
        inviter = self.inviter_of(by)
        try:
            with file.open("rb") as opened:
                raw = opened.read(LARGEST + 1)
            plan = plan_import(raw)
        except OSError as error:
            raise CommandError(f"{file} : ce fichier ne se laisse pas lire ({error.strerror}).") from error
        except MembersFileError as error:
            raise CommandError(f"{error}\nRien n’a été écrit.") from error
        if plan.faults:
            lines = [str(fault) for fault in plan.faults] + (["La suite n’a pas été lue."] if plan.is_cut else [])
            raise CommandError("\n".join([*lines, "Rien n’a été écrit."]))
        self.stdout.write(str(plan))
        if dry_run:
            self.stdout.write("Rien n’a été écrit : c’était un essai.")
            return
        write_import(plan, by=inviter, name=file.name)

    def inviter_of(self, email):
        if email is None:
            return None
        inviter = User.objects.with_email(email).filter(is_active=True).first()
        if inviter is None or not inviter.has_perm(NETWORK):
            raise CommandError(f"{email} n’est pas l’adresse de quelqu’un qui peut inviter.")
        return inviter
