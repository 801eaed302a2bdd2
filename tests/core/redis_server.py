"""A Redis that answers: Debian's own, on a port of this machine, which keeps nothing on the disk."""

import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from tests.core.machines import wait_for
from tools.site import free_port


class RedisServer:
    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", self.folder]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_for(self.answers)

    def asked(self) -> Redis:
        return Redis(port=self.port, retry=Retry(NoBackoff(), 0))

    def answers(self) -> bool:
        try:
            with self.asked() as asked:
                return asked.ping()
        except RedisError:
            return False

    def holds(self) -> str:
        """The names of all that it keeps."""
        with self.asked() as asked:
            return " ".join(sorted(name.decode() for name in asked.scan_iter()))

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop_as_a_system_does(self) -> None:
        """What it knows is written, and read again when it starts."""
        with self.asked() as asked:
            asked.shutdown(save=True)
        self.process.wait()

    def hang(self) -> None:
        """It takes connections, and says nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.process.send_signal(signal.SIGCONT)


@contextmanager
def redis_server(folder: Path):
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
