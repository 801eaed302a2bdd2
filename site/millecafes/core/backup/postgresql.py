"""PostgreSQL: ``pg_dump`` and ``psql``, told by the environment where the database is and what opens it."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from django.db import connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from millecafes.core.backup import BackupError
from millecafes.core.backup.contents import MIGRATIONS, Contents

# The same words for the same row, whatever the server was told.
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
ONE_SPELLING = """SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL intervalstyle = 'postgres';
    SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
SUMMED = """SELECT count(*), coalesce(sum(('x' || left(md5(whole_row::text), 16))::bit(64)::bigint::numeric), 0)::text
    FROM public.{name} AS whole_row"""

# Tables of a newer version of the site would stay, or forbid: everything goes, in the transaction that brings all back.
CLEAR = """
SET LOCAL lock_timeout = '60s';
SET LOCAL client_min_messages = warning;
DO $clear$
DECLARE command text;
BEGIN
    FOR command IN
        SELECT format('DROP %s IF EXISTS public.%I CASCADE', CASE relkind WHEN 'v' THEN 'VIEW'
            WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
            relname)
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
        ORDER BY relkind = 'S'
    LOOP EXECUTE command; END LOOP;
    FOR command IN
        SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', pg_proc.oid::regprocedure)
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
    LOOP EXECUTE command; END LOOP;
END $clear$;
"""


class PostgreSQL:
    name, label, file = "postgresql", "PostgreSQL", "database.dump"

    def dump(self, target: Path) -> Contents:
        """The dump and the counts see the same moment: they share a snapshot."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ONE_MOMENT)
            cursor.execute("SELECT pg_export_snapshot()")
            [snapshot] = cursor.fetchone()
            flags = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
            run("pg_dump", *flags)
            return read_contents(cursor)

    def check(self, source: Path) -> None:
        run("pg_restore", "--list", str(source))

    def load(self, source: Path) -> None:
        """One transaction, that is committed only once the whole dump has been read."""
        connection.close()
        with tempfile.TemporaryFile("w+") as said, psql(said) as writer:
            try:
                writer.stdin.write(f"BEGIN;\n{CLEAR}".encode())
                with reader(source, said) as process:
                    shutil.copyfileobj(process.stdout, writer.stdin)
                if process.returncode == 0:
                    writer.stdin.write(b"\nCOMMIT;\n")
                writer.stdin.close()
            except BrokenPipeError:  # psql has said why
                with suppress(BrokenPipeError):
                    writer.stdin.close()
            if writer.wait() or process.returncode:
                raise BackupError(f"La base n’a pas pu être remplacée, elle est comme avant : {last_words(said)}")

    def contents(self) -> Contents:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(ONE_MOMENT)
            return read_contents(cursor)


def read_contents(cursor) -> Contents:
    cursor.execute(ONE_SPELLING)
    cursor.execute(TABLES)
    tables = {}
    for [name] in cursor.fetchall():
        cursor.execute(SUMMED.format(name=connection.ops.quote_name(name)))
        rows, total = cursor.fetchone()
        tables[name] = {"rows": rows, "sum": total}
    cursor.execute(MIGRATIONS)
    return Contents(tables, [list(row) for row in cursor.fetchall()])


def environment() -> dict[str, str]:
    """Nothing of it is on a command line, which everybody on the machine can read."""
    told = connection.settings_dict
    _, secrets = DatabaseClient.settings_to_cmd_args_env(told, [])
    where = {"PGHOST": told["HOST"], "PGPORT": told["PORT"], "PGUSER": told["USER"], "PGDATABASE": told["NAME"]}
    return os.environ | {name: str(value) for name, value in where.items() if value} | (secrets or {})


def run(program: str, *arguments: str) -> None:
    try:
        done = subprocess.run(
            [program, *arguments], env=environment(), capture_output=True, text=True, errors="replace"
        )
    except FileNotFoundError as error:
        raise absent(program) from error
    if done.returncode:
        raise BackupError(f"{program} a échoué : {done.stderr.strip()[-500:]}")


def absent(program: str) -> BackupError:
    return BackupError(f"Le programme {program} est introuvable : installez celui de PostgreSQL (postgresql-client).")


def psql(said) -> subprocess.Popen:
    command = ["psql", "--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    try:
        return subprocess.Popen(command, env=environment(), stdin=subprocess.PIPE, stdout=said, stderr=said)
    except FileNotFoundError as error:
        raise absent("psql") from error


def reader(source: Path, said) -> subprocess.Popen:
    command = ["pg_restore", "--no-owner", "--no-privileges", "--file=-", str(source)]
    return subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=said)


def last_words(said) -> str:
    said.seek(0)
    return said.read().strip()[-500:]
