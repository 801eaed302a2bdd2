"""« make bench »: what pages cost beside a bare Django view, how many queries they make, what they weigh.

Everything runs on this machine, the client too: ratios hold from one machine to the next, absolute speeds do not.
"""

import os
import re
import statistics
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection
from threading import Thread
from urllib.parse import urljoin, urlsplit

from tools.site import ROOT, Site, served

VAR_ROOT = Path(os.environ.get("VAR_ROOT") or ROOT / "var") / "tools"
VISITS, CONNECTIONS, SECONDS, ROUNDS = 1000, 4, 2, 3
FIXED = ["/", "/en/", "/chiffres/", "/contact/", "/presse/", "/actualites/ce-que-mesure-un-cafe/"]
ANEW = "?made=anew"  # with a question, a page is made for this visit
MAX_QUERIES, MAX_RATIO = 12, 1.5
BARE = "a bare Django view"
END, LENGTH = b"\r\n\r\n", re.compile(rb"content-length: (\d+)")
MAPS = ("/cafes/", "/en/cafes/")  # « make mapbench » weighs it, its scripts and its plan
MAX_BYTES = {"HTML": 20_000, "CSS": 20_000, "JS": 15_000, "fonts": 60_000}


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


def throughput(url: str, path: str) -> float:
    """Answers a second when several visitors never pause."""
    until, counts = time.perf_counter() + SECONDS, []

    def visit():
        visitor, count = Visitor(url), 0
        while time.perf_counter() < until:
            visitor.get(path)
            count += 1
        counts.append(count)

    threads = [Thread(target=visit) for _ in range(CONNECTIONS)]
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


def queries(site: Site, paths: list[str]) -> dict[str, int]:
    """What each page asks of the database: given again, and made anew."""
    os.environ.update(site.env)
    sys.path.insert(0, str(ROOT / "site"))
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for path in paths:
        client = Client(SERVER_NAME="127.0.0.1")
        for _ in range(2):  # the first visit fills what a process keeps: content types, sites, the page itself
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            counts[path] = len(captured)
    return counts


def weights(url: str, path: str) -> dict[str, int]:
    """Compressed bytes of a first visit, without the pictures."""
    visitor = Visitor(url)
    html = plain(url, path)
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    scripts = re.findall(r'<script src="([^"]+)"', html)
    fonts = {
        urljoin(sheet, font) for sheet in sheets for font in re.findall(r"url\(\"?([^\")]+\.woff2)", plain(url, sheet))
    }
    sizes = {"HTML": [path], "CSS": sheets, "JS": scripts, "fonts": sorted(fonts)}
    return {kind: sum(len(visitor.get(file)) for file in files) for kind, files in sizes.items()}


def plain(url: str, path: str) -> str:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request("GET", path)
    return connection.getresponse().read().decode()


@contextmanager
def bare():
    """The address of a bare Django view."""
    site = Site(VAR_ROOT)
    server = site.start("-m", "gunicorn", "-c", "gunicorn.conf.py", "bench.bare:application")
    try:
        site.wait(server, "/")
        yield site.url
    finally:
        server.terminate()
        server.wait()


def pages(site: Site) -> list[str]:
    """A page of each kind that is read most, and the longest to read of all the others."""
    known = [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", plain(site.url, "/sitemap.xml"))]
    visitor = Visitor(site.url)
    return [*FIXED, max(set(known) - set(FIXED), key=lambda path: len(visitor.get(path)))]


def table(rows: list[list[str]]):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print(
            "  ".join(
                cell.ljust(width) if n == 0 else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        )


def main():
    with served(VAR_ROOT) as site, bare() as bare_url:
        known = pages(site)
        kept = {path for path in known if is_kept(site.url, path)}
        paths = [path + way for path in known for way in (["", ANEW] if path in kept else [""])]
        weighed = {path: weights(site.url, path) for path in paths}
        measured = speeds({BARE: (bare_url, "/")} | {path: (site.url, path) for path in paths})
        counted = queries(site, paths)
    ms, rate = measured.pop(BARE)
    ratios = {path: (one / ms, rate / many) for path, (one, many) in measured.items()}
    rows = [["page", "kept", "ms", "× bare", "answers/s", "× bare", "queries", *(f"{kind} B" for kind in MAX_BYTES)]]
    rows.append([BARE, "", f"{ms:.1f}", "1", f"{rate:.0f}", "1", "0", "", "", "", ""])
    for path, (slower, fewer) in ratios.items():
        compared = [f"{measured[path][0]:.1f}", f"{slower:.2f}", f"{measured[path][1]:.0f}", f"{fewer:.2f}"]
        sizes = [f"{size:,}" for size in weighed[path].values()]
        rows.append([path, "yes" if path in kept else "no", *compared, str(counted[path]), *sizes])
    limits = [f"{size:,}" for size in MAX_BYTES.values()]
    rows.append(["allowed", "yes", "", f"{MAX_RATIO}", "", f"{MAX_RATIO}", "0", *limits])
    rows.append(["allowed", "no", "", "", "", "", str(MAX_QUERIES), *limits])
    table(rows)
    over = [path for path in paths if counted[path] > (0 if path in kept else MAX_QUERIES)]
    over += [said for path in paths if path in kept for said in slow(path, *ratios[path])]
    over += [
        f"{path} ({kind})"
        for path in paths
        if path.removesuffix(ANEW) not in MAPS
        for kind, size in weighed[path].items()
        if size > MAX_BYTES[kind]
    ]
    if over:
        sys.exit(f"Over the budget: {', '.join(over)}.")


def slow(path: str, slower: float, fewer: float) -> list[str]:
    """By which of the two measures, each the best of several rounds, a page costs more than it may."""
    ratios = {"× a bare view for one visitor": slower, "times fewer answers a second": fewer}
    return [f"{path} ({ratio:.2f} {measure})" for measure, ratio in ratios.items() if ratio > MAX_RATIO]


def is_kept(url: str, path: str) -> bool:
    """The page cache gives a name to what it keeps."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request("GET", path)
    return connection.getresponse().getheader("ETag") is not None


if __name__ == "__main__":
    main()
