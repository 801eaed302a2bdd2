"""The drill: the site that a restore gives back answers, and a restore that went wrong is told, or run again."""

import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError
from django.db import connection
from wagtail.models import Site

from home.models import ContentPage
from millecafes.core.backup.contents import differences
from millecafes.core.backup.engines import engine
from millecafes.mailroom.jobs import give_sign
from millecafes.people.models import User
from tests.core.backups import (
    back_up,
    check_gone,
    closed_since,
    environment_of,
    lose_everything,
    media,
    own_site,  # noqa: F401
    run,
    write_two,
)
from tests.core.dying_restore import MOMENTS
from tests.core.factories import make_document
from tests.pages.factories import make_page


def test_a_row_that_was_lost_on_its_way_is_told(own_site, monkeypatch):  # noqa: F811
    write_two()
    back_up(own_site)
    base = type(engine())
    load = base.load

    def losing(self, source):
        load(self, source)
        Session.objects.earliest("session_key").delete()

    monkeypatch.setattr(base, "load", losing)

    with pytest.raises(CommandError) as told:
        run("restore", own_site.folder, "--yes")

    first, *faults = str(told.value).splitlines()
    assert "La base rendue n’est pas celle de l’archive" in first
    assert faults == ["django_session\u00a0: 2 lignes dans l’archive, 1 dans la base"]


def test_the_site_that_was_given_back_answers(own_site, client):  # noqa: F811
    page, document = make_page(ContentPage, title="Le café du bourg"), make_document(b"Le rapport du trimestre")
    give_sign()  # as a worker does
    back_up(own_site)
    lose_everything(own_site)

    run("restore", own_site.folder, "--yes")

    home, ready, told = (client.get(path) for path in ("/", "/sante/pret/", page.url))
    assert (home.status_code, ready.status_code, ready.content) == (200, 200, b"ok")
    assert "Le café du bourg" in told.content.decode()
    assert b"".join(client.get(document.url)) == b"Le rapport du trimestre"


def test_an_archive_of_another_site_is_refused_until_it_is_wanted(own_site, settings):  # noqa: F811
    write_two()
    archive = back_up(own_site)
    write_two()
    settings.SITE_URL = "https://essai.example.org"
    before, kept = engine().contents(), media(own_site)

    for options in ([], ["--yes"]):
        with pytest.raises(CommandError, match=f"Rien n’a été touché.*{archive.manifest['site']}.*--from-another-site"):
            run("restore", own_site.folder, *options)
    assert differences(before.tables, engine().contents().tables) == []
    assert media(own_site) == kept
    with pytest.raises(CommandError, match="recommencez avec --yes"):
        run("restore", own_site.folder, "--from-another-site")
    run("restore", own_site.folder, "--from-another-site", "--yes")

    assert Session.objects.count() == 2
    assert Site.objects.get().root_url == "https://essai.example.org"


GUIDE = (settings.ROOT / "docs" / "operations.md").read_text()


@pytest.mark.any_database
def test_what_restic_took_elsewhere_comes_back_as_the_guide_says(own_site, settings, monkeypatch, tmp_path):  # noqa: F811
    (tmp_path / "password").write_text("un mot de passe")
    for name, file in {"REPOSITORY": "elsewhere", "PASSWORD_FILE": "password", "CACHE_DIR": "cache"}.items():
        monkeypatch.setenv(f"RESTIC_{name}", str(tmp_path / file))
    type_in(own_site, "restic init")
    [settings.BACKUP_AFTER] = re.findall(r"^BACKUP_AFTER='(restic .*)'", of_guide(own_site), re.MULTILINE)
    person = closed_since(own_site)  # the first archive knows her
    time.sleep(1)  # archives are named by the second
    write_two()
    back_up(own_site)
    kept = media(own_site)
    type_in(own_site, "restic forget")
    lose_everything(own_site)
    shutil.rmtree(own_site.folder)
    Path(settings.ERASURE_LIST).unlink()
    own_site.folder.mkdir()

    type_in(own_site, "cd .*\nrestic restore .*\nmv")
    run("restore", own_site.folder, "--yes")

    snapshots = subprocess.check_output(["restic", "snapshots", "--quiet", "--compact"], text=True)
    assert snapshots.count("millecafes") == 1
    assert (Session.objects.count(), media(own_site)) == (2, kept)
    assert f'"account": {person.pk}' in (own_site.folder / "erasures.jsonl").read_text()
    check_gone(person)


def type_in(site, begins: str) -> None:
    """The lines of the guide that begin so."""
    [lines] = re.findall(rf"^{begins}.*$", of_guide(site), re.MULTILINE)
    done = subprocess.run(["sh", "-euc", lines], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def of_guide(site) -> str:
    return GUIDE.replace("/srv/millecafes/backups", str(site.folder))


@pytest.mark.every_case
@pytest.mark.parametrize(
    "moment, options", [*((moment, []) for moment in MOMENTS), ("the database is back", ["--without-safety"])]
)
def test_a_restore_killed_half_way_is_run_again(own_site, moment, options):  # noqa: F811
    person = closed_since(own_site)
    Path(settings.ERASURE_LIST).unlink()  # that she left, only the database still knows
    kept = media(own_site)
    write_two()
    storages["closed"].save("claims/later.pdf", ContentFile(b"later"))
    for name in ("public/images/a.webp", "private/original_images/été.jpg"):
        (own_site.media / name).write_bytes(b"altered")
    connection.close()
    command = [sys.executable, "-m", "tests.core.dying_restore", moment, str(own_site.folder), *options]
    killed = subprocess.run(command, cwd=settings.ROOT, env=environment_of(own_site), capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    connection.close()
    half_way = is_whole(own_site, person, kept)
    time.sleep(1)  # what is put aside is named by the second

    said = run("restore", own_site.folder, "--yes")

    assert not half_way
    assert "chaque table et chaque fichier sont ceux de l’archive" in said
    assert is_whole(own_site, person, kept)
    check_gone(person)


def is_whole(site, person: User, kept: dict) -> bool:
    is_closed = User.objects.get(pk=person.pk).closed_at is not None
    return (Session.objects.count(), media(site), is_closed) == (0, kept, True)
