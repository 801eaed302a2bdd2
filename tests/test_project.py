"""The repository keeps its promises: its documents, its locks, its settings."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
import wagtail
from django.conf import settings
from django.core.management import call_command

from tools.messages import CATALOGUES, found_messages

ROOT = settings.ROOT
PRODUCTION = {
    "SECRET_KEY": "k" * 30 + "ABCDEFGHIJ" + "0123456789",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://nobody@127.0.0.1/nothing",
    "EMAIL_URL": "smtp://127.0.0.1:25",
}
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
REGISTRIES = ["pypi", "pythonhosted", "npmjs", "yarnpkg", "jsdelivr", "unpkg"]
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30}|xox[abp]-[0-9A-Za-z-]{20}"
)
HOME_PATHS = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/[\w.]+")
BINARY = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".woff2", ".pdf", ".mp3", ".ogg", ".mp4", ".zip", ".docx", ".ico"}


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [
        path for name in listed.split("\0") if name and (path := ROOT / name).is_file() and path.suffix not in BINARY
    ]


def django(*arguments, **variables) -> subprocess.CompletedProcess:
    """A Django command in production's settings, with these variables and no other."""
    kept = {name: os.environ[name] for name in ("PATH", "VAR_ROOT", "LANG", "LC_ALL") if name in os.environ}
    path = os.pathsep.join([str(ROOT / "site"), str(ROOT)])
    environment = kept | {"PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "millecafes.settings.prod"} | variables
    return subprocess.run(
        [sys.executable, "-m", "django", *arguments], env=environment, cwd=ROOT, capture_output=True, text=True
    )


# -- Settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_migration_is_pending(capsys):
    call_command("makemigrations", check=True, dry_run=True)


def test_production_has_nothing_to_be_reproached():
    checked = django("check", "--deploy", "--fail-level", "INFO", **PRODUCTION)

    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    "wrong, code",
    [
        ({"DEMO": "1"}, "core.E011"),
        ({"SECRET_KEY": "short"}, "core.E012"),
        ({"EMAIL_URL": "console:"}, "core.E014"),
        ({"EMAIL_URL": "file:///tmp"}, "core.E014"),
        ({"PROXY_COUNT": "0"}, "core.E015"),
        ({"SITE_URL": "https://elsewhere.example.org"}, "core.E017"),
    ],
    ids=str,
)
def test_an_update_refuses_what_real_people_must_not_meet(wrong, code):
    checked = django("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION | wrong)

    assert checked.returncode == 1
    assert code in checked.stderr


@pytest.mark.parametrize("missing", PRODUCTION)
def test_production_refuses_to_start_without_a_variable_and_names_it(missing):
    given = {name: value for name, value in PRODUCTION.items() if name != missing}

    checked = django("check", **given)

    assert checked.returncode != 0
    assert f"The variable {missing} is missing" in checked.stderr


def test_production_refuses_to_answer_to_any_name():
    checked = django("check", **PRODUCTION | {"ALLOWED_HOSTS": "*"})

    assert checked.returncode != 0
    assert "ALLOWED_HOSTS" in checked.stderr


def test_every_variable_that_is_read_is_told_to_the_operator():
    """... and every variable that is told is read."""
    read = {"VAR_ROOT", "PORT", "WEB_CONCURRENCY", "LOG_LEVEL"}
    for path in (ROOT / "site" / "millecafes" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and re.fullmatch(r"env\.\w+", ast.unparse(node.func)):
                read.add(node.args[0].value)
    told = set(re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE))

    assert read >= set(PRODUCTION)
    assert told == read


def test_wagtail_is_the_one_we_chose():
    assert wagtail.VERSION >= (8, 0)


# -- Faults -----------------------------------------------------------------------------------------------------------


def test_what_the_page_of_faults_names_is_what_make_faults_runs():
    makefile = (ROOT / "Makefile").read_text().replace("\\\n", "")
    run = set(re.search(r"^FAULTS := (.*)$", makefile, re.MULTILINE)[1].split())
    page = (ROOT / "docs" / "faults.md").read_text()
    slow = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "faults").glob("test_*.py")}

    named = set(re.findall(r"`(tests/[\w/]+\.py)`", page))
    commands = set(re.findall(r"`make (\w+)`", page))

    assert "tests/faults" in run
    assert named == run - {"tests/faults"} | slow
    assert [path for path in named if not (ROOT / path).is_file()] == []
    assert commands >= {"faults", "mailfaults"}
    assert commands <= set(re.findall(r"^(\w+):", makefile, re.MULTILINE))


