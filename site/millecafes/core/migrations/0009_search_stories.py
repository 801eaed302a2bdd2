"""News, reports and stories of villages are looked for on their own, so that new ones hide no page of the association.

Their entries, and the marks of what is written of them, change kind.
"""

from django.db import migrations

# By the codes that these types of page have in the addresses of results.
STORIES = "SELECT id, object_id FROM core_searchentry WHERE kind = '{of}' AND type IN ('actualites', 'recits', 'rapports')"
ENTRIES = f"UPDATE core_searchentry SET kind = '{{to}}' WHERE id IN (SELECT id FROM ({STORIES}) AS stories)"
WORDS = f"UPDATE core_searchterms SET kind = '0{{to}}' WHERE rowid IN (SELECT id FROM ({STORIES}) AS stories)"
VECTORS = f"""UPDATE core_searchterms SET titles = ts_delete(titles, old) || new,
    core_searchterms = ts_delete(core_searchterms, old) || new
FROM (
    SELECT id, ARRAY['={{of}}', format('={{of}} %s', object_id / 4096)] AS old,
        format('''={{to}}'' ''={{to}} %s''', object_id / 4096)::tsvector AS new FROM ({STORIES}) AS stories
) AS marks WHERE rowid = id"""
STATEMENTS = {"sqlite": [WORDS, ENTRIES], "postgresql": [VECTORS, ENTRIES]}


def change(of: str, to: str):
    def run(apps, schema_editor):
        for statement in STATEMENTS[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(of=of, to=to), params=None)  # these speak of %s, and mean it

    return run


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_search_marks'),
    ]

    operations = [
        migrations.RunPython(change("page", "story"), change("story", "page"), elidable=False),
    ]
