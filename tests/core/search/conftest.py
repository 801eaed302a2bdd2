import pytest

from millecafes.core.search import sources
from tests.core.search.factories import GroupSource


@pytest.fixture
def groups(monkeypatch):
    """Groups are things to find."""
    monkeypatch.setitem(sources._sources, "group", GroupSource())
