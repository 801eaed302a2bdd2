"""Restores: refused before anything is touched, complete, and nobody who had left comes back."""

import json
import os
import shutil
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from millecafes.core.backup import BackupError, tombstones
from millecafes.core.backup.archive import MANIFEST, SAFETY, SEAL, dated, read
from millecafes.core.backup.contents import differences
from millecafes.core.backup.engines import engine
from millecafes.core.backup.restoring import find
from millecafes.people.models import User
from tests.core.backups import (
    back_up,
    check_gone,
    closed_since,
    lose_everything,
    media,
    own_site,  # noqa: F401
    run,
    write_two,
)
from tests.databases import is_postgresql
from tests.people import factories as people

PICTURE = "files/default/original_images/été.jpg"


def reseal(path: Path, **changed) -> None:
    """A manifest that vouches for other things, as somebody else's would."""
    text = json.dumps(json.loads((path / MANIFEST).read_bytes()) | changed).encode()
    (path / MANIFEST).write_bytes(text)
    (path / SEAL).write_text(sha256(text).hexdigest())


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def name_outside(path: Path) -> None:
    files = json.loads((path / MANIFEST).read_bytes())["files"]
    reseal(path, files=files | {"files/default/../../../out": files[PICTURE]})


def newer(path: Path) -> None:
    migrations = json.loads((path / MANIFEST).read_bytes())["migrations"]
    reseal(path, migrations=[*migrations, ["home", "9999_tomorrow"]])


SPOILT = {
    "a bit of the database": lambda path: flip(next(path.glob("database.*"))),
    "a bit of a file": lambda path: flip(path / PICTURE),
    "a bit of the manifest": lambda path: flip(path / MANIFEST),
    "the database cut": lambda path: os.truncate(next(path.glob("database.*")), 5000),
    "a file that is missing": lambda path: (path / PICTURE).unlink(),
    "a file too many": lambda path: (path / "files" / "intruder").write_text("x"),
    "a link": lambda path: (path / "files" / "link").symlink_to("/etc"),
    "no manifest": lambda path: (path / MANIFEST).unlink(),
    "no seal": lambda path: (path / SEAL).unlink(),
    "of another product": lambda path: reseal(path, product="other"),
    "of another format": lambda path: reseal(path, format=2),
    "of another kind": lambda path: reseal(path, files=[]),
    "of another engine": lambda path: reseal(path, engine="oracle"),
    "of a newer site": newer,
    "a name that leaves the archive": name_outside,
    "of other storages": lambda path: reseal(path, files={"database.x": {"size": 1, "sha256": "x"}, "files/x/y": {}}),
}


def test_a_spoilt_archive_is_refused_and_nothing_is_touched(own_site, tmp_path):  # noqa: F811
    archive = back_up(own_site)
    write_two()
    before, kept = engine().contents(), media(own_site)

    accepted = []
    for name, spoil in SPOILT.items():
        copy = tmp_path / "spoilt" / archive.path.name
        shutil.copytree(archive.path, copy)
        spoil(copy)
        try:
            find(copy)
            accepted.append(name)
        except BackupError:
            pass
        with pytest.raises(CommandError):
            run("restore", copy.parent, "--yes")
        shutil.rmtree(copy)

    assert accepted == []
    assert differences(before.tables, engine().contents().tables) == []
    assert media(own_site) == kept


def test_a_spoilt_archive_is_not_passed_over_for_an_older_one(own_site):  # noqa: F811
    archive = back_up(own_site)
    later = archive.path.with_name(f"millecafes-{archive.made_at + timedelta(days=1):%Y-%m-%dT%H%M%SZ}")
    shutil.copytree(archive.path, later)
    (later / MANIFEST).unlink()

    with pytest.raises(CommandError, match=later.name):
        run("restore", own_site.folder, "--yes")


def test_without_the_word_the_archive_is_verified_only(own_site):  # noqa: F811
    back_up(own_site)
    write_two()

    with pytest.raises(CommandError, match="Rien n’a été touché"):
        run("restore", own_site.folder)

    assert Session.objects.count() == 2


def test_what_came_since_goes_and_was_put_aside(own_site):  # noqa: F811
    archive = back_up(own_site)
    write_two()
    storages["closed"].save("claims/later.pdf", ContentFile(b"later"))
    storages["default"].delete("original_images/été.jpg")

    run("restore", archive.path, "--yes")

    assert Session.objects.count() == 0
    assert sorted(media(own_site)) == [
        "closed/claims/2026/reçu.pdf",
        "private/original_images/été.jpg",
        "public/images/a.webp",
    ]
    [(_, aside)] = dated(own_site.folder, SAFETY)
    assert read(aside).manifest["tables"]["django_session"]["rows"] == 2
    assert "files/closed/claims/later.pdf" in read(aside).files
    assert dated(own_site.folder) == [(archive.made_at.replace(microsecond=0), archive.path)]
    run("restore", aside, "--yes", "--without-safety")
    assert Session.objects.count() == 2


