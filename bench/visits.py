"""Visitors that keep their connection, and the measure of everything: a bare Django view in the same run.

A page asked through a server is compared with the bare view under the same server (``speeds``, ``bare_rate``). What is
timed in the process of the benchmark, by Django's own test client, is compared with the bare view asked by that client
in another process (``bare_ms``). Ratios hold from one machine to the next, absolute speeds do not.
"""

import os
import re
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from threading import Thread
from urllib.parse import urlsplit

from tools.site import ROOT, Site

VAR_ROOT = Path(os.environ.get("VAR_ROOT") or ROOT / "var") / "tools"
VISITS, CONNECTIONS, SECONDS, ROUNDS = 1000, 4, 2, 3
ANSWERS = 100  # a processor's clock ticks a hundred times a second
BARE = "a bare Django view"
END, LENGTH = b"\r\n\r\n", re.compile(rb"content-length: (\d+)")


class Visitor:
    """A browser that keeps its connection open and asks for compressed answers.

    It reads no more of an answer than where it ends: what costs it time is counted against the page.
    """

    def __init__(self, url: str):
        self.place = urlsplit(url)
        self.connection = None

    def get(self, path: str) -> bytes:
        """The body, as it was sent; RuntimeError when the page is not there."""
        asked = f"GET {path} HTTP/1.1\r\nHost: {self.place.netloc}\r\nAccept-Encoding: br, gzip\r\n\r\n"
        if self.connection is None:
            self.connection = create_connection((self.place.hostname, self.place.port), timeout=30)
        self.connection.sendall(asked.encode())
        answer = b""
        while END not in answer:
            answer += self.more()
        head, body = answer.split(END, 1)
        status = head.split(b" ", 2)[1]
        if status != b"200":
            raise RuntimeError(f"{path} answered {status.decode()}.")
        head = head.lower()
        if length := LENGTH.search(head):
            while len(body) < int(length[1]):
                body += self.more()
        else:  # by pieces, the last one empty
            while not body.endswith(b"0" + END):
                body += self.more()
        if b"connection: close" in head:
            self.connection = None
        return body

    def more(self) -> bytes:
        if piece := self.connection.recv(65536):
            return piece
        raise RuntimeError("The server hung up.")


def latency(url: str, path: str) -> float:
    """Median, in milliseconds, of one visitor who is alone."""
    visitor, times, until = Visitor(url), [], time.perf_counter() + SECONDS
    while len(times) < VISITS and time.perf_counter() < until:
        start = time.perf_counter()
        visitor.get(path)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def throughput(url: str, path: str, connections: int = CONNECTIONS) -> float:
    """Answers a second when several visitors never pause."""
    until, counts = time.perf_counter() + SECONDS, []

    def visit():
        visitor, count = Visitor(url), 0
        while time.perf_counter() < until:
            visitor.get(path)
            count += 1
        counts.append(count)

    threads = [Thread(target=visit) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def speeds(addresses: dict[str, tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """The best of several rounds in which each takes its turn: what the machine does besides weighs on all alike."""
    rounds = []
    for url, path in addresses.values():
        for _ in range(10):
            Visitor(url).get(path)
    for _ in range(ROUNDS):
        rounds.append({name: (latency(*place), throughput(*place)) for name, place in addresses.items()})
    return {name: (min(turn[name][0] for turn in rounds), max(turn[name][1] for turn in rounds)) for name in addresses}


@contextmanager
def bare():
    """A bare Django view, as a site of its own."""
    site = Site(VAR_ROOT)
    site.web = site.start("-m", "gunicorn", "-c", "gunicorn.conf.py", "bench.bare:application")
    try:
        site.wait(site.web, "/")
        yield site
    finally:
        site.web.terminate()
        site.web.wait()


def worked_by(pid) -> float:
    """How long a process has kept a processor busy, in seconds: it is the same on a machine that others load."""
    with open(f"/proc/{pid}/stat") as stat:
        user, system = stat.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def work(site: Site, path: str) -> float:
    """Milliseconds of processor that one answer costs the web processes: the least of several rounds."""
    parent = site.web.pid
    workers = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    visitor, costs = Visitor(site.url), []
    for _ in range(ROUNDS):
        before = sum(map(worked_by, workers))
        for _ in range(ANSWERS):
            visitor.get(path)
        costs.append((sum(map(worked_by, workers)) - before) * 1000 / ANSWERS)
    return min(costs)


def bare_ms() -> float:
    """Milliseconds of the bare view asked by Django's test client; says so, as ratios are to it."""
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "bench.bare"]
    ms = float(subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout)
    print(f"{BARE}, by the same client in the same run: {ms:.2f} ms", flush=True)
    return ms


def bare_rate(connections: int = CONNECTIONS) -> float:
    """Answers a second of the bare view under our server, to so many visitors who never pause; says so."""
    with bare() as site:
        throughput(site.url, "/", connections)  # the workers have read their code
        rate = max(throughput(site.url, "/", connections) for _ in range(ROUNDS))
    print(f"{BARE}, in the same run: {rate:.0f} answers a second to {connections} connections", flush=True)
    return rate


def table(rows: list[list[str]]):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print(
            "  ".join(
                cell.ljust(width) if n == 0 else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        )
