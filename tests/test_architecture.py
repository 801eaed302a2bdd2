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
SENT = {"GET", "POST", "FILES", "COOKIES", "META", "headers", "body"}  # of a request: whoever asks chooses the names


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


def sent_names(code: str):
    """The lines where what a request holds becomes the names of arguments: « filter(**request.GET.dict()) »."""
    for function in ast.walk(ast.parse(code)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        sent = set()
        for node in sorted(ast.walk(function), key=lambda node: getattr(node, "lineno", 0)):
            if isinstance(node, ast.Assign | ast.NamedExpr) and is_sent(node.value, sent):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                sent |= {target.id for target in targets if isinstance(target, ast.Name)}
            if isinstance(node, ast.Call):
                expanded = [keyword.value for keyword in node.keywords if keyword.arg is None]
                yield from (each.lineno for each in expanded if is_sent(each, sent))


def is_sent(node, sent: set[str]) -> bool:
    """Whether the names in this come from a request: not one value of it, nor what a form has read in it."""
    called = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
    if isinstance(node, ast.Subscript) or called == "get" or called[:1].isupper():
        return False
    if getattr(node, "attr", "") == "cleaned_data":
        return False
    if isinstance(node, ast.Dict):
        within = [key or value for key, value in zip(node.keys, node.values, strict=True)]
    elif isinstance(node, ast.DictComp):
        chosen = ids_in(node.key)
        within = [node.key, *(loop.iter for loop in node.generators if chosen & ids_in(loop.target))]
    else:
        within = list(ast.iter_child_nodes(node))
    held = isinstance(node, ast.Attribute) and node.attr in SENT and "request" in ast.unparse(node.value)
    return held or getattr(node, "id", "") in sent or any(is_sent(part, sent) for part in within)


def ids_in(node) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_nothing_that_is_sent_names_a_field(path):
    """Of a search in the database, whoever asks would choose what is compared: « is_superuser », « password »."""
    assert [f"{short(path)}:{line}" for line in sent_names(path.read_text())] == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("rows.filter(**request.GET.dict())", True),
        ("rows.filter(**self.request.POST)", True),
        ("rows.filter(**{name: value for name, value in request.GET.items()})", True),
        ("rows.filter(**{**request.GET})", True),
        ("given = dict(request.GET.items())\n    rows.create(**given)", True),
        ("rows.filter(**{request.body: 1})", True),
        ("rows.filter(**{name: request.GET.get(name) for name in known})", False),
        ("rows.filter(name=request.GET['name'], **known)", False),
        ("form = Form(request.POST)\n    rows.create(**form.cleaned_data)", False),
    ],
)
def test_the_rule_of_names_sees_a_fault(line, wrong):
    assert bool(list(sent_names(f"def view(request, rows, known):\n    {line}"))) == wrong


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_stay_small(path):
    assert len(path.read_text().splitlines()) <= LONGEST_TEMPLATE


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_the_head_of_a_page_waits_for_one_stylesheet(path):
    """Those of some pages are in the block « style », below the head: what stands above them is shown meanwhile."""
    head, whole = re.compile(r"{% block meta %}(.*?){% endblock", re.S), path.read_text()

    assert not any("stylesheet" in meta for meta in head.findall(whole))
    assert whole.partition("</head>")[0].count('rel="stylesheet"') <= 1 or "</head>" not in whole
