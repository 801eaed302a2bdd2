"""Each kind of thing is looked for on its own, so that none hides another.

SQLite learns the kind of each row, as PostgreSQL knew it. PostgreSQL reads the newest of a kind first, which are enough
of a word that most texts say; and it sorts all that matches, then cuts: keeping the latest at hand while it reads from
the oldest on took it twice as long.
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
# An index tells it at once; the functions that call it are forbidden such indexes.
NEWEST = """CREATE FUNCTION core_searchnewest(kind text) RETURNS bigint LANGUAGE sql STABLE SET enable_indexscan = on
AS 'SELECT max(object_id) / 4096 FROM core_searchentry AS entry WHERE entry.kind = $1'"""
# The two newest blocks of a kind hold 4,096 to 8,192 of its things: enough of them, if enough say the words.
BY_BLOCKS = """CREATE FUNCTION {name}(kind text, expression tsquery, most integer) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
    newest bigint;
    found bigint[];
BEGIN
    IF most < 4096 THEN
        newest := core_searchnewest($1);
        found := array(
            SELECT rowid FROM core_searchterms
            WHERE {column} @@ (format('''=%s %s'' | ''=%s %s''', $1, newest, $1, newest - 1)::tsquery && expression)
            ORDER BY rowid DESC
        );
    END IF;
    IF coalesce(cardinality(found), 0) < most THEN
        found := array(
            SELECT rowid FROM core_searchterms
            WHERE {column} @@ (format('''=%s''', $1)::tsquery && expression) ORDER BY rowid DESC
        );
    END IF;
    RETURN found[:most];
END $$"""
# As they were, without the kind.
CUT_FIRST = """CREATE FUNCTION {name}(expression tsquery, most integer) RETURNS bigint[]
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off AS
'SELECT array(SELECT rowid FROM core_searchterms WHERE {column} @@ expression ORDER BY rowid DESC LIMIT most)'"""
MARK = """UPDATE core_searchterms SET titles = titles || mark, core_searchterms = core_searchterms || mark
FROM (SELECT id, format('''=%s %s''', kind, object_id / 4096)::tsvector AS mark FROM core_searchentry) AS marks
WHERE rowid = id"""


def functions(made: str, dropped: str) -> list[str]:
    names = {"core_searchmatch": "core_searchterms", "core_searchtitles": "titles"}
    return [
        *(f"DROP FUNCTION {name}({dropped})" for name in names),
        *(made.format(name=name, column=column) for name, column in names.items()),
    ]


def run(statements: dict[str, list[str]]):
    def change(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)  # these speak of %s, and mean it

    return change


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_vectors_unpacked'),
    ]

    operations = [
        migrations.RunPython(
            run({"sqlite": WITH_KINDS, "postgresql": [MARK, NEWEST, *functions(BY_BLOCKS, "tsquery, integer")]}),
            run({"sqlite": WITHOUT_KINDS, "postgresql": [*functions(CUT_FIRST, "text, tsquery, integer"), "DROP FUNCTION core_searchnewest(text)"]}),
            elidable=False,
        ),
    ]
