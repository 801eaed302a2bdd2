"""« deploy/update » and « deploy/manage » on a machine of paper: systemd, curl and the site are stand-ins."""

import os
import re
import shutil
import subprocess

import pytest
from django.conf import settings

UPDATE = settings.ROOT / "deploy" / "update"
MANAGE = UPDATE.with_name("manage")
GUIDE = (settings.ROOT / "docs" / "operations.md").read_text()
# Each writes what it was asked; « trouble » says which request or command fails, « health » what /sante/pret/ answers,
# and afterwards 200; « broken » is the version that does not serve, and « how » it fails: its home page breaks, unless
# it hangs or the version does not even start.
STAND_INS = {
    "id": "echo 0",
    "runuser": 'echo "$2" >"$MACHINE/user"; shift 4; exec "$@"',
    "chown": '[ "$1" != root: ] || echo "$2" >"$MACHINE/guarded"',
    "sleep": ":",
    "date": "echo 20260101-000000",
    "make": 'mkdir -p .venv/bin && cp "$MACHINE/bin/python-of-release" .venv/bin/python',
    "serves": '[ "$(basename "$(readlink "$MACHINE/current")" | cut -d- -f3)" != "$(cat "$MACHINE/broken")" ]',
    "systemctl": """
echo "systemctl $*" >>"$MACHINE/told"
[ "$*:$(cat "$MACHINE/how")" != "restart millecafes-web.service:does not start" ] || serves""",
    "curl": """
for path; do :; done
path=${path#http://127.0.0.1:8000}
[ -L "$MACHINE/current" ] || echo "too early: $path" >>"$MACHINE/told"
if [ "$path" = /sante/pret/ ]
then
    said=$(head -n 1 "$MACHINE/health") && sed -i 1d "$MACHINE/health" && printf "${said:-200}"
    exit
fi
if [ "$path" != / ] || serves; then printf 200
elif [ "$(cat "$MACHINE/how")" = hangs ]; then echo hung >>"$MACHINE/told"; /bin/sleep 2; printf 000
else printf 500; fi""",
    "python-of-release": """
echo "$(cat version): $*" | sed 's/manage.py //' >>"$MACHINE/told"
! grep -qxF -- "$*" "$MACHINE/trouble" """,
}


