import gc

import pytest


@pytest.fixture(autouse=True, scope="module")
def files_left_open():
    """Files that Wagtail leaves to Python are closed before other tests, which allow no warning, begin."""
    yield
    gc.collect()
