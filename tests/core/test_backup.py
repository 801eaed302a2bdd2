"""Backups: made while the site goes on, whole or not at all, the old ones rotated."""

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError
from django.db import connection

from millecafes.core.backup import files, marks
from millecafes.core.backup.archive import MANIFEST, dated, verify
from millecafes.core.backup.making import only_one
from millecafes.core.backup.postgresql import PostgreSQL
from millecafes.core.backup.rotation import rotate
from tests.core.backups import (
    back_up,
    environment_of,
    last,
    lose_everything,
    media,
    own_site,  # noqa: F401
    run,
    write_two,
)

NIGHT = datetime(2026, 1, 1, 2, 10, tzinfo=UTC)


def test_everything_comes_back_though_people_wrote_meanwhile(own_site):  # noqa: F811
    stop = Event()

    def write():
        while not stop.is_set():
            write_two()
        connection.close()

    writer = Thread(target=write)
    writer.start()
    try:
        while Session.objects.count() < 4:
            time.sleep(0.01)
        archive = back_up(own_site)
    finally:
        stop.set()
        writer.join()
    kept = media(own_site)
    lose_everything(own_site)

    said = run("restore", own_site.folder, "--yes")

    name = "django_session"
    assert Session.objects.count() == archive.manifest["tables"][name]["rows"] >= 4
    assert Session.objects.count() % 2 == 0
    assert len(archive.manifest["tables"]) > 100
    assert media(own_site) == kept
    assert len(kept) == 3
    assert "chaque table et chaque fichier sont ceux de l’archive" in said
    write_two()
    assert Session.objects.count() == archive.manifest["tables"][name]["rows"] + 2


def test_an_archive_is_for_the_operator_only_and_its_success_is_told(own_site):  # noqa: F811
    archive = back_up(own_site)

    verify(archive)
    assert stat.S_IMODE(archive.path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in archive.path.rglob("*")} == {0}
    assert marks.last_backup().succeeded_at >= archive.made_at
    assert marks.last_backup().last_error == ""


def test_a_file_that_has_not_changed_takes_no_room_twice_and_an_altered_copy_is_not_handed_down(own_site):  # noqa: F811
    first = back_up(own_site)
    path, altered = "files/renditions/images/a.webp", "files/default/original_images/été.jpg"
    (first.path / altered).write_bytes(b"x" * (first.path / altered).stat().st_size)
    time.sleep(1)

    second = back_up(own_site)

    assert second.path != first.path
    assert (second.path / path).samefile(first.path / path)
    assert not (second.path / altered).samefile(first.path / altered)
    verify(second)


def test_a_full_disk_leaves_nothing_that_looks_whole_and_is_told(own_site, monkeypatch):  # noqa: F811
    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "copy_one", full)

    with pytest.raises(CommandError, match="La sauvegarde a échoué. .*No space left"):
        run("backup", own_site.folder)

    assert {path.name for path in own_site.folder.iterdir()} == {".lock"}
    assert "No space left" in marks.last_backup().last_error
    assert marks.last_backup().succeeded_at is None


def test_a_backup_killed_half_way_is_no_archive_and_the_next_one_sweeps_it(own_site):  # noqa: F811
    pipe = own_site.media / "private" / "original_images" / "ÿ-never-ends"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "django", "backup", str(own_site.folder)]
    process = subprocess.Popen(command, env=environment_of(own_site))
    try:
        until = time.monotonic() + 120
        while not list(own_site.folder.glob(".unfinished-*/files/default/original_images/*")):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    pipe.unlink()
    [left] = own_site.folder.glob(".unfinished-*")

    with pytest.raises(CommandError, match="aucune archive"):
        run("restore", own_site.folder, "--yes")
    with pytest.raises(CommandError, match="aucune archive|pas une archive"):
        run("restore", left, "--yes")
    archive = back_up(own_site)

    assert not left.exists()
    verify(archive)


def test_one_at_a_time(own_site):  # noqa: F811
    own_site.folder.mkdir()

    with only_one(own_site.folder), pytest.raises(CommandError, match="déjà en cours"):
        run("backup", own_site.folder)

    assert dated(own_site.folder) == []


def test_archives_do_not_go_among_the_media(own_site):  # noqa: F811
    with pytest.raises(CommandError, match="choisissez un autre dossier"):
        run("backup", own_site.media / "public" / "archives")

    assert not (own_site.media / "public" / "archives").exists()


def test_an_archive_is_taken_elsewhere_by_the_command_of_the_operator(own_site, settings, tmp_path):  # noqa: F811
    program = tmp_path / "restic"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/told\n')
    program.chmod(0o755)
    settings.BACKUP_AFTER = f"{program} backup --tag millecafes {{}} elsewhere:{{name}}"

    archive = back_up(own_site)

    told = (tmp_path / "told").read_text().splitlines()
    assert told == ["backup", "--tag", "millecafes", str(archive.path), f"elsewhere:{archive.path.name}"]
    assert (own_site.folder / "erasures.jsonl").read_text() == ""  # it is there to be taken, from the first night


