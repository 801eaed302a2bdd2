"""The page docs/security.md has a line for each threat, and names tests that exist."""

import re

from django.conf import settings

# As its first column says them.
THREATS = """
    Telling who has an account
    Guessing what opens
    Locking somebody out
    A second factor gone round, with a mailbox taken over
    A session that is stolen
    Opening what is for others
    Raising oneself
    Reaching what is another's by its number
    Reading another's files
    Markup and scripts in what is typed
    Text that takes for ever
    Patterns that go back and back
    Files that are something else
    Documents that swell
    Pictures that swell
    Our server sent elsewhere
    Readers told to third parties
    Being led to another site
    Requests forged by another site
    Being framed, or weighed from another page
    A cache that tells, or lies
    Another host in the request
    Mail used against somebody
    Machines that fill in forms
    Formulas in tables
    Secrets in the log and in reports
    Lists and sheets taken away from within
    Packages that change
    Doors for machines
    Any value anywhere
"""


def rows() -> dict[str, list[tuple[str, str]]]:
    """Of each threat, the tests that its line names."""
    page = (settings.ROOT / "docs" / "security.md").read_text()
    lines = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| Threat")]
    return {line.split(" | ")[0][2:]: re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", line) for line in lines}


def test_each_threat_has_its_line():
    assert {threat.strip() for threat in THREATS.strip().splitlines()} - rows().keys() == set()


def test_each_threat_names_a_test_that_exists():
    missing = [
        f"{path}::{name}"
        for named in rows().values()
        for path, name in named
        if not (settings.ROOT / path).exists()
        or not re.search(rf"^def {name}\(", (settings.ROOT / path).read_text(), re.MULTILINE)
    ]
    assert (all(rows().values()), missing) == (True, [])
