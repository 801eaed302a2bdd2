"""The index of the search, and the store of its terms: a table that Django does not know how to make."""

import django.db.models.deletion
from django.db import migrations, models

STORES = {
    "sqlite": [
        """CREATE VIRTUAL TABLE core_searchterms
        USING fts5(title, body, tokenize="unicode61 remove_diacritics 0", prefix='2 3')""",
    ],
    "postgresql": [
        """CREATE TABLE core_searchterms
        (rowid bigint PRIMARY KEY, titles tsvector NOT NULL, core_searchterms tsvector NOT NULL)""",
        # Written at once: otherwise each search reads one by one what waits to be put into the index.
        *(
            f"CREATE INDEX {name} ON core_searchterms USING gin ({column}) WITH (fastupdate = off)"
            for name, column in (("core_searchterms_titles", "titles"), ("core_searchterms_gin", "core_searchterms"))
        ),
        # The planner believes that comparing a tsvector costs nothing, and would rather read all of them, from the
        # first or from the last: it is left the GIN index only, and sorts what that finds.
        *(
            f"""CREATE FUNCTION {name}(expression tsquery, most integer) RETURNS bigint[]
            LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off
            AS 'SELECT array(SELECT rowid FROM core_searchterms WHERE {column} @@ expression
            ORDER BY rowid DESC LIMIT most)'"""
            for name, column in (("core_searchmatch", "core_searchterms"), ("core_searchtitles", "titles"))
        ),
    ],
}


def create_store(apps, schema_editor):
    for statement in STORES[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_store(apps, schema_editor):
    schema_editor.execute("DROP TABLE core_searchterms")
    if schema_editor.connection.vendor == "postgresql":
        for name in ("core_searchmatch", "core_searchtitles"):
            schema_editor.execute(f"DROP FUNCTION {name}(tsquery, integer)")


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0002_cache_table'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='source')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='objet')),
                ('type', models.CharField(max_length=20, verbose_name='type')),
                ('language', models.CharField(blank=True, default='', max_length=12, verbose_name='langue')),
                ('translation_key', models.UUIDField(blank=True, null=True, verbose_name='traduction')),
                ('title', models.CharField(max_length=300, verbose_name='titre')),
                ('text', models.TextField(verbose_name='texte')),
                ('date', models.DateField(blank=True, null=True, verbose_name='date')),
            ],
            options={
                'verbose_name': 'entrée de la recherche',
                'verbose_name_plural': 'entrées de la recherche',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='SearchTerms',
            fields=[
                ('entry', models.OneToOneField(db_column='rowid', on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='terms', serialize=False, to='core.searchentry', verbose_name='entrée')),
                ('everything', models.TextField(db_column='core_searchterms', verbose_name='termes')),
            ],
            options={
                'verbose_name': 'termes d’une entrée',
                'verbose_name_plural': 'termes des entrées',
                'db_table': 'core_searchterms',
                'managed': False,
            },
        ),
        migrations.AddIndex(
            model_name='searchentry',
            index=models.Index(fields=['translation_key', 'language'], name='search_translations'),
        ),
        migrations.AddConstraint(
            model_name='searchentry',
            constraint=models.UniqueConstraint(fields=('kind', 'object_id'), name='one_search_entry_per_object'),
        ),
        migrations.RunPython(create_store, drop_store, elidable=False),
    ]
