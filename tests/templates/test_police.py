"""What the content policy, the readers' machines and the next developer expect of every template."""

import re

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template

FOLDER = settings.ROOT / "templates"
STATIC = settings.ROOT / "site" / "millecafes" / "static"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
COMPONENTS = sorted((FOLDER / "components").glob("*.html"))
CODE = [
    path
    for folder in ("site", "home", "news", "events", "resources", "members", "templates")
    for path in (settings.ROOT / folder).rglob("*.*")
    if path.suffix in {".py", ".html", ".txt"}
]
LETTER = "mailroom/letter.html"  # a mail reader knows no style sheet
COMMENT = re.compile(r"\{#.*?#\}|\{% comment .*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
INCLUDE = re.compile(r"\{%-?\s*include\s+(.*?)\s*-?%\}", re.DOTALL)
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL | re.IGNORECASE)
QUOTED = re.compile(r"""["']([^"']+)["']""")
INLINE = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|javascript:", re.IGNORECASE),
    "an inline handler": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
}
ELSEWHERE = re.compile(
    r"""\b(?:src|srcset|poster|data)\s*=\s*["']\s*(?:https?:)?//|<link\b[^>]*href\s*=\s*["']\s*(?:https?:)?//""",
    re.IGNORECASE,
)


def short(path):
    return str(path.relative_to(FOLDER))


def text_of(path) -> str:
    return COMMENT.sub("", path.read_text())


every_template = pytest.mark.parametrize("path", TEMPLATES, ids=short)


def test_the_police_knows_its_beat():
    met = {short(path) for path in TEMPLATES}

    assert met >= {"base.html", "404.html", "components/card.html", "account/login.html"}
    assert INLINE["an inline script"].search("<script>alert(1)</script>")
    assert INLINE["an inline handler"].search('<a onclick="x()">')
    assert ELSEWHERE.search('<img src="https://ailleurs.example/x.png">')


@every_template
def test_it_compiles(path):
    try:
        get_template(short(path))
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        pytest.fail(f"{short(path)}: {error}")


@every_template
def test_nothing_is_inline(path):
    markup = re.sub(r"\{%.*?%\}", "", text_of(path), flags=re.DOTALL)

    faults = [kind for kind, pattern in INLINE.items() if pattern.search(markup)]
    assert faults == (["an inline style"] if short(path) == LETTER else [])


@every_template
def test_nothing_is_fetched_elsewhere(path):
    assert ELSEWHERE.findall(text_of(path)) == []


@every_template
def test_a_form_that_writes_is_protected(path):
    forms = [form for form in FORM.findall(text_of(path)) if re.search(r"method\s*=\s*[\"']?post", form, re.IGNORECASE)]

    # What could not be written is sent again as it was, its token too.
    again = 'name="{{ name }}"' if short(path) == "unavailable.html" else "{% csrf_token %}"
    assert [form[:80] for form in forms if again not in form] == []


@every_template
def test_a_picture_has_an_alternative(path):
    pictures = re.findall(r"<img\b[^>]*>", text_of(path))

    assert [picture for picture in pictures if not re.search(r"\balt\s*=", picture)] == []


@every_template
def test_what_is_included_exists_and_is_given_only_what_it_needs(path):
    faults = []
    for words in INCLUDE.findall(text_of(path)):
        target = QUOTED.match(words)
        if not target:
            faults.append(f"{words}: the name is computed")
        elif not words.endswith(" only"):
            faults.append(f"{words}: « only » is missing")
        elif not (FOLDER / target[1]).exists():
            faults.append(f"{words}: no such template")

    assert faults == []


@pytest.mark.parametrize("path", COMPONENTS, ids=short)
def test_a_component_says_first_what_it_is_given(path):
    assert path.read_text().startswith("{# ")


@pytest.fixture(scope="module")
def code():
    return {path: path.read_text() for path in CODE}


def is_named(name, path, code) -> bool:
    """Somebody else writes this name, in quotes."""
    return any(f'"{name}"' in text or f"'{name}'" in text for other, text in code.items() if other != path)


def test_no_component_is_forgotten(code):
    assert [short(path) for path in COMPONENTS if not is_named(short(path), path, code)] == []


def test_style_sheets_fetch_nothing_elsewhere():
    sheets = sorted(STATIC.rglob("*.css"))

    assert STATIC / "css" / "site.css" in sheets
    for sheet in sheets:
        assert re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", sheet.read_text()) == [], sheet.name


def test_drawings_hold_no_script_and_fetch_nothing():
    drawings = sorted(STATIC.rglob("*.svg"))

    assert drawings
    for drawing in drawings:
        text = re.sub(r'xmlns(?::\w+)?="[^"]*"', "", drawing.read_text())
        assert re.findall(r"<script|\son\w+=|https?://|<foreignObject|style=", text) == [], drawing.name
