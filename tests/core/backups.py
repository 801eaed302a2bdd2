"""A database and folders of one's own, to be backed up, lost and brought back."""

import os
import shutil
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from millecafes.core.backup.archive import Archive, dated, read
from millecafes.people import services
from millecafes.people.models import User
from tests.databases import ORIGINAL, is_postgresql, original
from tests.people import factories as people

FILES = {"default": "original_images/été.jpg", "renditions": "images/a.webp", "closed": "claims/2026/reçu.pdf"}


def make_database(name: str) -> None:
    """An empty one for PostgreSQL; on SQLite the file makes itself."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')


def drop_database(name: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def own_site(django_db_setup, django_db_blocker, tmp_path, settings):
    """A migrated database, three storages with a file in each, a folder for archives: nobody else sees them."""
    told, name = connection.settings_dict, f"backup_{uuid4().hex}"
    former = told["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        if is_postgresql():
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{ORIGINAL}"')
        else:
            name = tmp_path / "site" / "db.sqlite3"
            name.parent.mkdir()
            shutil.copyfile(original(), name)
        told["NAME"] = str(name)
        settings.MEDIA_ROOT, settings.ERASURE_LIST = tmp_path / "media", tmp_path / "elsewhere" / "erasures.jsonl"
        settings.STORAGES = dict(settings.STORAGES)  # opened anew, where the media now are
        for alias, file in FILES.items():
            storages[alias].save(file, ContentFile(file.encode()))
        yield SimpleNamespace(folder=tmp_path / "archives", media=tmp_path / "media", name=str(name))
        connection.close()
        told["NAME"] = former
        if is_postgresql():
            drop_database(str(name))


def environment_of(site) -> dict[str, str]:
    """For a process of its own that backs up or restores the same site."""
    told = connection.settings_dict
    postgres = f"postgres://{told['USER']}@{told['HOST'].replace('/', '%2F')}/{told['NAME']}"
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "DJANGO_SETTINGS_MODULE": "millecafes.settings.dev",
        "DATABASE_URL": postgres if is_postgresql() else f"sqlite:///{told['NAME']}",
        "MEDIA_ROOT": str(site.media),
        "ERASURE_LIST": str(settings.ERASURE_LIST),
        "SITE_URL": settings.SITE_URL,
    }


def run(command: str, *arguments) -> str:
    said = StringIO()
    call_command(command, *map(str, arguments), stdout=said)
    return said.getvalue()


def back_up(site) -> Archive:
    run("backup", site.folder)
    return last(site)


def last(site) -> Archive:
    return read(dated(site.folder)[-1][1])


def lose_everything(site) -> None:
    connection.close()
    if is_postgresql():
        drop_database(site.name)
        make_database(site.name)
    else:
        for path in Path(site.name).parent.glob("db.sqlite3*"):
            path.unlink()
    shutil.rmtree(site.media)


def media(site) -> dict[str, bytes]:
    files = (path for path in site.media.rglob("*") if path.is_file())
    return {path.relative_to(site.media).as_posix(): path.read_bytes() for path in files}


@transaction.atomic
def write_two() -> None:
    """Two rows or none: a copy that holds an odd number has cut a transaction in two."""
    for _ in range(2):
        Session.objects.create(session_key=uuid4().hex, session_data="x", expire_date=timezone.now())


def closed_since(site) -> User:
    """Somebody who closed her account after the backup."""
    person = people.make_elected(email="zoe@example.org", phone="0612345678")
    back_up(site)
    services.close_account(person)
    return person


def check_gone(person: User) -> None:
    found = User.objects.get(pk=person.pk)
    assert found.closed_at
    assert "zoe" not in found.email
    assert found.member.phone == ""
