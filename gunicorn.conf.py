"""How the site is served, on a laptop as in production: « gunicorn -c gunicorn.conf.py »."""

import logging
import os
import socket
import struct
from pathlib import Path

root = Path(__file__).resolve().parent
chdir = str(root)
pythonpath = f"{root / 'site'},{root}"
wsgi_app = "millecafes.wsgi:application"

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4
# The code is read once and shared by the workers: quicker to start, and lighter.
preload_app = True
timeout = 60
graceful_timeout = 10
# Seconds without a byte after which a visitor is let go. A proxy that waits in the place of the site, as in deploy/,
# never lets it come to this: without one, those who never finish their question take every thread.
SILENCE = 10
# The control socket would be written in the home folder, which a service may not have.
control_socket_disable = True
# Heartbeats in memory: a slow disk must not look like a dead worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
loglevel = os.environ.get("LOG_LEVEL") or "warning"


def without_query(record):
    """An answer that breaks as it leaves is told with its whole address: what follows « ? » may be somebody's."""
    if isinstance(record.args, tuple):
        record.args = tuple(arg.partition("?")[0] if isinstance(arg, str) else arg for arg in record.args)
    return True


def on_starting(server):
    logging.getLogger("gunicorn.error").addFilter(without_query)


def when_ready(server):
    """Linux hands the patience of a door down to whoever comes in by it."""
    for door in server.LISTENERS:
        door.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SILENCE, 0))
