"""Imports only go downstairs, files keep to their size and to the names everybody knows."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Lowest first. Neighbours of a storey ignore each other, but for « a > b »: a may import b.
STOREYS = """
    millecafes.core
    millecafes.places
    millecafes.mailroom > millecafes.people
    news | events.animations > events.agenda events.bookings | events.bookings > events.agenda \
        | events.tours > events.agenda | events.claims > events.tours
    resources
    home | members.portal > members.forum members.directory members.applications
    millecafes.settings | millecafes.urls | millecafes.wsgi | millecafes.demo
"""
SIDE_BY_SIDE = {("millecafes.urls", "millecafes.demo"), ("millecafes.demo", "millecafes.settings")}
PARENTS = {"millecafes", "events", "members"}
FOLDERS = [ROOT / "site" / "millecafes", *(ROOT / name for name in ("home", "news", "events", "resources", "members"))]
LEAF_NAMES = set(
    re.findall(
        r"\w+",
        """__init__ apps models blocks forms permissions services emails views urls feeds ical privacy wagtail_hooks
        templatetags management migrations""",
    )
)
LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 350, 45, 120


def read_storeys():
    floor, neighbours = {}, set(SIDE_BY_SIDE)
    for number, line in enumerate(STOREYS.strip().splitlines()):
        for group in line.split("|"):
            upper, _, lower = group.partition(">")
            for package in upper.split() + lower.split():
                floor[package] = number
            neighbours |= {(upper.strip(), package) for package in lower.split()}
    return floor, neighbours


FLOOR, NEIGHBOURS = read_storeys()
MODULES = sorted(path for folder in FOLDERS if folder.exists() for path in folder.rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts[1:] if parts[0] == "site" else parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def package_of(module: str) -> str | None:
    """The inhabitant of a storey that holds this module, if it is one of ours."""
    parts = module.split(".")
    return next((name for size in (2, 1) if (name := ".".join(parts[:size])) in FLOOR), None)


def imports_of(path: Path):
    """Every import of a module, those hidden in functions included, relative ones spelt out: (line, module)."""
    here = name_of(path).split(".") if path.name == "__init__.py" else name_of(path).split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            stem = ".".join([*base, *filter(None, [node.module])])
            for alias in node.names:
                yield node.lineno, f"{stem}.{alias.name}" if stem in PARENTS else stem


def fault_of(importer: str, imported: str) -> str:
    if importer == imported or (importer, imported) in NEIGHBOURS or FLOOR[imported] < FLOOR[importer]:
        return ""
    way = "upstairs" if FLOOR[imported] > FLOOR[importer] else "next door"
    return f"{importer} imports {imported}, which is {way}."


def met_imports(folder: str) -> set[str]:
    return {module for path in (ROOT / folder).rglob("*.py") for _, module in imports_of(path)}


def test_the_walk_meets_what_is_known():
    met = {name_of(path) for path in MODULES}

    assert met >= {"millecafes.core.models", "millecafes.people.models", "millecafes.mailroom.services", "home.apps"}
    assert package_of("millecafes.mailroom.services") == "millecafes.mailroom"
    assert package_of("django.db") is None
    assert met_imports("home") >= {"millecafes.core.models", "django.db"}


def test_the_rule_sees_a_fault():
    assert fault_of("millecafes.core", "home") == "millecafes.core imports home, which is upstairs."
    assert fault_of("millecafes.people", "millecafes.mailroom") != ""
    assert fault_of("news", "events.agenda") != ""
    assert fault_of("millecafes.mailroom", "millecafes.people") == ""
    assert fault_of("home", "millecafes.core") == ""


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_imports_go_downstairs(path):
    package = package_of(name_of(path))
    if package is None:
        assert name_of(path) in PARENTS, "This package stands on no storey: say in test_architecture.py where it lives."
        assert list(imports_of(path)) == []
        return

    faults = [
        f"{short(path)}:{line}: {fault}"
        for line, module in imports_of(path)
        if (other := package_of(module)) and (fault := fault_of(package, other))
    ]

    assert faults == []


def test_the_standard_library_keeps_its_names():
    assert not (ROOT / "site" / "__init__.py").exists(), "site is a module of Python: that folder is no package."


@pytest.mark.parametrize("package", [name for name in FLOOR if not name.startswith("millecafes")])
def test_rooms_are_furnished_alike(package):
    folder = ROOT.joinpath(*package.split("."))
    names = {path.stem for path in folder.glob("*") if path.suffix in {".py", ""} and path.name != "__pycache__"}

    assert names - LEAF_NAMES == set(), f"{package} has files of an unknown kind."


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_modules_and_functions_stay_small(path):
    if "migrations" in path.parts:
        return
    code = path.read_text()
    long_functions = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert long_functions == []
    assert "content" in path.parts or len(code.splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_stay_small(path):
    assert len(path.read_text().splitlines()) <= LONGEST_TEMPLATE


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_the_head_of_a_page_waits_for_one_stylesheet(path):
    """Those of some pages are in the block « style », below the head: what stands above them is shown meanwhile."""
    head, whole = re.compile(r"{% block meta %}(.*?){% endblock", re.S), path.read_text()

    assert not any("stylesheet" in meta for meta in head.findall(whole))
    assert whole.partition("</head>")[0].count('rel="stylesheet"') <= 1 or "</head>" not in whole
