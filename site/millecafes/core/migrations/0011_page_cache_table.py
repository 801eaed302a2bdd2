"""Several machines without Redis keep their finished pages here (``CACHE_URL=database:``)."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    call_command("createcachetable", "cache_pages", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0010_faults")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop, elidable=False)]
