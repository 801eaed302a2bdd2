"""Each kind of thing is looked for on its own, so that none hides another.

SQLite learns the kind of each row, as PostgreSQL knew it. PostgreSQL sorts all that matches, then cuts: keeping the
latest at hand while it reads from the oldest on took it twice as long.
"""

from django.db import migrations

WITH_KINDS = [
    """CREATE TABLE core_searchterms_kept AS SELECT terms.rowid AS number, kind, terms.title, body
    FROM core_searchterms AS terms JOIN core_searchentry AS entry ON entry.id = terms.rowid""",
    "DROP TABLE core_searchterms",
    """CREATE VIRTUAL TABLE core_searchterms
    USING fts5(kind, title, body, tokenize="unicode61 remove_diacritics 0", prefix='2 3')""",
    "INSERT INTO core_searchterms (rowid, kind, title, body) SELECT number, kind, title, body FROM core_searchterms_kept",
    "DROP TABLE core_searchterms_kept",
]
WITHOUT_KINDS = [
    "CREATE TABLE core_searchterms_kept AS SELECT rowid AS number, title, body FROM core_searchterms",
    "DROP TABLE core_searchterms",
    """CREATE VIRTUAL TABLE core_searchterms
    USING fts5(title, body, tokenize="unicode61 remove_diacritics 0", prefix='2 3')""",
    "INSERT INTO core_searchterms (rowid, title, body) SELECT number, title, body FROM core_searchterms_kept",
    "DROP TABLE core_searchterms_kept",
]
SORTED_FIRST = "(array(SELECT rowid FROM core_searchterms WHERE {column} @@ expression ORDER BY rowid DESC))[:most]"
CUT_FIRST = "array(SELECT rowid FROM core_searchterms WHERE {column} @@ expression ORDER BY rowid DESC LIMIT most)"


def functions(found: str) -> list[str]:
    return [
        f"""CREATE OR REPLACE FUNCTION {name}(expression tsquery, most integer) RETURNS bigint[]
        LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off
        AS 'SELECT {found.format(column=column)}'"""
        for name, column in (("core_searchmatch", "core_searchterms"), ("core_searchtitles", "titles"))
    ]


def run(statements: dict[str, list[str]]):
    def change(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return change


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_vectors_unpacked'),
    ]

    operations = [
        migrations.RunPython(
            run({"sqlite": WITH_KINDS, "postgresql": functions(SORTED_FIRST)}),
            run({"sqlite": WITHOUT_KINDS, "postgresql": functions(CUT_FIRST)}),
            elidable=False,
        ),
    ]
