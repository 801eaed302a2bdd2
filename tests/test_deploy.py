"""What « deploy/ » promises to who keeps the machine: units, proxy, update, without anybody turned away."""

import configparser
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Event, Thread

import pytest
from django.conf import settings
from django.core.management import get_commands
from django.db import migrations, models

from tools import expand_only

DEPLOY = settings.ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PROMISED = {
    "User": "millecafes",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "EnvironmentFile": "/etc/millecafes.env",
    "WorkingDirectory": "/srv/millecafes/current",
}


# -- Units ------------------------------------------------------------------------------------------------------------


def unit(path) -> configparser.ConfigParser:
    parsed = configparser.ConfigParser(strict=False, interpolation=None)
    parsed.optionxform = str
    parsed.read_string(path.read_text())
    return parsed


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_service_may_do_nothing_but_its_work(path):
    service = unit(path)["Service"]

    assert len(UNITS) == 3
    assert {name: service.get(name) for name in PROMISED} == PROMISED
    assert {"MemoryMax", "ReadWritePaths"} <= service.keys()
    assert "@resources" not in path.read_text()  # the reader of documents bounds its own memory


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.stem)
def test_a_service_reads_the_files_that_its_version_collected(path):
    assert 'export STATIC_ROOT="$release/static"' in (DEPLOY / "update").read_text()
    assert "Environment=STATIC_ROOT=/srv/millecafes/current/static" in path.read_text().splitlines()


@pytest.mark.parametrize("name", ["web", "worker"])
def test_what_stops_starts_again(name):
    parsed = unit(DEPLOY / "systemd" / f"millecafes-{name}.service")

    assert parsed["Service"]["Restart"] == "always"
    assert parsed["Install"]["WantedBy"] == "multi-user.target"


def test_systemd_finds_nothing_to_say(tmp_path):
    """Where there is no systemd, at least the programs that the units start are ours."""
    program = re.compile(r"^ExecStart=/srv/millecafes/current/\.venv/bin/(?:gunicorn|python)(?= )", re.MULTILINE)
    copies = []
    for path in (DEPLOY / "systemd").iterdir():
        text, found = program.subn(f"ExecStart={sys.executable}", path.read_text())
        assert found == (path.suffix == ".service"), path.name
        copies.append(tmp_path / path.name)
        copies[-1].write_text(text)
    if analyze := shutil.which("systemd-analyze"):
        verified = subprocess.run([analyze, "verify", *copies], capture_output=True, text=True)

        assert (verified.returncode, verified.stderr) == (0, "")


# -- Proxy ------------------------------------------------------------------------------------------------------------


def directives(text: str) -> list:
    """The configuration of nginx as lists: [words] or [words, block]; breaks on what does not close."""
    stack, words = [[]], []
    for token in re.findall(r'#[^\n]*|"[^"]*"|[{};]|[^\s{};]+', text):
        if token.startswith("#"):
            continue
        if token == "{":
            block = []
            stack[-1].append([words, block])
            stack.append(block)
            words = []
        elif token in "};":
            assert bool(words) == (token == ";"), words
            if words:
                stack[-1].append([words])
            else:
                stack.pop()
            words = []
        else:
            words.append(token.strip('"'))
    assert (len(stack), words) == (1, [])
    return stack[0]


def in_megabytes(size: str) -> int:
    return int(size.removesuffix("m"))


@pytest.fixture(scope="module")
def locations():
    read = directives((DEPLOY / "nginx" / "millecafes.conf").read_text())
    servers = [entry[1] for entry in read if entry[0] == ["server"]]
    ours = next(block for block in servers if ["ssl_certificate"] in [entry[0][:1] for entry in block])
    places = [entry for entry in ours if entry[0][0] == "location"]
    return {words[-1]: {inner[0][0]: inner[0][1:] for inner in block} for words, block in places}


def test_private_files_are_closed_to_everybody_but_the_site(locations):
    closed = locations["/interne/"]

    assert closed["internal"] == []
    assert closed["alias"] == ["/srv/millecafes/var/media/private/"]


def test_nothing_made_for_one_person_has_a_place_in_the_cache(locations):
    kept = {place for place, inner in locations.items() if inner.get("proxy_cache", ["off"]) != ["off"]}

    assert kept == {"/", "^/(static|media)/"}


def test_the_desk_may_send_what_its_forms_accept(locations):
    most = in_megabytes(locations["/gestion/"]["client_max_body_size"][0])

    assert most == settings.FILE_UPLOAD_MOST // 1024**2


