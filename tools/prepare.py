"""Brings the database and the front-end files up to date, and fills an empty demo once; quick when nothing changed."""

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "millecafes.settings.dev")

import django  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.staticfiles.finders import get_finders  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.management.base import SystemCheckError  # noqa: E402
from django.db import connection, connections  # noqa: E402

from tools.messages import compile_catalogues  # noqa: E402

NO_FILES_YET = '{"version": "1.1", "paths": {}}'


def main():
    compile_catalogues()
    announce_collected_files()
    django.setup()
    prepare_database()
    point_site()
    register_once()
    if settings.DEMO:
        fill_once()
    index_once()
    collect_files()
    connections.close_all()


def prepare_database():
    print("Base de données…", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("sync_groups", stdout=open(os.devnull, "w"))  # noqa: SIM115


def point_site():
    """The address may change from a start to the next (a port, a new name), and with it the address of every page."""
    from millecafes.core.sites import point_site

    point_site()


def register_once():
    """The communes, when there are none or when the file that comes with the site is another than the last time."""
    from millecafes.places.models import Commune
    from millecafes.places.services.register_files import DATA

    state = fingerprint([hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(DATA.glob("*.csv"))])
    stamp = stamp_of_database("register-{}.sum")
    if stamp.exists() and stamp.read_text() == state and Commune.objects.exists():
        return
    print("Répertoire des communes…", flush=True)
    call_command("import_communes", stdout=open(os.devnull, "w"))  # noqa: SIM115
    stamp.write_text(state)


def fill_once():
    """The demo content is laid in each database once: what people do with it afterwards is theirs."""
    stamp = stamp_of_database("demo-{}.done")
    if stamp.exists() and is_filled():
        return
    print("Contenu de démonstration…", flush=True)
    call_command("demo")
    stamp.touch()


def stamp_of_database(name: str) -> Path:
    """A file that remembers what this database, and no other, has received; it moves with the folder of both."""
    database = str(connection.settings_dict["NAME"]).removeprefix(f"{settings.VAR_ROOT}{os.sep}")
    return settings.VAR_ROOT / name.format(fingerprint([database, connection.vendor]))


def index_once():
    """Of a site older than its search, nothing is found until it is read once; afterwards publishing is enough."""
    from millecafes.core.models import SearchEntry

    if not SearchEntry.objects.exists():
        print("Recherche…", flush=True)
        call_command("reindex", stdout=open(os.devnull, "w"))  # noqa: SIM115


def is_filled() -> bool:
    """Whether there are pages besides the empty one that a new database begins with."""
    from wagtail.models import Page

    return Page.objects.filter(depth__gt=2).exists()


def announce_collected_files():
    """Without a manifest the development settings would collect files under their own names, and serve them so."""
    var = Path(os.environ.get("VAR_ROOT") or ROOT / "var")
    manifest = Path(os.environ.get("STATIC_ROOT") or var / "static") / "staticfiles.json"
    manifest.parent.mkdir(parents=True, exist_ok=True)
    if not manifest.exists():
        manifest.write_text(NO_FILES_YET)


def collect_files():
    try:
        state = fingerprint(sorted(described(path, storage) for path, storage in found_files()))
        stamp = settings.STATIC_ROOT.with_name("static.sum")
        if stamp.exists() and stamp.read_text() == state:
            return
        print("Fichiers de présentation…", flush=True)
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(state)
    except (OSError, ValueError, SystemCheckError) as error:
        # A file is missing (fonts that npm could not fetch, say): the others are served from where they lie.
        (settings.STATIC_ROOT / "staticfiles.json").unlink(missing_ok=True)
        if not settings.DEMO and not settings.DEBUG:
            raise
        print(f"Fichiers servis tels quels : {error}", flush=True)


def found_files():
    for finder in get_finders():
        yield from finder.list([])


def described(path: str, storage) -> str:
    facts = os.stat(storage.path(path))
    return f"{path} {facts.st_size} {facts.st_mtime_ns}"


def fingerprint(words: list[str]) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


if __name__ == "__main__":
    main()
