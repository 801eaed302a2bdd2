"""SQLite: ``VACUUM INTO`` reads one moment while others write; a copy of the file would lose what is in the journal."""

import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from millecafes.core.backup import BackupError
from millecafes.core.backup.contents import MIGRATIONS, Contents, summed

TABLES = """SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"""
PATIENCE = 60  # seconds for a writer to end


class SQLite:
    name, label, file = "sqlite", "SQLite", "database.sqlite3"

    def dump(self, target: Path) -> Contents:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        self.check(target)
        return contents_of(target)

    def check(self, source: Path) -> None:
        """Whether the copy can be read to its end."""
        try:
            with closing(read_only(source)) as database:
                said = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.Error as error:
            raise BackupError(f"La base de l’archive est illisible : {error}") from error
        if said != "ok":
            raise BackupError(f"La base de l’archive est abîmée : {said}")

    def load(self, source: Path) -> None:
        """Put the copy in the place of the database, all or nothing, even under the site that is reading it."""
        connection.close()
        until = time.monotonic() + PATIENCE

        def progress(status, remaining, total):
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
                raise BackupError("La base est occupée : arrêtez le site et le worker, puis recommencez.")

        try:
            with closing(read_only(source)) as archive, closing(live_database()) as live:
                archive.backup(live, progress=progress)
        except sqlite3.Error as error:
            raise BackupError(f"La base n’a pas pu être remplacée, elle est comme avant : {error}") from error

    def contents(self) -> Contents:
        return contents_of(place())


def place() -> Path:
    return Path(connection.settings_dict["NAME"])


def read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=PATIENCE)


def live_database() -> sqlite3.Connection:
    """The database as it is; a file that is no longer one is set aside, an absent one is made."""
    path = place()
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, timeout=PATIENCE)
    try:
        database.execute("PRAGMA schema_version")
    except sqlite3.OperationalError:
        database.close()
        raise
    except sqlite3.DatabaseError:
        database.close()
        aside = f"{datetime.now():%Y%m%d%H%M%S}.damaged"
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).rename(path.with_name(f"{path.name}{suffix}.{aside}"))
        database = sqlite3.connect(path, timeout=PATIENCE)
    return database


def contents_of(path: Path) -> Contents:
    try:
        with closing(read_only(path)) as database:
            database.text_factory = bytes
            names = [row[0].decode() for row in database.execute(TABLES).fetchall()]
            tables = {name: summed(database.execute(f'SELECT * FROM "{name}"')) for name in names}
            migrations = [[app.decode(), name.decode()] for app, name in database.execute(MIGRATIONS)]
    except sqlite3.Error as error:
        raise BackupError(f"La base est vide ou illisible : {error}") from error
    return Contents(tables, migrations)