def git(*words, cwd):
    names = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
    return subprocess.run(["git", *names, *words], cwd=cwd, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


class Machine:
    """A machine where « one » serves, and « two » is waiting."""

    def __init__(self, root):
        self.root, self.upstream = root, root / "upstream"
        for name in ("bin", "releases", "backups", "upstream"):
            (root / name).mkdir()
        for name, body in STAND_INS.items():
            self.lay(name, body)
        (root / "env").write_text("ALLOWED_HOSTS=www.example.org,other.example.org\n")
        for name in ("trouble", "broken", "how", "told", "health"):
            (root / name).write_text("")
        git("init", cwd=self.upstream)
        self.publish("one")
        git("clone", "--quiet", "--bare", "--mirror", str(self.upstream), str(root / "repository"), cwd=root)

    def lay(self, name, body):
        program = self.root / "bin" / name
        program.write_text(f"#!/bin/bash\n{body}\n")
        program.chmod(0o755)

    def publish(self, version):
        (self.upstream / "version").write_text(f"{version}\n")
        git("add", ".", cwd=self.upstream)
        git("commit", "-m", version, cwd=self.upstream)
        self.commit = git("rev-parse", "HEAD", cwd=self.upstream)

    def update(self, *options):
        return self.run(UPDATE, *options)

    def run(self, *command, **more):
        places = {"ROOT": self.root, "ENV": self.root / "env", "PATIENCE": 4}
        environment = {f"MILLECAFES_{name}": str(value) for name, value in places.items()}
        environment |= {"PATH": f"{self.root / 'bin'}:{os.environ['PATH']}", "MACHINE": str(self.root)}
        return subprocess.run(command, env=environment, capture_output=True, text=True, **more)

    def told(self):
        lines = (self.root / "told").read_text().splitlines()
        (self.root / "told").write_text("")
        return lines

    @property
    def serving(self):
        return (self.root / "current" / "version").read_text().strip()


@pytest.fixture
def waiting(machine):
    """« one » serves, « two » is published."""
    first = machine.update()
    assert (first.returncode, machine.serving) == (0, "one"), first.stderr
    machine.told()
    machine.publish("two")
    return machine


RESTART = [f"systemctl restart millecafes-{name}.service" for name in ("web", "worker")]


def test_nobody_knocks_before_the_first_version_is_there(machine):
    """systemd would start the web service every two seconds, in vain, for as long as the installation takes."""
    done = machine.update()

    assert done.returncode == 0, done.stderr
    assert machine.told() == ["one: check --deploy --fail-level WARNING", "one: -m tools.prepare", *RESTART]


def test_the_site_puts_no_program_where_root_runs_one(machine):
    """Root runs « current/deploy/… »: the user of the site, whose folder adduser made, may not move « current »."""
    (machine.root / "trouble").write_text("check --deploy --fail-level WARNING")

    machine.update()

    assert (machine.root / "guarded").read_text().strip() == str(machine.root)
    assert "cd /srv/millecafes && chown root: ." in GUIDE


@pytest.mark.parametrize("script", [UPDATE, MANAGE], ids=["update", "manage"])
def test_it_is_written_as_bash_reads_it(script):
    assert subprocess.run(["bash", "-n", script], capture_output=True).returncode == 0
    assert os.access(script, os.X_OK)


def test_a_new_version_is_checked_then_the_old_one_backed_up_then_the_database_changed(waiting):
    done = waiting.update()

    assert done.returncode == 0, done.stderr
    assert waiting.serving == "two"
    assert waiting.told() == [
        "two: check --deploy --fail-level WARNING",
        "two: -m tools.expand_only",
        f"one: backup {waiting.root}/backups",
        "two: -m tools.prepare",
        *RESTART,
    ]


@pytest.mark.parametrize(
    "trouble", ["manage.py check --deploy --fail-level WARNING", "-m tools.expand_only", "manage.py backup {}/backups"]
)
def test_what_fails_before_the_database_is_touched_changes_nothing(waiting, trouble):
    (waiting.root / "trouble").write_text(trouble.format(waiting.root))

    done = waiting.update()

    assert done.returncode == 1
    assert "STOPPED" in done.stderr
    assert waiting.serving == "one"
    assert not {"two: -m tools.prepare", *RESTART} & set(waiting.told())
    assert len(list((waiting.root / "releases").iterdir())) == 1


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("breaks", RESTART * 2),
        ("does not start", RESTART[:1] + RESTART),
        ("hangs", [*RESTART, "hung", "hung", *RESTART]),
    ],
)
def test_a_version_that_does_not_serve_gives_its_place_back(waiting, how, told):
    (waiting.root / "broken").write_text(waiting.commit[:8])
    (waiting.root / "how").write_text(how)

    done = waiting.update()

    assert done.returncode == 1
    assert "the site is back at" in done.stderr
    assert waiting.serving == "one"
    after = waiting.told()
    assert after[after.index("two: -m tools.prepare") + 1 :] == told


@pytest.mark.parametrize(
    ("health", "options", "serving"),
    [
        ([200, 503, 200], [], "two"),
        ([200] + [503] * 5, [], "one"),
        ([503] * 20, [], "two"),
        ([200] + [503] * 20, ["--stop"], "two"),
    ],
    ids=["the worker takes a second", "it is not well", "it was not well before", "the post is late by the stop"],
)
def test_a_version_must_be_as_well_as_the_one_before(waiting, health, options, serving):
    (waiting.root / "health").write_text("".join(f"{status}\n" for status in health))

    done = waiting.update(*options)

    assert (waiting.serving, done.returncode) == (serving, int(serving == "one")), done.stderr


def test_a_change_that_the_old_version_would_break_on_stops_the_site_when_told_to(waiting):
    (waiting.root / "trouble").write_text("-m tools.expand_only")
    everything = "millecafes-web.socket millecafes-web.service millecafes-worker.service"

    done = waiting.update("--stop")

    told = waiting.told()
    assert (done.returncode, waiting.serving) == (0, "two"), done.stderr
    assert told.index(f"systemctl stop {everything}") < told.index("two: -m tools.prepare")
    assert waiting.update("--back").returncode == 1  # « one » could not read this database


def test_one_may_go_back_and_forth(waiting):
    assert waiting.update().returncode == 0

    served = []
    for _ in range(2):
        assert waiting.update("--back").returncode == 0
        served.append(waiting.serving)

    assert served == ["one", "two"]


