"""What « deploy/ » promises to who keeps the machine: units, proxy, containers."""

import configparser
import re
import shutil
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import get_commands

from tests import with_postgres

DEPLOY = settings.ROOT / "deploy"
GUIDE = (settings.ROOT / "docs" / "operations.md").read_text()
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
    assert unit(DEPLOY / "systemd" / f"millecafes-{name}.service")["Service"]["Restart"] == "always"


@pytest.mark.parametrize(
    "name, target",
    [
        ("web.socket", "sockets.target"),
        ("web.service", "multi-user.target"),
        ("worker.service", "multi-user.target"),
        ("backup.timer", "timers.target"),
    ],
)
def test_what_the_guide_enables_starts_with_the_machine(name, target):
    [enabled] = re.findall(r"^systemctl enable (.*)$", GUIDE, re.MULTILINE)

    assert f"millecafes-{name}".removesuffix(".service") in enabled.split()
    assert unit(DEPLOY / "systemd" / f"millecafes-{name}")["Install"]["WantedBy"] == target


def test_the_night_backup_is_left_to_its_timer():
    timer = unit(DEPLOY / "systemd" / "millecafes-backup.timer")["Timer"]

    assert (timer["OnCalendar"], timer["Persistent"]) == ("*-*-* 03:10:00", "true")
    assert "Install" not in unit(DEPLOY / "systemd" / "millecafes-backup.service")


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


def in_seconds(time: str) -> int:
    return int(time.removesuffix("s"))


def said(block: list) -> dict[str, list]:
    """What each directive of a block says; the last one, of those that may be repeated."""
    return {entry[0][0]: entry[0][1:] for entry in block if len(entry) == 1}


@pytest.fixture(scope="module")
def proxy():
    return directives((DEPLOY / "nginx" / "millecafes.conf").read_text())


@pytest.fixture(scope="module")
def servers(proxy):
    return [entry[1] for entry in proxy if entry[0] == ["server"]]


@pytest.fixture(scope="module")
def ours(servers):
    """The server of the site itself."""
    return next(block for block in servers if "ssl_certificate" in said(block))


@pytest.fixture(scope="module")
def locations(ours):
    return {words[-1]: block for words, *blocks in ours if words[0] == "location" for block in blocks}


def test_private_files_are_closed_to_everybody_but_the_site(locations):
    closed = said(locations["/interne/"])

    assert closed["internal"] == []
    assert closed["alias"] == ["/srv/millecafes/var/media/private/"]


def test_nothing_made_for_one_person_has_a_place_in_the_cache(locations):
    kept = {place for place, block in locations.items() if said(block).get("proxy_cache", ["off"]) != ["off"]}

    assert kept == {"/", "^/(static|media)/"}


def test_a_page_that_nobody_asks_for_is_forgotten_whatever_others_ask_for(locations):
    """nginx keeps apart what varies, but all that has one name lives as long as one of it is asked for."""
    [key] = said(locations["/"])["proxy_cache_key"]

    assert key.split() == ["$scheme", "$host", "$request_uri", "$http_accept_encoding", "$http_accept_language"]


def test_the_desk_may_send_what_its_forms_accept(locations):
    most = in_megabytes(said(locations["/gestion/"])["client_max_body_size"][0])

    assert most == settings.FILE_UPLOAD_MOST // 1024**2


def test_a_slow_line_keeps_nginx_waiting_and_never_the_site(ours, locations):
    told = said(ours)
    patience = ("client_header_timeout", "client_body_timeout", "send_timeout", "keepalive_timeout")

    assert {name: in_seconds(told[name][0]) <= 30 for name in patience} == dict.fromkeys(patience, True)
    assert told["proxy_buffering"] == ["on"]
    for block in [ours, *locations.values()]:
        assert "proxy_request_buffering" not in said(block)  # on, unless it is said otherwise
    assert in_seconds(told["proxy_read_timeout"][0]) > gunicorn_timeout()


def gunicorn_timeout() -> int:
    return int(re.search(r"^timeout = (\d+)$", (settings.ROOT / "gunicorn.conf.py").read_text(), re.MULTILINE)[1])


def test_what_one_address_may_ask_and_send_is_bounded_wherever_the_site_works(proxy, ours, locations):
    zones = {entry[0][-2].partition(":")[0]: entry[0] for entry in proxy if entry[0][0] == "limit_req_zone"}
    bounded = {}
    for place, block in locations.items():
        if "proxy_pass" in said(block):
            limits = [entry[0][1] for entry in block if entry[0][0] == "limit_req"]
            bounded[place] = {limit.removeprefix("zone=millecafes_") for limit in limits}

    assert {name.removeprefix("zone=") for name in zones} == {"millecafes_site", "millecafes_sent"}
    assert said(ours)["limit_conn"] == ["millecafes_lines", "60"]
    assert bounded == {
        "/": {"site", "sent"},
        "^/(en/)?(compte|espace)/": {"site", "sent"},
        "^/(fichiers|documents|prive)/": {"site"},
        "/gestion/": {"site"},
        "^/(static|media)/": set(),  # a page brings thirty of them at once
        "/sante/": set(),
    }


def test_no_journal_of_the_proxy_has_the_address_of_a_visitor_or_what_was_asked(proxy, servers):
    """Each line of the error log has both: what visitors do, and the limits they meet, must lie below its level."""
    [form] = [entry[0][1:] for entry in proxy if entry[0][0] == "log_format"]
    levels = ["debug", "info", "notice", "warn", "error", "crit"]

    assert len(servers) == 3
    for block in servers:
        assert said(block)["access_log"] in (["off"], ["/var/log/nginx/millecafes.log", form[0]])
        assert said(block)["error_log"][1] == "crit"
    for limit in ("limit_req_log_level", "limit_conn_log_level"):
        assert levels.index(said(proxy)[limit][0]) < levels.index("notice")
    written = set(re.findall(r"\$\w+", " ".join(form)))
    assert written == {
        "$time_iso8601",
        "$status",
        "$request_method",
        "$request_time",
        "$bytes_sent",
        "$upstream_cache_status",
    }


