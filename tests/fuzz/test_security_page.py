"""The page docs/security.md names tests that exist."""

import re

from django.conf import settings


def test_each_threat_names_a_test_that_exists():
    page = (settings.ROOT / "docs" / "security.md").read_text()
    rows = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| Threat")]
    named = [re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row) for row in rows]

    missing = [
        f"{path}::{name}"
        for row in named
        for path, name in row
        if not re.search(rf"^def {name}\(", (settings.ROOT / path).read_text(), re.MULTILINE)
    ]
    assert (len(rows) >= 25, all(named), missing) == (True, True, [])
