"""A restore: nothing is touched before the archive is known to be whole, ours, and not of a newer site."""

from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from millecafes.core import page_store
from millecafes.core.backup import BackupError, files, marks, tombstones
from millecafes.core.backup.archive import MANIFEST, Archive, moment_of, read, verify
from millecafes.core.backup.contents import differences
from millecafes.core.backup.engines import engine
from millecafes.core.backup.making import make, only_one
from millecafes.core.privacy import erase
from millecafes.core.sites import point_site

SAFETY = "before-restore-"


def find(folder: Path, *, from_another_site: bool = False) -> Archive:
    """The archive that this folder is, else the newest of those it holds, verified to the last byte."""
    if not folder.is_dir():
        raise BackupError(f"{folder} n’est pas un dossier.")
    archive = read(folder if (folder / MANIFEST).exists() or moment_of(folder) else last_in(folder))
    refuse_foreign(archive)
    verify(archive)
    engine().check(archive.database)
    if is_of_another_site(archive) and not from_another_site:
        raise BackupError(
            f"Rien n’a été touché : l’archive est celle de {archive.manifest['site']}, et ce site est "
            f"{settings.SITE_URL}. Si elle doit vraiment prendre sa place, ajoutez --from-another-site."
        )
    return archive


def is_of_another_site(archive: Archive) -> bool:
    """A site for trials has archives too, which look like those of the real one."""
    return archive.manifest["site"] != settings.SITE_URL


def last_in(folder: Path) -> Path:
    """Whole or not: an older one is never taken in its place without a word."""
    found = sorted((moment, path) for path in folder.iterdir() if (moment := moment_of(path)))
    if not found:
        raise BackupError(f"{folder} ne contient aucune archive de ce site.")
    return found[-1][1]


def refuse_foreign(archive: Archive) -> None:
    base = engine()
    if archive.manifest["engine"] != base.name:
        raise BackupError(f"L’archive vient de {archive.manifest['engine']} ; la base de ce site est {base.label}.")
    loader = MigrationLoader(None)
    known = set(loader.disk_migrations) | {old for new in loader.disk_migrations.values() for old in new.replaces}
    if unknown := {tuple(name) for name in archive.manifest["migrations"]} - known:
        names = ", ".join(".".join(name) for name in sorted(unknown)[:5])
        raise BackupError(
            f"L’archive est d’une version plus récente du site, qui connaît {names} : installez-la d’abord."
        )
    files.kept_files(archive)


def restore(archive: Archive, *, safety: bool = True, say=print) -> None:
    """Files come first and add only, then the database in one step, then what the archive did not have goes."""
    folder = archive.path.parent
    with ExitStack() as stack:
        if safety:
            stack.enter_context(only_one(folder))
        erased = known_erasures(folder, say)
        tombstones.add(tombstones.own_list(), erased)
        kept = keep_present(folder, say) if safety else True
        written = files.put_back(archive)
        engine().load(archive.database)
        say("La base est rendue.")
        compare(archive)
        say(f"Fichiers rendus : {written} ; inchangés : {len(archive.files) - 1 - written}.")
        more = files.remove_others(archive) if kept else len(files.others(archive))
        if more:
            say(f"Fichiers que l’archive n’a pas, {'supprimés' if kept else 'laissés en place'} : {more}.")
        bring_up_to_date(archive, say)
        page_store.bump()
        marks.note_success(archive.made_at)
        replay(erased, say)


def bring_up_to_date(archive: Archive, say) -> None:
    """An older archive: its tables become those of this version of the site; of another site: its address is ours."""
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
        say(f"L’archive était d’une version plus ancienne : {len(plan)} migrations appliquées.")
    if is_of_another_site(archive) and point_site():
        say(f"Le site rendu répond désormais à {settings.SITE_URL}")


def keep_present(folder: Path, say) -> bool:
    """What is there now may be wanted again: the wrong archive was chosen, a file had come since."""
    try:
        if "django_migrations" not in connection.introspection.table_names():
            say("La base actuelle est vide : rien n’est mis de côté.")
            return False
        kept = make(folder, SAFETY)
    except (BackupError, OSError, Error) as error:
        raise BackupError(
            f"Rien n’a été touché : ce qui est là n’a pas pu être mis de côté ({error}). "
            "Si cela n’a plus de valeur, ajoutez --without-safety."
        ) from error
    finally:
        connection.close()
    say(f"Ce qui était là est gardé trente jours dans {kept.path}")
    return True


def compare(archive: Archive) -> None:
    """Table by table, row by row."""
    if faults := differences(archive.manifest["tables"], engine().contents().tables):
        raise BackupError(
            "La base rendue n’est pas celle de l’archive. Le site écrivait-il ? Arrêtez-le et recommencez.\n"
            + "\n".join(faults[:20])
        )


def known_erasures(folder: Path, say) -> list[tombstones.Tombstone]:
    """What this database, this machine and the folder of the archives know, before anything is replaced."""
    told = [*tombstones.read(tombstones.own_list()), *tombstones.read(folder / tombstones.BESIDE)]
    try:
        told += tombstones.in_database()
    except Error:
        say("La base actuelle ne répond pas : les comptes fermés sont lus dans les listes seulement.")
    finally:
        connection.close()
    return told


def replay(erased: list[tombstones.Tombstone], say) -> None:
    """Forget again those who had left since; one that fails keeps no other from it."""
    people, done, failed = get_user_model().objects, 0, []
    for account, joined in sorted({tombstone.whose for tombstone in erased}):
        try:
            with transaction.atomic():
                asked = people.select_for_update().filter(pk=account, date_joined=joined, closed_at=None)
                for person in asked:
                    erase(person)
                    done += 1
        except Exception as error:  # the number is told, so that it can be done by hand
            failed.append(f"{account} ({error})")
    say(f"Comptes fermés depuis l’archive, fermés à nouveau : {done}.")
    if failed:
        raise BackupError(f"Tout est rendu, mais ces comptes n’ont pas pu être refermés : {', '.join(failed)}")