def test_a_certificate_that_was_renewed_is_read(ours):
    """certbot renews it by itself, three times a year; nginx reads it when it starts, unless it is told."""
    [command] = re.findall(r"^certbot certonly .*$", GUIDE, re.MULTILINE)

    assert '--deploy-hook "systemctl reload nginx"' in command
    assert said(ours)["ssl_certificate"] == ["/etc/letsencrypt/live/www.example.org/fullchain.pem"]


def test_nginx_reads_its_configuration(tmp_path):
    """By itself where it is installed, certificates made for the trial; ``directives`` has read it everywhere."""
    text = (DEPLOY / "nginx" / "millecafes.conf").read_text()
    assert directives(text)
    if nginx := shutil.which("nginx"):
        key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
        make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-days", "1"]
        subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
        for place in ("/etc/letsencrypt/live/www.example.org", "/var/lib/nginx", "/var/log/nginx"):
            text = text.replace(place, str(tmp_path))
        (tmp_path / "nginx.conf").write_text(
            f"pid {tmp_path}/pid; error_log {tmp_path}/error; events {{}} http {{ access_log off; {text} }}"
        )

        read = subprocess.run([nginx, "-t", "-c", tmp_path / "nginx.conf"], capture_output=True, text=True)

        assert read.returncode == 0, read.stderr


# -- Containers -------------------------------------------------------------------------------------------------------

COMPOSE = (DEPLOY / "compose.yml").read_text()
IMAGE = (DEPLOY / "Dockerfile").read_text()
# Of what docs/operations.md has one write in /etc/millecafes.env, this is of the machine or of its proxy: see below.
OF_THE_MACHINE = {"VAR_ROOT", "MEDIA_ROOT", "STATIC_ROOT", "DATABASE_URL", "ACCEL_PREFIX", "PROXY_KEEPS_PAGES", "PORT"}


def test_the_containers_run_commands_and_name_variables_that_exist():
    told = set(re.findall(r"^\| `([A-Z_]+)`", GUIDE, re.MULTILINE))
    commands = set(re.findall(r"manage\.py (\w+)", COMPOSE))

    assert set(re.findall(r"\$\{(\w+):\?\}", COMPOSE)) - told == {"POSTGRES_PASSWORD", "SITE_HOST"}
    assert {"worker", "backup"} <= commands
    assert commands <= get_commands().keys()


def test_the_containers_are_given_every_variable_and_keep_none_that_is_of_the_machine():
    """What compose names wins over what the file of the machine says."""
    site = COMPOSE.partition("services:")[0]
    named = set(re.findall(r"^    ([A-Z_]+): ", site, re.MULTILINE))

    assert "  env_file: /etc/millecafes.env\n" in site
    assert named >= OF_THE_MACHINE | {"DJANGO_SETTINGS_MODULE", "PROXY_COUNT"}


def test_postgresql_has_the_locks_that_a_restore_takes():
    """It replaces every table in one transaction; the tests restore under the same setting."""
    [asked] = re.findall(r"max_locks_per_transaction=(\d+)", with_postgres.OPTIONS)

    assert f"ALTER SYSTEM SET max_locks_per_transaction = {asked}'" in GUIDE
    assert f"command: postgres -c max_locks_per_transaction={asked} " in COMPOSE


def test_who_makes_the_archives_of_the_containers_may_write_where_they_go():
    [number] = re.findall(r"useradd .*--uid (\d+)", IMAGE)
    folder = f"install --directory --owner={number} --mode=700 var/backups"

    assert "- ../var/backups:/backups" in COMPOSE
    assert "manage.py backup /backups" in COMPOSE
    assert folder in COMPOSE
    assert folder in GUIDE


def test_the_image_holds_the_catalogues_of_every_language(tmp_path):
    """In what is copied there is none, and web and worker cannot write one."""
    before, _, after = IMAGE.partition("COPY --chown=millecafes . .\n")
    [command] = re.findall(r'^RUN \.venv/bin/python -c "(.*)"$', after, re.MULTILINE)
    tools, locale = tmp_path / "tools", tmp_path / "site" / "millecafes" / "locale"
    tools.mkdir()
    shutil.copy(settings.ROOT / "tools" / "messages.py", tools)
    shutil.copytree(settings.ROOT / "site" / "millecafes" / "locale", locale, ignore=shutil.ignore_patterns("*.mo"))

    subprocess.run([sys.executable, "-c", command], cwd=tmp_path, check=True)

    assert "**/*.mo" in (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    assert {path.parts[-3] for path in locale.rglob("*.mo")} == {"fr", "en"}


# -- Packages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["update", "Dockerfile"])
def test_an_installation_takes_no_package_that_has_not_the_hash_of_the_lock(name):
    text = (DEPLOY / name).read_text()
    [targets] = re.findall(r"\bmake ((?:[\w./]+ ?)+)$", text, re.MULTILINE)
    asked = ["make", "--dry-run", "--always-make", *targets.split()]

    done = subprocess.run(asked, cwd=settings.ROOT, capture_output=True, text=True, check=True).stdout
    installed = [line for line in done.splitlines() if re.search(r"\bpip\b.*\binstall\b", line)]

    assert not re.search(r"\bpip\b", text)
    assert [line.split()[-2:] for line in installed] == [["-r", "requirements/base.txt"]]
    assert "--require-hashes" in installed[0].split()
    assert "npm ci " in (settings.ROOT / "tools" / "fonts").read_text()  # which compares too