@pytest.mark.parametrize("script", ["#!/bin/sh\necho perdu >&2\nexit 3\n", ""])
def test_an_archive_that_does_not_arrive_elsewhere_is_a_failure_and_stays_here(
    own_site,  # noqa: F811
    settings,
    tmp_path,
    script,
):
    program = tmp_path / "restic"
    if script:
        program.write_text(script)
        program.chmod(0o755)
    settings.BACKUP_AFTER = f"{program} backup {{}}"

    with pytest.raises(CommandError, match="L’archive est faite, mais .*BACKUP_AFTER"):
        run("backup", own_site.folder)

    verify(last(own_site))
    assert "BACKUP_AFTER" in marks.last_backup().last_error


def test_what_opens_postgresql_is_on_no_command_line(monkeypatch, tmp_path, settings):
    program = tmp_path / "pg_restore"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/told\necho "$PGPASSWORD $PGDATABASE" > {tmp_path}/kept\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    told = {"HOST": "h", "PORT": "", "USER": "u", "NAME": "base", "PASSWORD": "secret", "OPTIONS": {}}
    for name, value in told.items():
        monkeypatch.setitem(connection.settings_dict, name, value)

    PostgreSQL().check(Path("x.dump"))

    assert (tmp_path / "told").read_text() == "--list x.dump\n"
    assert (tmp_path / "kept").read_text() == "secret base\n"


# -- Rotation ---------------------------------------------------------------------------------------------------------


def lay(folder: Path, moment: datetime) -> Path:
    path = folder / f"millecafes-{moment:%Y-%m-%dT%H%M%SZ}"
    path.mkdir()
    (path / MANIFEST).write_text("{}")
    return path


def days(folder: Path) -> list[str]:
    return [f"{moment:%Y-%m-%d}" for moment, _ in dated(folder)]


def test_seven_days_four_weeks_and_three_months_are_left_of_a_year_of_nights(tmp_path):
    for night in range(365):
        moment = NIGHT + timedelta(days=night)
        rotate(tmp_path, lay(tmp_path, moment), moment)

    daily = [f"2026-12-{day}" for day in range(25, 32)]
    assert days(tmp_path) == ["2026-10-31", "2026-11-30", "2026-12-13", "2026-12-20", *daily]


def test_a_site_at_rest_loses_nothing(tmp_path):
    for night in range(7):
        lay(tmp_path, NIGHT + timedelta(days=night))
    late = NIGHT + timedelta(days=400)

    deleted, _ = rotate(tmp_path, lay(tmp_path, late), late)

    assert [path.name[11:21] for path in deleted] == ["2026-01-01"]


def test_a_clock_that_was_wrong_deletes_nothing_it_should_not(tmp_path):
    for night in range(7):
        lay(tmp_path, NIGHT + timedelta(days=night))
    wrong = [lay(tmp_path, NIGHT + timedelta(days=3650 + night)) for night in range(20)]
    now = NIGHT + timedelta(days=6, hours=1)

    deleted, future = rotate(tmp_path, lay(tmp_path, now), now)
    back = NIGHT - timedelta(days=900)
    made = lay(tmp_path, back)
    rotate(tmp_path, made, back)

    assert deleted == []
    assert future == wrong
    assert made.exists()
    assert len(dated(tmp_path)) == 7 + 20 + 2


def test_several_archives_of_today_are_all_kept_and_folders_of_others_are_left_alone(tmp_path):
    other = tmp_path / "millecafes-2020-holidays"
    other.mkdir()
    made = [lay(tmp_path, NIGHT + timedelta(hours=hour)) for hour in range(5)]

    rotate(tmp_path, made[-1], NIGHT + timedelta(hours=5))

    assert [path for _, path in dated(tmp_path)] == made
    assert other.exists()


def test_the_command_takes_old_archives_away_and_says_which(own_site):  # noqa: F811
    """Six days beside today; 5 January 2020 was a Sunday, the last of its week, 31 December the last of its month."""
    kept = ["2019-12-31", "2020-01-05", *(f"2020-01-{day}" for day in range(12, 18))]
    old = ["2019-11-30", "2020-01-08"]
    own_site.folder.mkdir()
    for day in [*kept, *old, "2019-10-01"]:
        lay(own_site.folder, datetime.fromisoformat(f"{day}T02:10:00Z"))
    aside = own_site.folder / "before-restore-2019-10-01T021000Z"
    (own_site.folder / "millecafes-2019-10-01T021000Z").rename(aside)

    said = run("backup", own_site.folder)

    assert days(own_site.folder) == [*kept, f"{last(own_site).made_at:%Y-%m-%d}"]
    assert not aside.exists()
    deleted = [*(f"millecafes-{day}T021000Z" for day in old), aside.name]
    assert f"Archives anciennes supprimées\u00a0: {', '.join(deleted)}\n" in said
