"""The French home page takes the place of Wagtail's welcome page; English is made ready to be translated to."""

from django.db import migrations


def open_the_door(apps, schema_editor):
    content_type = apps.get_model("contenttypes.ContentType").objects.get_or_create(model="homepage", app_label="home")[
        0
    ]
    locales = apps.get_model("wagtailcore.Locale").objects
    french = locales.get_or_create(language_code="fr")[0]
    locales.get_or_create(language_code="en")
    apps.get_model("wagtailcore.Page").objects.filter(depth=2, slug="home").delete()
    page = apps.get_model("home.HomePage").objects.create(
        title="1000 cafés",
        draft_title="1000 cafés",
        slug="accueil",
        content_type=content_type,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/accueil/",
        locale=french,
    )
    sites = apps.get_model("wagtailcore.Site").objects
    sites.all().delete()
    sites.create(hostname="localhost", site_name="1000 cafés", root_page=page, is_default_site=True)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial")]
    operations = [migrations.RunPython(open_the_door, migrations.RunPython.noop)]