def test_nginx_reads_its_configuration(tmp_path):
    """By itself where it is installed, certificates made for the trial; ``directives`` has read it everywhere."""
    text = (DEPLOY / "nginx" / "millecafes.conf").read_text()
    assert directives(text)
    if nginx := shutil.which("nginx"):
        key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
        make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-days", "1"]
        subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
        for place in ("/etc/letsencrypt/live/www.example.org", "/var/cache/nginx", "/var/log/nginx"):
            text = text.replace(place, str(tmp_path))
        (tmp_path / "nginx.conf").write_text(
            f"pid {tmp_path}/pid; error_log {tmp_path}/error; events {{}} http {{ access_log off; {text} }}"
        )

        read = subprocess.run([nginx, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)

        assert read.returncode == 0, read.stderr


# -- Containers -------------------------------------------------------------------------------------------------------


def test_the_containers_run_commands_and_name_variables_that_exist():
    text = (DEPLOY / "compose.yml").read_text()
    told = set(re.findall(r"^\| `([A-Z_]+)`", (settings.ROOT / "docs" / "operations.md").read_text(), re.MULTILINE))
    commands = set(re.findall(r"manage\.py (\w+)", text))

    assert set(re.findall(r"\$\{(\w+):\?\}", text)) - told == {"POSTGRES_PASSWORD", "SITE_HOST"}
    assert "worker" in commands
    assert commands <= get_commands().keys()


# -- A restart --------------------------------------------------------------------------------------------------------


@contextmanager
def served_by_socket(door: socket.socket):
    """gunicorn with our configuration and a small application, given the door as systemd gives it."""
    command = f'exec 3<&{door.fileno()}; export LISTEN_FDS=1 LISTEN_PID=$$; exec "$@"'
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "wsgiref.simple_server:demo_app"]
    environment = os.environ | {"WEB_CONCURRENCY": "1", "PORT": "1"}  # a door that nobody could open
    server = subprocess.Popen(
        ["bash", "-c", command, "bash", *gunicorn], cwd=settings.ROOT, env=environment, pass_fds=[door.fileno()]
    )
    try:
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0


def test_nobody_is_turned_away_while_the_site_starts_again():
    answers, enough, deadline = [], Event(), time.monotonic() + 60
    with socket.create_server(("127.0.0.1", 0), backlog=128) as door:
        port = door.getsockname()[1]

        def visit():
            while not enough.is_set():
                line = HTTPConnection("127.0.0.1", port, timeout=30)
                try:
                    line.request("GET", "/", headers={"Connection": "close"})
                    answers.append(line.getresponse().status)
                except OSError as error:
                    answers.append(repr(error))
                finally:
                    line.close()
                time.sleep(0.01)

        visitor = Thread(target=visit, daemon=True)
        visitor.start()
        for _version in range(2):
            with served_by_socket(door):
                before = len(answers)
                while len(answers) < before + 20 and time.monotonic() < deadline:
                    time.sleep(0.05)
        with served_by_socket(door):
            enough.set()
            visitor.join(30)

    assert len(answers) >= 40
    assert set(answers) == {200}


# -- Changes of the database ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "operation, breaks",
    [
        (migrations.AddField("cafe", "note", models.TextField(null=True)), False),
        (migrations.AddField("cafe", "note", models.TextField(db_default="")), False),
        (migrations.AddField("cafe", "friends", models.ManyToManyField("self")), False),
        (migrations.AddField("cafe", "note", models.TextField(default="")), True),
        (migrations.RemoveField("cafe", "note"), True),
        (migrations.RenameField("cafe", "note", "word"), True),
        (migrations.DeleteModel("Cafe"), True),
        (migrations.CreateModel("Lamp", [("id", models.BigAutoField(primary_key=True))]), False),
    ],
    ids=lambda value: value.describe() if hasattr(value, "describe") else "",
)
def test_what_the_version_that_serves_would_break_on_is_found(operation, breaks):
    migration = migrations.Migration("0002", "places")
    migration.operations = [operation]

    assert bool(expand_only.breaking(migration)) == breaks


def test_a_table_made_by_the_same_change_had_no_reader_before():
    migration = migrations.Migration("0002", "places")
    migration.operations = [
        migrations.CreateModel("Lamp", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("lamp", "note", models.TextField(default="")),
    ]

    assert expand_only.breaking(migration) == []
