"""« make bench »: what pages cost beside a bare Django view, how many queries they make, what they weigh.

Everything runs on this machine, the client too: ratios hold from one machine to the next, absolute speeds do not.
"""

import os
import re
import statistics
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.parse import urljoin, urlsplit

from tools.site import ROOT, Site, served

VAR_ROOT = Path(os.environ.get("VAR_ROOT") or ROOT / "var") / "tools"
VISITS, CONNECTIONS, SECONDS = 100, 4, 4
MAX_QUERIES = 12
MAX_BYTES = {"HTML": 20_000, "CSS": 20_000, "JS": 15_000, "fonts": 60_000}


class Visitor:
    """A browser that keeps its connection open and asks for compressed answers."""

    def __init__(self, url: str):
        self.url = url
        self.connection = HTTPConnection(urlsplit(url).netloc, timeout=30)

    def get(self, path: str) -> bytes:
        self.connection.request("GET", path, headers={"Accept-Encoding": "br, gzip"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}.")
        return body


def latency(url: str, path: str) -> float:
    """Median, in milliseconds, of one visitor who is alone."""
    visitor, times = Visitor(url), []
    for _ in range(VISITS):
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


def speed(url: str, path: str) -> tuple[float, float]:
    for _ in range(10):
        Visitor(url).get(path)
    return latency(url, path), throughput(url, path)


def queries(site: Site, paths: list[str]) -> dict[str, int]:
    """What each page asks of the database when nothing is remembered from another one."""
    os.environ.update(site.env)
    sys.path.insert(0, str(ROOT / "site"))
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for path in paths:
        for _ in range(2):  # the first visit fills what a process keeps for ever: content types, sites
            with CaptureQueriesContext(
                connection,
            ) as captured:
                Client(SERVER_NAME="127.0.0.1").get(path)
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


def bare_speed(site: Site) -> tuple[float, float]:
    bare = Site(VAR_ROOT)
    server = bare.start("-m", "gunicorn", "-c", "gunicorn.conf.py", "tools.bare:application")
    try:
        bare.wait(server, "/")
        return speed(bare.url, "/")
    finally:
        server.terminate()
        server.wait()


def pages(site: Site) -> list[str]:
    """Home, figures, contact, and the longest page to read of all the others."""
    known = [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", plain(site.url, "/sitemap.xml"))]
    fixed = ["/", "/chiffres/", "/contact/"]
    visitor = Visitor(site.url)
    return [*fixed, max(set(known) - set(fixed), key=lambda path: len(visitor.get(path)))]


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
    with served(VAR_ROOT) as site:
        paths = pages(site)
        weighed = {path: weights(site.url, path) for path in paths}
        measured = {path: speed(site.url, path) for path in paths}
        bare = bare_speed(site)
        counted = queries(site, paths)
    rows = [["page", "ms", "× bare", "answers/s", "× bare", "queries", *(f"{kind} B" for kind in MAX_BYTES)]]
    rows.append(["a bare Django view", f"{bare[0]:.1f}", "1", f"{bare[1]:.0f}", "1", "0", "", "", "", ""])
    for path in paths:
        (ms, rate), sizes = measured[path], weighed[path].values()
        compared = [f"{ms:.1f}", f"{ms / bare[0]:.1f}", f"{rate:.0f}", f"{bare[1] / rate:.1f}"]
        rows.append([path, *compared, str(counted[path]), *(f"{size:,}" for size in sizes)])
    rows.append(["allowed", "", "", "", "", str(MAX_QUERIES), *(f"{size:,}" for size in MAX_BYTES.values())])
    table(rows)
    over = [path for path in paths if counted[path] > MAX_QUERIES]
    over += [f"{path} ({kind})" for path in paths for kind, size in weighed[path].items() if size > MAX_BYTES[kind]]
    if over:
        sys.exit(f"Over the budget: {', '.join(over)}.")


if __name__ == "__main__":
    main()
