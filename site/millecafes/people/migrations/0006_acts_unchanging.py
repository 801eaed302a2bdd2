from django.db import migrations

# The log answers for what the team did: the database itself refuses that a line be written otherwise. What it says may
# only be wiped, as who it names leaves; old lines are deleted. SQLite loses its triggers when a migration makes the
# table anew: such a migration lays them again.
WORDS = "The log of the team is never changed."
CHANGED = """NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.action <> OLD.action
    OR NEW.subject NOT IN ('', OLD.subject) OR NEW.detail NOT IN ('', OLD.detail)
    OR (NEW.by_id IS NOT NULL AND (OLD.by_id IS NULL OR NEW.by_id <> OLD.by_id))
    OR (NEW.person_id IS NOT NULL AND (OLD.person_id IS NULL OR NEW.person_id <> OLD.person_id))"""
UNCHANGING = {
    "sqlite": [
        f"""CREATE TRIGGER people_acts_unchanging BEFORE UPDATE ON people_staffact WHEN {CHANGED}
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    ],
    "postgresql": [
        f"""CREATE FUNCTION people_acts_refuse() RETURNS trigger AS $$ BEGIN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
        END $$ LANGUAGE plpgsql""",
        f"""CREATE TRIGGER people_acts_unchanging BEFORE UPDATE ON people_staffact FOR EACH ROW WHEN ({CHANGED})
        EXECUTE FUNCTION people_acts_refuse()""",
    ],
}


def refuse_changes(apps, schema_editor):
    for statement in UNCHANGING[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION people_acts_refuse() CASCADE")
    else:
        schema_editor.execute("DROP TRIGGER people_acts_unchanging")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_words_of_the_warnings"),
    ]

    operations = [
        # What the version before does with this table is allowed.
        migrations.RunPython(refuse_changes, allow_changes, hints={"expands": True}),
    ]
