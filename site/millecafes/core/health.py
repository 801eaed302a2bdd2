"""Whether this process can serve: the database, the cache and the files answer."""

from django.apps import apps
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.utils.module_loading import import_string


def check_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_cache():
    cache.set("sante", "1", 60)
    if cache.get("sante") != "1":
        raise OSError("The cache forgets at once.")


def check_storage():
    default_storage.delete(default_storage.save("sante/essai.txt", ContentFile(b"1")))


CHECKS = {"database": check_database, "cache": check_cache, "storage": check_storage}


def readiness() -> tuple[dict, bool]:
    """The state of each part, what applications measure (``AppConfig.measures``), and whether all is well."""
    report, ready = {}, True
    for name, check in CHECKS.items():
        try:
            check()
            report[name] = "ok"
        except Exception:  # whatever broke, the answer says which part; the log has the rest
            report[name], ready = "ko", False
    if ready:
        for app in apps.get_app_configs():
            for name, measure in getattr(app, "measures", {}).items():
                report[name] = import_string(measure)()
    return report, ready
