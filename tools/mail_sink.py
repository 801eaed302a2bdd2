"""A mail server that counts what it takes, and an empty database beside it, for the measurements of the post."""

import os
import socket
import subprocess
import sys
import tempfile
from collections import Counter

from tools.site import ROOT


class Sink:
    """Counts the messages taken by identifier, and keeps the identifiers each person was sent."""

    def __init__(self):
        from aiosmtpd.controller import Controller

        self.taken, self.people, self.total = Counter(), {}, 0
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server, session, envelope):
        head = envelope.content.partition(b"\r\n\r\n")[0].decode()
        message_id = next(line for line in head.splitlines() if line.lower().startswith("message-id:"))
        self.taken[message_id] += 1
        self.total += 1
        for person in envelope.rcpt_tos:
            self.people.setdefault(person, set()).add(message_id)
        return "250 OK"

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *fault):
        self.controller.stop()


def prepare(name: str):
    """A database of its own, unless one is given; Django is ready afterwards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "millecafes.settings.dev"
    os.environ["VAR_ROOT"] = tempfile.mkdtemp(prefix=f"{name}-")
    sys.path.insert(0, str(ROOT / "site"))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def write_mails(count: int):
    """So many messages, ready to leave."""
    from millecafes.mailroom.letters import html_of
    from millecafes.mailroom.models import Mail

    text = "Bonjour,\n\nVoici ce qui s’est passé :\nhttps://www.example.org/\n\n" + "Une ligne de plus.\n" * 20
    html = html_of("Bonjour", text)
    for start in range(0, count, 1000):
        Mail.objects.bulk_create(
            Mail(to=f"p{number}@example.org", from_email="a@example.org", subject="Bonjour", body_text=text,
                 body_html=html)
            for number in range(start, min(start + 1000, count))
        )  # fmt: skip


def start_worker(port: int, *arguments: str) -> subprocess.Popen:
    environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    command = [sys.executable, "manage.py", "worker", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
