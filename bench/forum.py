"""« make forumbench »: what the pages of the forum cost with a thousand posts, and then with a million.

    python -m bench.forum [COUNT]                                     (SQLite)
    python tests/with_postgres.py python -m bench.forum [COUNT]       (PostgreSQL)

Milliseconds of the server, the best of nine or more for each address; the ratio is that of the medians of a kind of
page, and may not pass 1.2. The forum of a thousand posts is kept apart as it was, and both are asked in turn: what else
the machine does weighs on the two alike. Then the heaviest page of its kind, compressed (a page for a screen has 25 kB
at most), and how many bare Django views its median is.
Laying a million posts takes a quarter of an hour. On PostgreSQL, the plans of the statements that took longest are told
at the end.
"""

import re
import statistics
import sys
import time

from bench.search import prepare
from bench.visits import bare_ms

FEW, MANY, ROUNDS, TRIES = 1_000, 1_000_000, 9, 40  # a kind of page with one address is asked more often
MOST_RATIO, SLOWEST_SEARCH = 1.2, 100.0
HEAVIEST, ON_PAPER = 25_000, "sujet imprimé"
MOST_QUERIES = {"liste": 8, "sujet": 9, "recherche": 6}
# The topic of 5,000 posts is laid after some thousands: beside it, what a usual topic cost with a thousand. Nor are
# there questions without an answer for a whole page among a thousand posts: beside it, a whole page of the same lines.
USUAL = {
    "liste espace, sans-reponse": "liste espace",
    "liste sans-reponse": "liste recents",
    "sujet 5000, page 1": "sujet page 1",
    "sujet 5000, page 125": "sujet page 1",
    "sujet 5000, page 250": "sujet page 1",
    "sujet 5000, premier non lu": "sujet premier non lu",
}
READER = "elue@example.org"
LEADS_ON = "premier-non-lu/"
SOUGHT = [
    "q=loyer", "q=café", "q=terrasse+licence", "q=réunion+publique", "q=numéro", "q=hélicoptère", "q=subvention+bail",
    "q=la+chaudière+du+café", "q=loyer&resolu=oui", "q=café&depuis=annee", "q=pain&espace=comptoir",
    "q=repas+des+aînés&espace=mairies", "q=loyer&mot=loyer", "q=café&resolu=non&depuis=mois",
    "q=café&auteur=Membre+inventé+123", "q=subvention&auteur=Membre+inventé+7",
]  # fmt: skip
FILTERS = [
    "auteur=Membre+inventé+123", "auteur=Membre+inventé+7", "auteur=Odette", "auteur=personne+ainsi", "mot=loyer",
    "mot=jamais-dit", "resolu=oui", "resolu=non", "depuis=semaine", "depuis=annee", "espace=comptoir",
    "espace=monter-un-projet&resolu=oui", "mot=loyer&resolu=non&depuis=semaine", "mot=loyer&espace=monter-un-projet",
    "auteur=Membre+inventé+123&mot=loyer&resolu=oui", "auteur=Membre+inventé+7&depuis=semaine",
]  # fmt: skip


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    prepare()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections

    settings.DEBUG, settings.DEMO = False, True
    call_command("demo", posts=FEW, verbosity=0)
    before_it = copied()
    began = time.perf_counter()
    call_command("demo", posts=count, verbosity=0)
    connection.cursor().execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"{count:,} posts laid in {time.perf_counter() - began:.0f} s.", flush=True)
    few, many = measured(before_it, connections["default"])
    bare = bare_ms()
    print(f"{connection.vendor}: milliseconds, p50 and p95 at {FEW:,} posts, at {count:,}; ratio; most queries; kB")
    print(f"{'':38}the last column: how many bare views the p50 is")
    late = 0
    for name in many:
        before, after = few[name], many[name]
        ratio = after.p50 / before.p50
        is_late = ratio > MOST_RATIO and not name.startswith("recherche")
        is_late |= name.startswith("recherche") and after.p95 > SLOWEST_SEARCH
        is_late |= after.queries > MOST_QUERIES[name.split()[0]]
        is_late |= after.weight > HEAVIEST and not name.startswith(ON_PAPER)
        late += is_late
        told = "".join(f"{took:8.1f}" for took in (before.p50, before.p95, after.p50, after.p95))
        told += f"{ratio:7.2f}{after.queries:4}{after.weight / 1000:7.1f}"
        print(f"{name:38}{told}{after.p50 / bare:6.0f}{'  too much' * is_late}")
    if connection.vendor == "postgresql":
        explain()
    return 1 if late else 0


class Times:
    """Of one kind of page."""

    def __init__(self, times: list[float], queries: int, weight: int):
        self.p50, self.queries, self.weight = statistics.median(times), queries, weight
        self.p95 = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def copied():
    """A connection to another database, that stays what this one is now."""
    from django.conf import settings
    from django.db import connection, connections

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            name = "few"
            cursor.execute(
                f"CREATE DATABASE {name} TEMPLATE {connection.ops.quote_name(connection.settings_dict['NAME'])}"
            )
        else:
            name = f"{settings.VAR_ROOT}/few.sqlite3"
            cursor.execute("VACUUM INTO %s", [name])
    known = connections["default"]
    copy = type(known)(known.settings_dict | {"NAME": name}, known.alias)
    if connection.vendor == "postgresql":
        copy.cursor().execute("VACUUM ANALYZE")
    return copy


