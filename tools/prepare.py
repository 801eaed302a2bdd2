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
from django.db import connection, connections  # noqa: E402

from tools.messages import compile_catalogues  # noqa: E402


def main():
    compile_catalogues()
    django.setup()
    prepare_database()
    if settings.DEMO:
        fill_once()
    collect_files()
    connections.close_all()


def prepare_database():
    print("Base de données…", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("sync_groups", stdout=open(os.devnull, "w"))  # noqa: SIM115


def fill_once():
    """The demo content is laid in each database once: what people do with it afterwards is theirs."""
    stamp = settings.VAR_ROOT / f"demo-{fingerprint([str(connection.settings_dict['NAME']), connection.vendor])}.done"
    if stamp.exists() and is_filled():
        point_site()
        return
    print("Contenu de démonstration…", flush=True)
    call_command("demo")
    stamp.touch()


def point_site():
    """The port may change from a start to the next, and with it the address of every page."""
    from millecafes.demo.builder import point_site

    point_site()


def is_filled() -> bool:
    from home.models import HomePage

    return HomePage.objects.exists()


def collect_files():
    stamp = settings.VAR_ROOT / "static.sum"
    state = fingerprint(sorted(described(path, storage) for path, storage in found_files()))
    if stamp.exists() and stamp.read_text() == state:
        return
    print("Fichiers de présentation…", flush=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)


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