def test_three_versions_are_kept_even_when_they_are_made_within_one_second(waiting):
    for version in ("three", "four", "five", "six"):
        waiting.publish(version)
        assert waiting.update(waiting.commit).returncode == 0

    assert waiting.serving == "six"
    assert len(list((waiting.root / "releases").iterdir())) == 3


def test_a_version_that_does_not_exist_is_said(waiting):
    done = waiting.update("no-such-thing")

    assert (done.returncode, "there is no version no-such-thing" in done.stderr) == (1, True)


# -- A command of the site --------------------------------------------------------------------------------------------


def test_a_command_is_run_by_the_version_that_serves_as_the_user_of_the_site_with_its_variables(waiting):
    program = waiting.root / "current" / ".venv" / "bin" / "python"
    program.write_text(
        '#!/bin/bash\necho "$(cat version), $SECRET, $STATIC_ROOT, $(umask)"; printf "<%s>" "$@"\nexit 3\n'
    )
    (waiting.root / "env").write_text("SECRET='a b$c'\n")

    done = waiting.run(MANAGE, "reset_second_factor", "zoe@example.org", "--by", "a b")

    assert done.returncode == 3  # as the command ended
    assert done.stdout.splitlines() == [
        f"one, a b$c, {waiting.root}/current/static, 0027",
        "<manage.py><reset_second_factor><zoe@example.org><--by><a b>",
    ]
    assert (waiting.root / "user").read_text() == "millecafes\n"


def test_who_is_not_root_and_a_machine_without_a_version_are_told(machine):
    nothing = machine.run(MANAGE, "check")
    machine.lay("id", "echo 1000")
    stranger = machine.run(MANAGE, "check")

    assert (nothing.returncode, "deploy/update does it" in nothing.stderr) == (1, True)
    assert (stranger.returncode, stranger.stderr) == (1, "STOPPED: run it as root\n")


# -- The guide --------------------------------------------------------------------------------------------------------

PLACE = re.compile(r"/srv\b[\w./-]*(?<![.-])")


def test_every_folder_that_the_guide_names_is_there_once_it_was_followed(machine):
    """Its first commands and the first update make them, without anybody's help; the rest comes with the version."""
    [first] = re.findall(r"```sh\n(apt install .*?)```", GUIDE, re.DOTALL)
    for name in ("releases", "backups"):
        (machine.root / name).rmdir()
    shutil.rmtree(machine.root / "repository")
    for name in ("apt", "adduser", "su"):
        (machine.root / "bin" / name).write_text("#!/bin/bash\n")
        (machine.root / "bin" / name).chmod(0o755)
    (machine.root / "bin" / "install").write_text('#!/bin/bash\nmkdir -- "${@: -2}"\n')
    (machine.root / "bin" / "install").chmod(0o755)
    commands = first.replace("/srv/millecafes", str(machine.root)).replace("/opt/millecafes", str(machine.root / "opt"))
    commands = commands.replace("ADDRESS_OF_THE_REPOSITORY", str(machine.upstream))
    followed = machine.run("bash", "-euc", commands)
    assert followed.returncode == 0, followed.stderr
    assert machine.update().returncode == 0

    places = set(PLACE.findall(GUIDE))

    def is_there(place: str) -> bool:
        if place.startswith("/srv/millecafes/current/"):
            return (settings.ROOT / place.removeprefix("/srv/millecafes/current/")).exists()
        return (machine.root / place.removeprefix("/srv/millecafes").lstrip("/")).exists()

    assert {"/srv/millecafes/current/deploy/manage", "/srv/millecafes/backups", "/srv/millecafes/var"} <= places
    assert [place for place in sorted(places) if not is_there(place)] == []


def test_the_guide_runs_each_command_of_the_site_by_what_gives_it_its_variables():
    """Root alone reads them: « .venv/bin/python manage.py » typed by anybody fails for want of the first."""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    typed = [line for block in blocks for line in block.splitlines() if re.search(r"\bmanage\b", line)]
    ways = ("/srv/millecafes/current/deploy/manage ", "compose run ")

    assert len(typed) >= 4
    assert [line for line in typed if not line.startswith(ways)] == []
    assert "`manage.py" not in GUIDE
