"""Names the waiting changes of the database that the version which still serves might break on; then fails.

A rolling update has the old code read and write the new tables for a while, and for long if one goes back: a table, an
index or a column may be added, as long as an old insertion is still accepted, and words that only the code reads may
change. Whatever is not known here to be so is named. What ``RunPython`` and ``RunSQL`` do cannot be read: whoever wrote
one, and knows that the version before goes on with it, says so with ``hints={"expands": True}``.
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

# Indexes are there for speed; the rest is read by the code alone.
HARMLESS = (
    operations.CreateModel,
    operations.AddIndex,
    operations.RenameIndex,
    operations.RemoveIndex,
    operations.AlterModelOptions,
    operations.AlterModelManagers,
    operations.AlterModelTableComment,
)
# Of a field, what no database is told. Django counts the name of the column among them: renamed, nobody finds it.
UNTOLD = {*models.Field.non_db_attrs, "default"} - {"db_column"}


def main() -> int:
    django.setup()
    executor = MigrationExecutor(connection)
    loader = executor.loader
    plan = [migration for migration, _ in executor.migration_plan(loader.graph.leaf_nodes())]
    print(f"{len(plan)} migrations are waiting.")
    state = loader.project_state([node for node in loader.applied_migrations if node in loader.graph.nodes])
    found = breaking(plan, state)
    for migration, operation in found:
        print(f"{migration.app_label}.{migration.name}: {operation.describe()}")
    return 1 if found else 0


def breaking(plan: list, state) -> list[tuple]:
    """The operations that the version before might break on, each with its migration."""
    made = set()  # tables that no version before has
    return [
        (migration, operation)
        for migration in plan
        for operation in walk(migration.operations, migration.app_label, state, made)
    ]


def walk(listed: list, app: str, state, made: set) -> list:
    """Those of a list, while the state follows it."""
    found = []
    for operation in listed:
        if isinstance(operation, operations.SeparateDatabaseAndState):
            found += walk(operation.database_operations, app, state.clone(), made)
        elif (app, table_of(operation)) not in made and breaks(operation, app, state):
            found.append(operation)
        if isinstance(operation, operations.CreateModel):
            made.add((app, operation.name_lower))
        operation.state_forwards(app, state)
    return found


def table_of(operation) -> str | None:
    return getattr(operation, "model_name_lower", None) or getattr(operation, "name_lower", None)


def breaks(operation, app: str, state) -> bool:
    if isinstance(operation, operations.AddField):
        return refuses_old_rows(operation.field)
    if isinstance(operation, operations.AlterField):
        before = state.models[app, operation.model_name_lower].fields[operation.name]
        return told(before) != told(operation.field)
    if isinstance(operation, (operations.RunPython, operations.RunSQL)):
        return not operation.hints.get("expands")
    return not isinstance(operation, HARMLESS)


def refuses_old_rows(field: models.Field) -> bool:
    """Django forgets a default once the column is made: only an empty value, or the database's own, is then written."""
    if field.many_to_many or field.generated:
        return False
    if field.db_default is not models.NOT_PROVIDED:
        return field.unique  # the second old insertion would bring the same value again
    return not field.null


def told(field: models.Field) -> tuple:
    """What the database knows of a field."""
    _, path, arguments, options = field.deconstruct()
    return path, arguments, {name: value for name, value in options.items() if name not in UNTOLD}


if __name__ == "__main__":
    sys.exit(main())
