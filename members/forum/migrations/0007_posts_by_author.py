"""What each wrote is known by the index of the search: an author is asked for without reading all that says a word."""

from django.db import migrations

POSTS = """SELECT entry.id AS number, coalesce(author_id, 0) AS author
FROM core_searchentry AS entry JOIN forum_post AS post ON post.id = object_id WHERE kind = 'post'"""
MARKED = {
    "sqlite": f"""UPDATE core_searchterms SET kind = kind || ' 0by' || author
        FROM ({POSTS}) AS posts WHERE core_searchterms.rowid = number""",
    "postgresql": f"""UPDATE core_searchterms SET titles = titles || mark, core_searchterms = core_searchterms || mark
        FROM (SELECT number, format('''=by %s''', author)::tsvector AS mark FROM ({POSTS}) AS posts) AS marks
        WHERE rowid = number""",
}


def change(apps, schema_editor):
    schema_editor.execute(MARKED[schema_editor.connection.vendor], params=None)  # it speaks of %s, and means it


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0012_search_wider_blocks'),
        ('forum', '0006_topics_of_a_board_solved_or_not'),
    ]

    operations = [
        migrations.RunPython(change, migrations.RunPython.noop, elidable=False),
    ]
