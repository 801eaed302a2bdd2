import pytest
from django.apps import apps

from tests.people.conftest import client_factory, forgotten_limits, last_code, outbox

__all__ = ["client_factory", "forgotten_limits", "last_code", "outbox"]


@pytest.fixture
def enter(client):
    """Signs a person in: ``enter(person)``."""

    def enter(person):
        client.force_login(person)
        return person

    return enter


@pytest.fixture
def alone(monkeypatch):
    """No other application has anything to say of this: ``alone("member_menu")``."""

    def silence(attribute):
        for app in apps.get_app_configs():
            if app.label != "portal" and hasattr(app, attribute):
                monkeypatch.setattr(app, attribute, type(getattr(app, attribute))())

    return silence
