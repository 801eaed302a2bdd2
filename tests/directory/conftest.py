import pytest
from django.test import Client


@pytest.fixture
def client_factory():
    """As many browsers as wanted."""
    return Client