def test_files_stay_when_the_database_alone_was_lost(own_site):  # noqa: F811
    archive = back_up(own_site)
    storages["closed"].save("claims/later.pdf", ContentFile(b"later"))
    kept = media(own_site)
    lose_everything(own_site)
    for name, content in kept.items():
        (own_site.media / name).parent.mkdir(parents=True, exist_ok=True)
        (own_site.media / name).write_bytes(content)

    said = run("restore", archive.path, "--yes")

    assert media(own_site) == kept
    assert "laissés en place" in said


@pytest.mark.postgres
def test_a_dump_that_cannot_be_read_to_its_end_leaves_the_database_as_it_was(own_site, tmp_path):  # noqa: F811
    write_two()
    archive = back_up(own_site)
    write_two()
    before, cut = engine().contents(), tmp_path / "cut.dump"
    cut.write_bytes(archive.database.read_bytes()[: archive.database.stat().st_size * 2 // 3])

    with pytest.raises(BackupError, match="elle est comme avant"):
        engine().load(cut)

    assert differences(before.tables, engine().contents().tables) == []


def test_rows_that_differ_are_found_table_by_table():
    row = {"rows": 1, "sum": "5"}

    found = differences({"a": row, "b": row, "c": row, "d": row}, {"a": row, "b": row | {"sum": "6"}, "c": {"rows": 2}})

    assert [fault.split("\u00a0")[0] for fault in found] == ["b", "c", "d"]


def test_an_older_archive_becomes_of_this_version(own_site):  # noqa: F811
    call_command("migrate", "mailroom", "0003", verbosity=0)
    back_up(own_site)
    lose_everything(own_site)

    said = run("restore", own_site.folder, "--yes")

    assert "plus ancienne" in said
    assert MigrationRecorder.Migration.objects.filter(app="mailroom", name__startswith="0004").exists()


def test_a_database_that_is_one_no_longer_is_set_aside(own_site):  # noqa: F811
    archive = back_up(own_site)
    connection.close()
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE django_migrations")
    else:
        for path in Path(own_site.name).parent.glob("db.sqlite3-*"):
            path.unlink()
        Path(own_site.name).write_bytes(b"no longer a database" * 1000)
        with pytest.raises(CommandError, match="Rien n’a été touché"):
            run("restore", own_site.folder, "--yes")

    run("restore", own_site.folder, "--yes", "--without-safety")

    found = differences(archive.manifest["tables"], engine().contents().tables)
    assert {fault.split("\u00a0")[0] for fault in found} <= {"mailroom_job"}  # it says when the last backup was made
    assert is_postgresql() or list(Path(own_site.name).parent.glob("db.sqlite3.*.damaged"))


# -- Who has left -----------------------------------------------------------------------------------------------------


def test_who_left_since_the_archive_does_not_come_back(own_site):  # noqa: F811
    person = closed_since(own_site)

    said = run("restore", own_site.folder, "--yes")

    check_gone(person)
    assert "fermés à nouveau\u00a0: 1" in said


@pytest.mark.parametrize("where", ["own", "beside"])
def test_nor_when_the_database_is_lost(own_site, settings, where):  # noqa: F811
    person = closed_since(own_site)
    if where == "beside":  # as after a later backup that was lost itself
        tombstones.add(own_site.folder / tombstones.BESIDE, tombstones.in_database())
        Path(settings.ERASURE_LIST).unlink()
    lose_everything(own_site)

    run("restore", own_site.folder, "--yes")

    check_gone(person)
    assert [tombstone.account for tombstone in tombstones.read(settings.ERASURE_LIST)] == [person.pk]


def test_a_number_given_again_is_somebody_else(own_site, settings):  # noqa: F811
    person = people.make_elected(email="zoe@example.org")
    before = person.date_joined - timedelta(days=1)
    tombstones.add(settings.ERASURE_LIST, [tombstones.Tombstone(person.pk, before.isoformat(), before.isoformat())])
    back_up(own_site)

    run("restore", own_site.folder, "--yes")

    assert User.objects.get(pk=person.pk).email == "zoe@example.org"


def test_a_line_of_the_list_names_nobody_and_one_cut_short_stops_nothing(own_site, settings):  # noqa: F811
    person = closed_since(own_site)
    path = Path(settings.ERASURE_LIST)

    line = json.loads(path.read_text())
    path.write_text(path.read_text() + '{"account": 7, "joi')
    tombstones.add(path, [tombstones.Tombstone(8, line["joined"], line["erased"])])

    assert set(line) == {"account", "joined", "erased"}
    assert [tombstone.account for tombstone in tombstones.read(path)] == [person.pk, 8]
