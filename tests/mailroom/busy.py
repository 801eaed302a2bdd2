"""Settings of a site one job of which takes its time."""

import time

from millecafes.core.apps import CoreConfig
from millecafes.settings.test import *  # noqa: F403

CoreConfig.jobs = {"tests.mailroom.busy.work": CoreConfig.jobs.popitem()[1]}


def work():
    time.sleep(30)
