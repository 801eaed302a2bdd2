"""Settings of a site whose jobs write down that they were done."""

import time
from datetime import timedelta
from functools import partial

from millecafes.core.apps import CoreConfig
from millecafes.settings.test import *  # noqa: F403
from millecafes.settings.test import VAR_ROOT

DONE = VAR_ROOT / "done"


def note(name: str):
    with DONE.open("a") as file:
        file.write(f"{name}\n")
    time.sleep(0.3)


one, two, three, four = (partial(note, name) for name in ("one", "two", "three", "four"))
CoreConfig.jobs = {f"{__name__}.{name}": timedelta(hours=1) for name in ("one", "two", "three", "four")}
