import pytest

from tests.people.conftest import client_factory, forgotten_limits

__all__ = ["client_factory", "forgotten_limits"]


@pytest.fixture
def enter(client):
    """Signs a person in: ``enter(person)`` is the browser."""

    def enter(person):
        client.force_login(person)
        return client

    return enter


@pytest.fixture
def no_pace(monkeypatch):
    """One may write as fast as one likes."""
    monkeypatch.setattr("members.forum.services.limits.check_pace", lambda *args: None)