class Side:
    """A forum that is asked: its database, who reads there, and the addresses by kind of page."""

    def __init__(self, database):
        from django.test import Client

        from millecafes.people.models import User

        self.database = database
        with self:
            self.client = Client(SERVER_NAME="127.0.0.1")
            self.client.force_login(User.objects.get(email=READER))
            self.asked = found = asked()
            if not found["sujet 5000, page 1"]:
                self.asked |= {kind: found[usual] for kind, usual in USUAL.items()}

    def __enter__(self):
        from django.db import connections

        connections["default"] = self.database

    def __exit__(self, *_fault):
        pass

    def first(self, address: str) -> tuple[int, int]:
        """Bytes and queries; it writes the mark of what is read."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        answer = self.client.get(address, headers={"accept-encoding": "gzip"})
        assert answer.status_code == 302 if LEADS_ON in address else answer.status_code == 200, address
        with CaptureQueriesContext(connection) as captured:
            self.client.get(address)
        return len(answer.content), len(captured)

    def time(self, address: str) -> float:
        clock = time.process_time if self.database.vendor == "sqlite" else time.perf_counter
        began = clock()
        self.client.get(address)
        return (clock() - began) * 1000


def measured(*databases) -> list[dict[str, Times]]:
    """Of each, kind by kind, in turn; the last one stays in use."""
    sides, found = [Side(database) for database in databases], [{} for _ in databases]
    for name in sides[-1].asked:
        firsts, times = [], []
        for side in sides:
            with side:
                firsts.append([side.first(address) for address in side.asked[name]])
            times.append([[] for _address in side.asked[name]])
        for _round in range(max(ROUNDS, TRIES // len(sides[-1].asked[name]))):
            for side, own in zip(sides, times, strict=True):
                with side:
                    for address, its in zip(side.asked[name], own, strict=True):
                        its.append(side.time(address))
        for rows, first, own in zip(found, firsts, times, strict=True):
            weight, queries = map(max, zip(*first, strict=True))
            rows[name] = Times([min(its) for its in own], queries, weight)
    return found


def asked() -> dict[str, list[str]]:
    """Addresses by kind of page; topics of twenty posts or more, so that their pages are whole."""
    from members.forum.models import Topic

    forum = "/espace/forum/"
    readable = Topic.objects.filter(board__slug__in=["comptoir", "mairies"], author__email__startswith="membre-")
    usual = [f"{forum}sujet/{pk}/" for pk in readable.filter(last_number=45).values_list("pk", flat=True)[:8]]
    longest = readable.filter(last_number__gte=5_000).values_list("pk", flat=True).first()
    long = [f"{forum}sujet/{longest}/"] if longest else []
    return lists(forum, readable) | {
        "sujet page 1": usual,
        "sujet page 2": [f"{address}?page=2" for address in usual],
        "sujet premier non lu": [f"{address}{LEADS_ON}" for address in usual],
        ON_PAPER: [f"{address}imprimer/" for address in usual],
        "sujet 5000, page 1": long,
        "sujet 5000, page 125": [f"{address}?page=125" for address in long],
        "sujet 5000, page 250": [f"{address}?page=250" for address in long],
        "sujet 5000, premier non lu": [f"{address}{LEADS_ON}" for address in long],
        "recherche": [f"{forum}recherche/?{words}" for words in SOUGHT],
        "recherche sans mot": [f"{forum}recherche/?{filters}" for filters in FILTERS],
    }


def lists(forum: str, readable) -> dict[str, list[str]]:
    """Their first pages, and one in the middle of the forum."""
    from members.forum.services.lists import place_of

    sifted = ["recents", "non-lus", "sans-reponse", "resolus", "reponse-equipe", "mes-sujets", "suivis"]
    middle = readable.order_by("-bumped_at")[readable.count() // 2]
    further = f"avant={place_of(middle, 'bumped_at')}"
    boards = [f"{forum}espaces/comptoir/", f"{forum}espaces/mairies/"]
    return {
        "liste index": [forum],
        "liste espace": boards,
        "liste espace, sans-reponse": [f"{address}?tri=sans-reponse" for address in boards],
        "liste espace, plus loin": [f"{address}?{further}" for address in boards],
        **{f"liste {code}": [f"{forum}{code}/"] for code in sifted},
        "liste recents, plus loin": [f"{forum}recents/?{further}"],
    }


def explain() -> None:
    """How PostgreSQL answers the longest statement of each kind of page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from millecafes.people.models import User

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email=READER))
    for name, addresses in asked().items():
        if not addresses:
            continue
        with CaptureQueriesContext(connection) as captured:
            client.get(addresses[-1])
        reads = [query for query in captured if re.match(r"\s*(SELECT|WITH)", query["sql"])]
        longest = max(reads, key=lambda query: float(query["time"]))["sql"]
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {longest.replace('%', '%%')}")
            plan = "\n".join(row[0] for row in cursor.fetchall())
        print(f"\n{name}: {addresses[-1]}\n{plan}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
