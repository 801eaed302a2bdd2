"""Names the waiting changes of the database that the version which still serves would break on; then fails.

A rolling update has the old code read and write the new tables for a while, and for long if one goes back: a table or
a column may be added, not taken away, not renamed, and an old insertion must still be accepted.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "millecafes.settings.dev")

import django  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.migrations import operations  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

BREAKING = (
    operations.DeleteModel,
    operations.RemoveField,
    operations.RenameField,
    operations.RenameModel,
    operations.AlterModelTable,
)


def main() -> int:
    django.setup()
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    print(f"{len(plan)} migrations are waiting.")
    found = [(migration, operation) for migration, _ in plan for operation in breaking(migration)]
    for migration, operation in found:
        print(f"{migration.app_label}.{migration.name}: {operation.describe()}")
    return 1 if found else 0


def breaking(migration) -> list:
    """Its operations that take something away from the version before; a table made here has no version before."""
    made, found = set(), []
    for operation in migration.operations:
        if isinstance(operation, operations.CreateModel):
            made.add(operation.name_lower)
            continue
        table = getattr(operation, "model_name_lower", None) or getattr(operation, "name_lower", None)
        if table not in made and breaks(operation):
            found.append(operation)
    return found


def breaks(operation) -> bool:
    """Django forgets a default once the column is made: only an empty value, or the database's own, is then written."""
    if isinstance(operation, operations.AddField) and not isinstance(operation.field, models.ManyToManyField):
        return not operation.field.null and operation.field.db_default is models.NOT_PROVIDED
    return isinstance(operation, BREAKING)


if __name__ == "__main__":
    sys.exit(main())
