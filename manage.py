#!/usr/bin/env python
"""Django's commands; « make run » and « make test » need no other."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parent / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "millecafes.settings.dev")
    execute_from_command_line(sys.argv)