# -- Locks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_is_pinned_and_has_a_hash(lock):
    packages = re.split(r"\n(?=[a-z])", lock.read_text())

    assert len(LOCKS) == 5
    assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_what_is_asked_for(lock):
    asked = re.findall(r"^([A-Za-z][\w.-]*)", lock.with_suffix(".in").read_text(), re.MULTILINE)
    locked = set(re.findall(r"^([a-z][\w.-]*)==", lock.read_text(), re.MULTILINE))

    assert asked
    assert {name.lower() for name in asked} <= locked


def test_no_lock_names_a_host():
    for path in [*LOCKS, ROOT / "package-lock.json"]:
        text = re.sub(r'"(?:url|homepage)": "[^"]*"', "", path.read_text())

        assert "://" not in text, path.name


def test_the_packages_that_are_installed_agree_with_each_other():
    checked = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout + checked.stderr


# -- Files ------------------------------------------------------------------------------------------------------------


def test_no_file_tells_of_a_machine_or_a_secret():
    faults = []
    files = tracked_files()
    for path in files:
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            told = any(re.search(rf"\b{name}\.(?:org|com|net)\b", line) for name in REGISTRIES)
            if told or HOME_PATHS.search(line) or SECRETS.search(line):
                faults.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")

    assert ROOT / "manage.py" in files
    assert faults == []


@pytest.mark.parametrize("name", ["var/x", ".venv/x", "node_modules/x"])
def test_what_is_made_at_run_time_is_not_kept(name):
    assert subprocess.run(["git", "check-ignore", "-q", name], cwd=ROOT).returncode == 0


def test_every_module_says_what_it_is_for_or_starts_with_code():
    """No banner at the head of a module: its sentence, or its first import."""
    modules = [path for path in tracked_files() if path.suffix == ".py" and "migrations" not in path.parts]
    heads = {path: path.read_text().split("\n", 1)[0] for path in modules}
    allowed = re.compile(r'"""[A-Z«…0-9`].*|(from|import) .*|#!/usr/bin/env python|')

    assert ROOT / "gunicorn.conf.py" in heads
    assert {str(path.relative_to(ROOT)): head for path, head in heads.items() if not allowed.fullmatch(head)} == {}


# -- Documents --------------------------------------------------------------------------------------------------------


def commands_of(document: str) -> set[str]:
    """The « make … » that a document names."""
    return set(re.findall(r"(?<![\w.])make ([a-z]+)(?=[ `\n])", (ROOT / document).read_text()))


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "docs/operations.md"])
def test_documents_name_commands_that_exist(document):
    named = re.findall(r"`make ([a-z]+)", (ROOT / document).read_text())

    assert named
    assert set(named) <= targets()


def test_the_readme_gives_the_two_commands():
    assert {"run", "test"} <= commands_of("README.md")


def test_the_proof_of_a_change_is_the_readmes_command():
    script = (ROOT / ".ci" / "run").read_text()
    called = set(re.findall(r"^make ([a-z]+)", script, re.MULTILINE))

    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert "test" in called
    assert called <= commands_of("README.md")


def test_documents_link_to_files_that_exist():
    faults, met = [], 0
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", document.read_text()):
            if "://" not in target:
                met += 1
                if not (document.parent / target).exists():
                    faults.append(f"{document.relative_to(ROOT)}: {target}")

    assert met
    assert faults == []


# -- Languages --------------------------------------------------------------------------------------------------------


def test_every_language_has_its_sentences():
    """French needs its plurals only (the code is written in French); any other language, everything."""
    found = found_messages()
    plurals = {key for key, plural in found.items() if plural}
    languages = sorted(path.name for path in CATALOGUES.glob("*"))
    missing = {}
    for language in languages:
        catalogue = polib.pofile(CATALOGUES / language / "LC_MESSAGES" / "django.po")
        done = {(entry.msgctxt, entry.msgid) for entry in catalogue.translated_entries()}
        if left := (plurals if language == "fr" else set(found)) - done:
            missing[language] = sorted(left, key=str)

    assert "fr" in languages
    assert plurals
    assert missing == {}


def test_translations_keep_the_blanks_to_fill():
    faults = [
        f"{path.parts[-3]}: {entry.msgid}"
        for path in CATALOGUES.glob("*/LC_MESSAGES/*.po")
        for entry in polib.pofile(path).translated_entries()
        for text in [entry.msgstr, *entry.msgstr_plural.values()]
        if text and not blanks(text) <= blanks(entry.msgid + entry.msgid_plural)
    ]

    assert faults == []


def blanks(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text))
