"""A copy of the site, served with demo content of its own, for the browser tests and the measurements."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {
    "DATABASE_URL",
    "DATABASE_REPLICA_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "MEDIA_ROOT",
    "SITE_URL",
    "STORAGE_URL",
    "ALLOWED_HOSTS",
    "PROCONNECT_DOMAIN",
}


class Site:
    def __init__(self, var_root: Path, **variables: str):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        own = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        self.env = own | {
            "VAR_ROOT": str(var_root),
            "PORT": str(self.port),
            "DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "millecafes.settings.dev",
            **variables,
        }
        self.resident = self.web = None

    def run(self, *command: str) -> str:
        """What a Python command says, in the environment of this site."""
        done = subprocess.run([sys.executable, *command], cwd=ROOT, env=self.env, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    def manage(self, *arguments: str) -> str:
        """What a command of Django says; the process that runs them stays until ``leave``."""
        if self.resident is None:
            command, pipes = (
                (sys.executable, "-m", "tools.resident"),
                {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE},
            )
            self.resident = subprocess.Popen(command, cwd=ROOT, env=self.env, text=True, **pipes)
        self.resident.stdin.write(f"{json.dumps(arguments)}\n")
        self.resident.stdin.flush()
        answer = json.loads(self.resident.stdout.readline() or '{"fault": "The process that runs commands has died."}')
        if answer["fault"]:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{answer['fault']}")
        return answer["said"]

    def leave(self):
        """Ends the process that runs the commands."""
        if self.resident is not None:
            self.resident.communicate()
            self.resident = None

    def start(self, *command: str) -> subprocess.Popen:
        return subprocess.Popen([sys.executable, *command], cwd=ROOT, env=self.env)

    def wait(self, server: subprocess.Popen, path: str = "/sante/", seconds: int = 60):
        until = time.monotonic() + seconds
        while time.monotonic() < until and server.poll() is None:
            try:
                return urlopen(self.url + path, timeout=10).close()
            except HTTPError as error:
                raise RuntimeError(f"{path} answered {error.code}.") from error
            except (URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError("The site did not start.")


@contextmanager
def served(var_root: Path, *, worker: bool = False, **variables: str):
    """The site at ``.url``, with its content; stopped at the end whatever happens."""
    site = Site(var_root, **variables)
    site.run("-m", "tools.prepare")
    site.web = site.start("-m", "gunicorn", "-c", "gunicorn.conf.py")
    running = [site.web]
    try:
        if worker:
            running.append(site.start("manage.py", "worker"))
        site.wait(running[0])
        yield site
    finally:
        site.leave()
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]
