import pytest

from tests.people.conftest import client_factory

__all__ = ["client_factory"]


@pytest.fixture
def enter(client):
    """Signs a person in: ``enter(person)`` is the browser."""

    def enter(person):
        client.force_login(person)
        return client

    return enter
