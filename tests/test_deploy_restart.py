"""A site that starts again, as « deploy/update » has it do: visitors wait, nobody is turned away."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread

from django.conf import settings

from tests.core.machines import wait_for


@contextmanager
def served_by_socket(door: socket.socket, folder: Path):
    """gunicorn with our configuration, and the site, given the door as systemd gives it."""
    command = f'exec 3<&{door.fileno()}; export LISTEN_FDS=1 LISTEN_PID=$$; exec "$@"'
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "tests.slow_site:application"]
    own = {"DJANGO_SETTINGS_MODULE": "millecafes.settings.dev", "VAR_ROOT": str(folder), "BEGUN": str(folder / "begun")}
    environment = os.environ | own | {"PORT": "1"}  # a door that nobody could open
    server = subprocess.Popen(
        ["bash", "-c", command, "bash", *gunicorn], cwd=settings.ROOT, env=environment, pass_fds=[door.fileno()]
    )
    try:
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(20) == 0


class Visitors:
    """Four who come again and again, two of whom send something, until they are told that it is enough."""

    def __init__(self, port: int):
        self.port, self.enough = port, Event()
        self.answers = [[] for _ in range(4)]
        asked = [("GET", "/sante/", b""), ("POST", "/essai/", b"x" * 20_000)] * 2
        self.threads = [
            Thread(target=self.come, args=(answers, *question), daemon=True)
            for answers, question in zip(self.answers, asked, strict=True)
        ]
        for thread in self.threads:
            thread.start()

    def come(self, answers: list, *question) -> None:
        while not self.enough.is_set():
            answers.append(self.ask(*question))
            time.sleep(0.01)

    def ask(self, method: str, path: str, *pieces: bytes) -> tuple[int, str] | str:
        """Each piece but the first is sent a second after the one before."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.putrequest(method, path)
            line.putheader("Connection", "close")
            line.putheader("Content-Length", str(sum(map(len, pieces))))
            line.endheaders(pieces[0])
            for piece in pieces[1:]:
                time.sleep(1)
                line.send(piece)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, HTTPException) as error:
            return repr(error)
        finally:
            line.close()

    def wait(self, more: int) -> None:
        """Until each has been answered so many times more."""
        wanted = [len(answers) + more for answers in self.answers]
        wait_for(lambda: all(len(answers) >= most for answers, most in zip(self.answers, wanted, strict=True)))

    def leave(self) -> None:
        self.enough.set()
        for thread in self.threads:
            thread.join(30)


def test_nobody_is_turned_away_nor_cut_while_the_site_starts_again(tmp_path):
    begun, in_hand = tmp_path / "begun", []
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as door, ThreadPoolExecutor(4) as slow:
        visitors = Visitors(door.getsockname()[1])
        for _version in range(2):
            with served_by_socket(door, tmp_path):
                visitors.wait(10)
                begun.write_text("")
                in_hand.append(slow.submit(visitors.ask, "GET", "/essai/?2", b""))
                in_hand.append(slow.submit(visitors.ask, "POST", "/essai/?1", b"x" * 1000, b"y" * 1000))
                wait_for(lambda: {"GET 2", "POST 1"} <= set(begun.read_text().splitlines()))
        with served_by_socket(door, tmp_path):
            visitors.wait(10)
            visitors.leave()

    assert [answer.result() for answer in in_hand] == [(200, "0"), (200, "2000")] * 2
    assert [set(answers) for answers in visitors.answers] == [{(200, "ok")}, {(200, "20000")}] * 2
    assert min(map(len, visitors.answers)) >= 30
