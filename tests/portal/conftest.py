import pytest

from tests.people.conftest import client_factory, forgotten_limits, last_code, outbox

__all__ = ["client_factory", "forgotten_limits", "last_code", "outbox"]


@pytest.fixture
def enter(client):
    """Signs a person in: ``enter(person)``."""

    def enter(person):
        client.force_login(person)
        return person

    return enter
