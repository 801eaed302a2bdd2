"""Which changes of the database an update makes under the version that serves, and which ask to stop the site."""

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

from tools import expand_only

KEY = ("id", models.BigAutoField(primary_key=True))
NAME = {"max_length": 40}


def drop_names(apps, schema_editor):
    """Whatever it does, nobody reads it."""


def state() -> ProjectState:
    """A café has a name, an owner and a note."""
    known = ProjectState()
    owner = models.ForeignKey("places.owner", models.CASCADE)
    fields = [KEY, ("name", models.CharField(**NAME)), ("owner", owner), ("note", models.TextField(null=True))]
    known.add_model(ModelState("places", "Cafe", fields))
    known.add_model(ModelState("places", "Owner", [KEY]))
    return known


def told(*operations, before=()) -> list[str]:
    """The operations that are named, by their kind."""
    plan = []
    for number, listed in enumerate([before, operations], 2):
        plan.append(migrations.Migration(f"000{number}", "places"))
        plan[-1].operations = list(listed)
    return [type(operation).__name__ for _, operation in expand_only.breaking(plan, state())]


def described(value) -> str:
    return value.describe() if hasattr(value, "describe") else ""


def add(field) -> migrations.AddField:
    return migrations.AddField("cafe", "new", field)


def alter(name, field) -> migrations.AlterField:
    return migrations.AlterField("cafe", name, field)


def apart(*operations) -> migrations.SeparateDatabaseAndState:
    return migrations.SeparateDatabaseAndState(database_operations=operations)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.CreateModel("Lamp", [KEY]),
        add(models.TextField(null=True)),
        add(models.TextField(null=True, unique=True)),
        add(models.TextField(db_default="")),
        add(models.ManyToManyField("self")),
        add(models.GeneratedField(expression=models.F("id"), output_field=models.IntegerField(), db_persist=True)),
        alter("name", models.CharField("nom", choices=[("a", "A")], help_text="Son nom.", default="a", **NAME)),
        alter("owner", models.ForeignKey("places.Owner", models.PROTECT, related_name="+", verbose_name="à qui")),
        migrations.AddIndex("cafe", models.Index("name", name="cafe_name")),
        AddIndexConcurrently("cafe", models.Index("name", name="cafe_name")),
        migrations.RemoveIndex("cafe", "cafe_name"),
        migrations.AlterModelOptions("cafe", {"ordering": ["name"]}),
        migrations.AlterModelManagers("cafe", []),
        migrations.RunPython(drop_names, hints={"expands": True}),
        migrations.RunSQL("SELECT 1", hints={"expands": True}),
        apart(migrations.AddIndex("cafe", models.Index("name", name="cafe_name"))),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("cafe", "note")]),
    ],
    ids=described,
)
def test_what_the_version_that_serves_does_not_notice_is_let_through(operation):
    assert told(operation) == []


@pytest.mark.parametrize(
    "operation",
    [
        add(models.TextField(default="")),
        add(models.TextField(db_default="", unique=True)),
        alter("name", models.CharField(max_length=20)),
        alter("name", models.CharField(unique=True, **NAME)),
        alter("name", models.CharField(db_column="title", **NAME)),
        alter("name", models.TextField()),
        alter("note", models.TextField()),
        alter("owner", models.ForeignKey("places.cafe", models.CASCADE)),
        migrations.RemoveField("cafe", "note"),
        migrations.RenameField("cafe", "note", "word"),
        migrations.DeleteModel("Owner"),
        migrations.RenameModel("Owner", "Keeper"),
        migrations.AlterModelTable("cafe", "bars"),
        migrations.AddConstraint("cafe", models.UniqueConstraint("name", name="one_name")),
        migrations.RemoveConstraint("cafe", "one_name"),
        migrations.AlterUniqueTogether("cafe", {("name", "owner")}),
        migrations.AlterOrderWithRespectTo("cafe", "owner"),
        migrations.RunPython(drop_names),
        migrations.RunPython(drop_names, hints={"expands": False}),
        migrations.RunSQL("DROP TABLE places_cafe"),
    ],
    ids=described,
)
@pytest.mark.parametrize("hidden", [False, True])
def test_all_else_is_named(operation, hidden):
    assert told(apart(operation) if hidden else operation) == [type(operation).__name__]


def test_an_operation_that_nobody_has_thought_of_is_named():
    class Tomorrow(migrations.operations.base.Operation):
        def state_forwards(self, app_label, state):
            pass

    assert told(Tomorrow()) == ["Tomorrow"]


def test_a_table_made_by_a_waiting_change_had_no_reader_before():
    made = [migrations.CreateModel("Lamp", [KEY, ("note", models.TextField())])]
    changes = [
        migrations.AddField("lamp", "word", models.TextField(default="")),
        migrations.AddConstraint("lamp", models.UniqueConstraint("word", name="one_word")),
        migrations.RemoveField("lamp", "note"),
    ]

    assert told(*made, *changes) == []
    assert told(*changes, before=made) == []


def test_a_field_is_compared_with_what_the_change_before_made_of_it():
    change = alter("name", models.CharField(max_length=20))

    assert told(alter("name", models.CharField("nom", max_length=20)), before=[change]) == ["AlterField"]


def test_what_is_done_to_the_database_and_told_to_the_code_apart_is_named_once():
    removal = [migrations.RemoveField("cafe", "note")]

    assert told(migrations.SeparateDatabaseAndState(removal, removal)) == ["RemoveField"]


@pytest.mark.django_db
def test_only_what_the_machine_does_not_have_yet_is_looked_at(capsys):
    before = expand_only.main(), capsys.readouterr().out.splitlines()
    MigrationRecorder.Migration.objects.filter(app="forum", name__gte="0007").delete()

    after = expand_only.main(), capsys.readouterr().out.splitlines()

    assert before == (0, ["0 migrations are waiting."])
    assert after[0] == 1
    assert after[1][1] == "forum.0007_posts_by_author: Raw Python operation"
