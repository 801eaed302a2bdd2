"""« make peakbench »: a television report. Hundreds of visitors at once on four public addresses, while members write.

    python -m bench.peak [CONNECTIONS [SECONDS]]                                     (SQLite)
    python tests/with_postgres.py python -m bench.peak [CONNECTIONS [SECONDS]]       (PostgreSQL)

CONNECTIONS (200, then 1,000 by default) are kept open by one process and ask again as soon as they are answered, for
SECONDS (20 by default): home, map, a café and the data of the map, in turn. The site is served by gunicorn alone with
the settings of production; a bare Django view is asked just before, in the same way. Meanwhile three members write,
each twice a second. No answer may be anything else than a success, and no writing may fail. With so many at once the
times are those of a queue: 99 answers in a hundred come within a second.
"""

import json
import multiprocessing
import re
import statistics
import sys
import time
from contextlib import contextmanager

from bench.crowd import Crowd, press
from bench.production import HEADERS, Person, a_cafe, in_production
from bench.visits import BARE, bare, table

CONNECTIONS, SECONDS, LONGEST = [200, 1000], 20, 1000  # milliseconds, of 99 answers in a hundred
WRITERS, PAUSE = ["elue@example.org", "gerante@example.org", "porteur@example.org"], 0.5
DRAFTS, FORM = "/espace/forum/brouillons/garder/", "/espace/forum/nouveau/"
VERSION = re.compile(r'name="version" value="(\d+)"')
PROCESSES = multiprocessing.get_context("fork")
HEAD = ["", "conn.", "answers", "not 2xx", "cut", "a second", "× bare", "p50 ms", "p95 ms", "p99 ms"]


def main():
    numbers = [int(sys.argv[1])] if len(sys.argv) > 1 else CONNECTIONS
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else SECONDS
    faults, rows = [], [HEAD]
    with in_production() as site, bare() as bare_site:
        paths = ["/", "/cafes/", a_cafe(site), "/cafes/points.json"]
        members = [Person(site.url, f"10.0.{number}").enter(site, email) for number, email in enumerate(WRITERS)]
        press(site.url, paths, HEADERS, 8, 1)  # each process has made and kept its pages
        for number in numbers:
            plain = press(bare_site.url, ["/"], {"Host": "127.0.0.1"}, number, seconds)
            with writing(members) as written:
                peak = press(site.url, paths, HEADERS, number, seconds)
            rows += [row(BARE, number, plain, plain), row("the four addresses", number, peak, plain)]
            faults += [f"{number} connections: {fault}" for fault in [*beyond(peak), *told(number, written)]]
    table(rows)
    if faults:
        sys.exit(" ".join(faults))


def row(name: str, connections: int, crowd: Crowd, plain: Crowd) -> list[str]:
    """The ratio is that of answers a second: how many bare views an answer costs."""
    figures = [f"{crowd.rate:.0f}", f"{plain.rate / crowd.rate:.2f}", *(f"{crowd.p(p):.0f}" for p in (50, 95, 99))]
    return [name, str(connections), f"{len(crowd.times):,}", str(crowd.refused), str(crowd.cut), *figures]


def beyond(crowd: Crowd) -> list[str]:
    """What visitors may not meet."""
    faults = [f"{crowd.refused} answers are no success: {dict(crowd.statuses)}."] if crowd.refused else []
    return faults + ([f"p99 is {crowd.p(99):.0f} ms."] if crowd.p(99) > LONGEST else [])


# -- Members who write meanwhile --------------------------------------------------------------------------------------


@contextmanager
def writing(members: list[Person]):
    """What they wrote is in the list at the end: what went wrong, if anything did, and how long each took."""
    stop, answers, found = PROCESSES.Event(), PROCESSES.Queue(), []
    processes = [PROCESSES.Process(target=write, args=(member, stop, answers)) for member in members]
    for process in processes:
        process.start()
    try:
        yield found
    finally:
        stop.set()
        found += [answer for _ in processes for answer in answers.get(timeout=120)]
        for process in processes:
            process.join()


def write(member: Person, stop, answers) -> None:
    """Keeps the draft of a message, again and again, as the form of the forum does while one types."""
    found, version = [], ""
    while not stop.wait(PAUSE):
        began, error = time.perf_counter(), ""
        try:
            version = version or VERSION.search(member.get(FORM))[1]
            typed = {"title": "Un essai", "body": f"Une phrase, et {len(found)} autres."}
            said = json.loads(member.post(DRAFTS, slot="nouveau", version=version, **typed))
            version, error = said["version"], "" if said["state"] == "kept" else said["state"]
        except Exception as fault:  # told at the end
            error = f"{type(fault).__name__}: {fault}"
        found.append((error, time.perf_counter() - began))
    answers.put(found)


def told(connections: int, written: list[tuple[str, float]]) -> list[str]:
    errors, times = [error for error, _taken in written if error], [taken for _error, taken in written] or [0.0]
    print(
        f"{connections} connections, meanwhile {len(written)} writings by {len(WRITERS)} members: {len(errors)} "
        f"failed; p50 {statistics.median(times):.2f} s, the longest {max(times):.2f} s",
        flush=True,
    )
    return [f"{len(errors)} writings failed, of which: {errors[0]}"] if errors else []


if __name__ == "__main__":
    main()
