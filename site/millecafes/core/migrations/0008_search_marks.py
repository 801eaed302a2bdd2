"""Marks of the index that were wrong or slow, put right in what is already written.

PostgreSQL: the block of a thing was reckoned from the length of its text, so that the newest blocks, read first, held
nothing once a kind had 8,192 things. They are read first where there are others: two blocks that hold all of a kind
were read twice. SQLite: « cafe », the name of a kind, is a word that most texts say, and all of these were read to find
that the kind has none; no text says « 0cafe ». The old mark stays for the version before.
"""

from django.db import migrations

MARKED = "UPDATE core_searchterms SET kind = kind || ' 0' || kind WHERE kind NOT LIKE '0%'"
RIGHT = """UPDATE core_searchterms SET titles = ts_delete(titles, wrong) || mark,
    core_searchterms = ts_delete(core_searchterms, wrong) || mark
FROM (
    SELECT terms.rowid AS number, format('''=%s %s''', kind, thing / 4096)::tsvector AS mark,
        (SELECT array_agg(lexeme) FROM unnest(terms.core_searchterms) WHERE lexeme LIKE '=% %') AS wrong
    FROM core_searchterms AS terms JOIN core_searchentry AS entry ON entry.id = terms.rowid
    WHERE NOT terms.core_searchterms @@ format('''=%s %s''', kind, thing / 4096)::tsquery
) AS marks WHERE rowid = number"""
# As 0006 made them, but for the kinds of two blocks.
BY_BLOCKS = """CREATE OR REPLACE FUNCTION {name}(kind text, expression tsquery, most integer) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
    newest bigint := core_searchnewest($1);
    found bigint[];
BEGIN
    IF most < 4096 AND newest >= 2 THEN
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
FUNCTIONS = {"core_searchmatch": "core_searchterms", "core_searchtitles": "titles"}
STATEMENTS = {
    "sqlite": [MARKED],
    "postgresql": [RIGHT, *(BY_BLOCKS.format(name=name, column=column) for name, column in FUNCTIONS.items())],
}


def change(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)  # these speak of %s, and mean it


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_search_things'),
    ]

    operations = [
        migrations.RunPython(change, migrations.RunPython.noop, elidable=False),
    ]
