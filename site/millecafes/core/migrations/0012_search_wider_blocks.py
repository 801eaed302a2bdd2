"""PostgreSQL: of a word that some say, the search reads blocks eight times as wide, then eight times again.

Between a word that fills a window from the two newest blocks and one that few say, it read everything that says it: a
third of a million posts, sorted, to keep the latest two thousand.
"""

from django.db import migrations

MARK = """UPDATE core_searchterms SET titles = titles || mark, core_searchterms = core_searchterms || mark
FROM (
    SELECT id, format('''=%s 1.%s'' ''=%s 2.%s''', kind, object_id / 32768, kind, object_id / 262144)::tsvector AS mark
    FROM core_searchentry
) AS marks WHERE rowid = id"""
# Two blocks of one size hold all of a kind: then everything is read, as that is no more.
BY_BLOCKS = """CREATE OR REPLACE FUNCTION {name}(kind text, expression tsquery, most integer) RETURNS bigint[]
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
    newest bigint := core_searchnewest($1);
    level text;
    found bigint[];
BEGIN
    FOREACH level IN ARRAY CASE WHEN most <= 8192 THEN ARRAY['', '1.', '2.'] ELSE ARRAY[]::text[] END LOOP
        EXIT WHEN newest IS NULL OR newest < 2;
        found := array(
            SELECT rowid FROM core_searchterms
            WHERE {column} @@ (
                format('''=%s %s%s'' | ''=%s %s%s''', $1, level, newest, $1, level, newest - 1)::tsquery && expression
            )
            ORDER BY rowid DESC
        );
        IF cardinality(found) >= most THEN
            RETURN found[:most];
        END IF;
        newest := newest / 8;
    END LOOP;
    found := array(
        SELECT rowid FROM core_searchterms
        WHERE {column} @@ (format('''=%s''', $1)::tsquery && expression) ORDER BY rowid DESC
    );
    RETURN found[:most];
END $$"""
FUNCTIONS = {"core_searchmatch": "core_searchterms", "core_searchtitles": "titles"}


def change(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in [MARK, *(BY_BLOCKS.format(name=name, column=column) for name, column in FUNCTIONS.items())]:
            schema_editor.execute(statement, params=None)  # these speak of %s, and mean it


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0011_page_cache_table'),
    ]

    operations = [
        migrations.RunPython(change, migrations.RunPython.noop, elidable=False),
    ]
