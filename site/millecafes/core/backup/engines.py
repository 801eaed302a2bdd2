"""The database in one file, and back: SQLite by its own copy, PostgreSQL by its own programs."""

from django.db import connection

from millecafes.core.backup import BackupError
from millecafes.core.backup.postgresql import PostgreSQL
from millecafes.core.backup.sqlite import SQLite

ENGINES = {"sqlite": SQLite, "postgresql": PostgreSQL}


def engine() -> SQLite | PostgreSQL:
    """The one of this site."""
    if connection.vendor not in ENGINES:
        raise BackupError(f"La base « {connection.vendor} » ne sait pas être sauvegardée.")
    return ENGINES[connection.vendor]()
