import gc
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client


@pytest.fixture(autouse=True, scope="module")
def files_left_open():
    """Files that Wagtail leaves to Python are closed before other tests, which allow no warning, begin."""
    yield
    gc.collect()


@pytest.fixture
def processes() -> list[Client]:
    """Two web processes: each remembers pages of its own, both share the store."""
    return [Client(), Client()]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """What is done inside is committed, as far as the site can see."""

    @contextmanager
    def commit():
        connection.run_on_commit = []  # what the test prepared before waits for a commit that never comes
        with django_capture_on_commit_callbacks(execute=True) as calls:
            yield calls

    return commit
