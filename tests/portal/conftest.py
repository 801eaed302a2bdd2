import pytest

from tests.people.conftest import forgotten_limits, last_code, outbox

__all__ = ["forgotten_limits", "last_code", "outbox"]


@pytest.fixture
def enter(client):
    """Signs a person in: ``enter(person)``."""

    def enter(person):
        client.force_login(person)
        return person

    return enter
