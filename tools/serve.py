"""« make run »: prepares, then keeps the web server and the worker running side by side until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
from threading import Event
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tools.prepare import ROOT
from tools.prepare import main as prepare

PORT = int(os.environ.get("PORT") or 8000)
ADDRESS = f"http://127.0.0.1:{PORT}"
COMMANDS = [
    [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"],
    [sys.executable, "manage.py", "worker"],
]
PATIENCE = 15  # seconds to finish a request or a message


def main():
    if port_is_taken():
        sys.exit(
            f"Le port {PORT} est déjà pris : arrêtez ce qui l’occupe, ou choisissez-en un autre (PORT=8001 make run)."
        )
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: stop.set() or stop_at_once_before_serving(running))
    running = []
    prepare()
    # In a session of their own: Ctrl-C reaches this process only, which asks each of them once, politely.
    running += [subprocess.Popen(command, cwd=ROOT, start_new_session=True) for command in COMMANDS]
    try:
        if wait_until_ready(running, stop):
            welcome()
        while not stop.is_set() and all_alive(running):
            stop.wait(0.5)
    finally:
        end(running)
    sys.exit(0 if stop.is_set() else 1)


def stop_at_once_before_serving(running):
    if not running:
        sys.exit(130)


def port_is_taken() -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", PORT))
        except OSError:
            return True
    return False


def all_alive(running) -> bool:
    return all(process.poll() is None for process in running)


def wait_until_ready(running, stop) -> bool:
    while all_alive(running) and not stop.is_set():
        try:
            urlopen(f"{ADDRESS}/sante/", timeout=5).close()
            return True
        except HTTPError:  # it answers: whether it answers to this name is the operator's choice
            return True
        except (URLError, OSError):
            time.sleep(0.2)
    return False


def welcome():
    from django.conf import settings
    from django.utils import translation

    with translation.override("fr"):
        lines = ["", f"Le site est prêt : {ADDRESS}/  (Ctrl-C pour l’arrêter)"]
        if settings.DEMO:
            lines += [
                f"Back-office : {ADDRESS}/gestion/",
                f"Courrier reçu par les comptes fictifs, codes de connexion compris : {ADDRESS}/demo/courriel/",
                "",
                "Comptes de démonstration, sans mot de passe (un code arrive par courriel) :",
                *(f"  {email:<24} {label}" for email, label in settings.DEMO_ACCOUNTS),
            ]
    print("\n".join(lines), flush=True)


def end(running):
    for process in running:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
