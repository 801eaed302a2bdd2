"""« make bench »: what pages cost beside a bare Django view, how many queries they make, what they weigh.

Everything runs on this machine, the client too: ratios hold from one machine to the next, absolute speeds do not.
"""

import os
import re
import sys
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

from bench.visits import BARE, VAR_ROOT, Visitor, bare, speeds, table, work
from tools.site import ROOT, Site, served

# A page of each kind that is read most; a café and the longest to read of all others are found in the site map.
FIXED = [
    *["/", "/en/", "/chiffres/", "/contact/", "/presse/", "/actualites/ce-que-mesure-un-cafe/"],
    *["/simulateur/", "/agenda/", "/agenda/portes-ouvertes-de-l-abbaye/", "/recherche/?q=guinguette"],
]
CAFE = re.compile(r"/cafes/[\w-]+/")
ANEW = "?made=anew"  # with a question, a page is made for this visit
MAX_QUERIES, MAX_RATIO = 12, 1.5
# A quarter of what the home page of Wagtail's demonstration costs on such a machine (75 to 95 ms of processor) when a
# bare view costs 0.4 ms.
HOME, MAX_HOME = f"/{ANEW}", 75 / 0.4 / 4
MAPS = ("/cafes/", "/en/cafes/")  # « make mapbench » weighs it, its scripts and its plan
MAX_BYTES = {"HTML": 20_000, "CSS": 20_000, "JS": 15_000, "fonts": 60_000}


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


def pages(site: Site) -> list[str]:
    """A page of each kind that is read most, and the longest to read of all the others."""
    known = [urlsplit(url).path for url in re.findall(r"<loc>([^<]+)</loc>", plain(site.url, "/sitemap.xml"))]
    visitor = Visitor(site.url)
    cafe = next(path for path in known if CAFE.fullmatch(path))
    return [*FIXED, cafe, max(set(known) - {*FIXED, cafe}, key=lambda path: len(visitor.get(path)))]


def main():
    with served(VAR_ROOT) as site, bare() as bare_site:
        known = pages(site)
        kept = {path for path in known if is_kept(site.url, path)}
        paths = [path + way for path in known for way in (["", ANEW] if path in kept else [""])]
        weighed = {path: weights(site.url, path) for path in paths}
        measured = speeds({BARE: (bare_site.url, "/")} | {path: (site.url, path) for path in paths})
        counted = queries(site, paths)
        works = {path: work(site, path) for path in paths if path not in kept}
        least = work(bare_site, "/")
    ms, rate = measured.pop(BARE)
    ratios = {path: (one / ms, rate / many) for path, (one, many) in measured.items()}
    head = ["page", "kept", "ms", "× bare", "answers/s", "× bare", "processor ms", "× bare", "queries"]
    rows = [head + [f"{kind} B" for kind in MAX_BYTES]]
    rows.append([BARE, "", f"{ms:.1f}", "1", f"{rate:.0f}", "1", f"{least:.2f}", "1", "0", "", "", "", ""])
    for path, (slower, fewer) in ratios.items():
        compared = [f"{measured[path][0]:.1f}", f"{slower:.2f}", f"{measured[path][1]:.0f}", f"{fewer:.2f}"]
        worked = [f"{works[path]:.1f}", f"{works[path] / least:.0f}"] if path in works else ["", ""]
        sizes = [f"{size:,}" for size in weighed[path].values()]
        rows.append([path, "yes" if path in kept else "no", *compared, *worked, str(counted[path]), *sizes])
    limits = [f"{size:,}" for size in MAX_BYTES.values()]
    rows.append(["allowed", "yes", "", f"{MAX_RATIO}", "", f"{MAX_RATIO}", "", "", "0", *limits])
    rows.append(["allowed", "no", "", "", "", "", "", f"{MAX_HOME:.0f} (home)", str(MAX_QUERIES), *limits])
    table(rows)
    over = [f"{HOME} ({works[HOME] / least:.0f} bare views of processor)"] if works[HOME] / least > MAX_HOME else []
    over += [path for path in paths if counted[path] > (0 if path in kept else MAX_QUERIES)]
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
