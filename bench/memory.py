"""« make memorybench »: the memory of a web process, before and after 10,000 requests of every kind.

    python -m bench.memory [COUNT]                                     (SQLite)
    python tests/with_postgres.py python -m bench.memory [COUNT]       (PostgreSQL)

The site is served by one web process with the settings of production. COUNT requests (10,000 by default) come from
four connections: pages given again and pages made anew, a member's pages, searches and data of the map, in turn. After
the first fifth of them, which fills what a process keeps, its memory without files may not grow by more than 20 MB. Its
share, what it has alone and its part of what it has in common with the process it came from, stays under 200 MB.
"""

import sys
from itertools import count as counted
from threading import Thread

from bench.production import Person, a_cafe, in_production

COUNT, STEPS, GROWTH, MOST = 10_000, 10, 20, 200  # megabytes
VISITORS, READER = 4, "elue@example.org"
WORDS = ["loyer", "cafe", "mairie", "guinguette", "subvention", "helicoptere", "chaudiere", "terrasse"]
PUBLIC = ["/", "/en/", "/cafes/", "/chiffres/", "/agenda/", "/presse/", "/recherche/", "/contact/", "/simulateur/"]
DATA = ["/cafes/points.json", "/cafes.geojson", "/communes/suggestions/?q=chaumont", "/sitemap.xml"]
MEMBERS = ["/espace/", "/espace/forum/", "/espace/forum/recents/", "/espace/annuaire/", "/espace/ressources/"]


def main():
    total = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with in_production(WEB_CONCURRENCY="1") as site:
        web, faults = child_of(site.web.pid), []
        visitors = [Person(site.url, f"10.0.{number}").enter(site, READER) for number in range(VISITORS)]
        strangers = [Person(site.url, f"10.1.{number}") for number in range(VISITORS)]
        asked, cafe = counted(), a_cafe(site)
        print(f"{'requests':>10}{'resident':>10}{'share':>10}{'no files':>10}  (MB)")
        own = [tell(web, 0)]
        for step in range(1, STEPS + 1):
            visit(list(zip(visitors, strangers, strict=True)), asked, total // STEPS // VISITORS, cafe, faults)
            own.append(tell(web, step * (total // STEPS // VISITORS) * VISITORS))
        held = share(web)
    faults += beyond(own, held)
    if faults:
        sys.exit(" ".join(faults[:3]))


def visit(pairs: list, asked, each: int, cafe: str, faults: list[str]) -> None:
    """Each visitor asks so many times, at the same time as the others."""

    def walk(member: Person, stranger: Person):
        try:
            for _ in range(each):
                path = address(next(asked), cafe)
                (member if path.startswith("/espace/") else stranger).get(path)
        except Exception as fault:  # a thread keeps what goes wrong to itself
            faults.append(f"{type(fault).__name__}: {fault}")

    threads = [Thread(target=walk, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def address(number: int, cafe: str) -> str:
    """The kinds in turn; what is made anew never has the same address twice."""
    turn, kind = divmod(number, 6)
    word = WORDS[turn % len(WORDS)]
    return [
        [*PUBLIC, cafe][turn % (len(PUBLIC) + 1)],
        f"{PUBLIC[turn % len(PUBLIC)]}?made={number}",
        MEMBERS[turn % len(MEMBERS)],
        f"/recherche/?q={word}+{number}" if turn % 2 else f"/recherche/?q={word}",
        f"/espace/forum/recherche/?q={word}" if turn % 2 else f"/espace/annuaire/?q={word[:3]}",
        DATA[turn % len(DATA)],
    ][kind]


def beyond(own: list[float], held: float) -> list[str]:
    """``own``: at the start, then after each tenth of the requests."""
    warm = own[1 + STEPS // 5 :]
    grown = max(warm) - own[STEPS // 5]
    faults = [f"Its memory grew by {grown:.0f} MB, {GROWTH} at most."] if grown > GROWTH else []
    return faults + ([f"Its share is {held:.0f} MB, {MOST} at most."] if held > MOST else [])


def tell(pid: int, asked: int) -> float:
    own = megabytes(pid, "RssAnon")
    print(f"{asked:>10,}{megabytes(pid, 'VmRSS'):>10.0f}{share(pid):>10.0f}{own:>10.0f}", flush=True)
    return own


def child_of(pid: int) -> int:
    """The only process that gunicorn has made."""
    with open(f"/proc/{pid}/task/{pid}/children") as children:
        (child,) = children.read().split()
    return int(child)


def share(pid: int) -> float:
    return megabytes(pid, "Pss:", "smaps_rollup")


def megabytes(pid: int, what: str, file: str = "status") -> float:
    with open(f"/proc/{pid}/{file}") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(what)) / 1024


if __name__ == "__main__":
    main()
