"""Django's commands one after another in one process: alone, each would pay again the start of the site (3 to 4 s).

A line of standard input is a command, a JSON list; its answer is a JSON line: what it said, and what went wrong.
"""

import json
import os
import sys
import traceback
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections


def answer(command: list[str]) -> dict:
    """What the command says, and the trace of its fault or nothing."""
    said = StringIO()
    try:
        with redirect_stdout(said):
            call_command(*command, stdout=said)
    except (Exception, SystemExit):
        return {"said": said.getvalue(), "fault": traceback.format_exc()}
    finally:
        connections.close_all()
    return {"said": said.getvalue(), "fault": ""}


def main():
    sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "millecafes.settings.dev")
    django.setup()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
