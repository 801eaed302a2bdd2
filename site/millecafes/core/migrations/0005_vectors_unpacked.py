"""PostgreSQL keeps the terms of a text as they are: unpacking them took two thirds of the time of ranking what matches.

What an older site holds is unpacked as it is indexed again (``manage.py reindex``).
"""

from django.db import migrations


def keep_as(storage: str):
    def change(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"ALTER TABLE core_searchterms ALTER COLUMN core_searchterms SET STORAGE {storage}"
            )

    return change


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_audiences'),
    ]

    operations = [
        migrations.RunPython(keep_as("EXTERNAL"), keep_as("EXTENDED")),
    ]
