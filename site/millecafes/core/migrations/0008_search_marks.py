"""Marks of the index that were wrong or slow, put right in what is already written.

PostgreSQL: the block of a thing was reckoned from the length of its text, so that the newest blocks, read first, held
nothing once a kind had 8,192 things. SQLite: « cafe », the name of a kind, is a word that most texts say, and all of
these were read to find that the kind has none; no text says « 0cafe ». The old mark stays for the version before.
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
STATEMENTS = {"sqlite": MARKED, "postgresql": RIGHT}


def change(apps, schema_editor):
    schema_editor.execute(STATEMENTS[schema_editor.connection.vendor], params=None)  # these speak of %s, and mean it


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0007_search_things'),
    ]

    operations = [
        migrations.RunPython(change, migrations.RunPython.noop, elidable=False),
    ]
