from django.core.management.commands import migrate

# Wagtail makes this one in several transactions, for a SQLite that nobody has any more.
IN_PIECES = ("wagtailcore", "0070_rename_pagerevision_revision")


class Command(migrate.Command):
    """Django’s own, that may be killed anywhere: run again, it ends what was begun.

    A migration and the note that it was made are one transaction. Django writes the note after it when statements were
    left to the end: killed in between, every later try would make again what is there, and fail.
    """

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action == "apply_start":
            migration.apply = whole(migration.apply)
            migration.atomic = migration.atomic or (migration.app_label, migration.name) == IN_PIECES
        super().migration_progress_callback(action, migration, fake)


def whole(apply):
    """... that leaves nothing to the end."""

    def apply_all(state, schema_editor, **options):
        state = apply(state, schema_editor, **options)
        while schema_editor.deferred_sql:
            schema_editor.execute(schema_editor.deferred_sql.pop(0), None)
        return state

    return apply_all
