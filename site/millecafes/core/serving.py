"""What a process does once before it answers."""

import gc

from django.urls import get_resolver

SEARCH_AFTER = 20_000, 20, 20  # new objects, then searches, before Python looks for what is no longer used


def get_ready() -> None:
    """Read all the code, and tell Python that it stays: else it looks through the whole of it for what is no longer
    used, a quarter of a second in the middle of an answer, every few hundred answers. Processes that fork afterwards
    share it better as well. An answer makes tens of thousands of objects: it is not searched at each 700 of them.
    """
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SEARCH_AFTER)
