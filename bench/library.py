"""« make librarybench »: how long finding takes in the library, among 10,000 resources whose files are read.

    python -m bench.library [COUNT]                                     (SQLite)
    python tests/with_postgres.py python -m bench.library [COUNT]       (PostgreSQL)

Milliseconds of the server, the best of five, rights included: of the statement of the list, of the search of the site,
and of the whole pages around them, all held to one budget. SQLite works in this very process: its times are those of
the processor, whatever else is running. Under ``taskset -c 0`` PostgreSQL does not wait for another core to wake up.
"""

import random
import statistics
import sys
import time

from bench.search import COMMON, SYLLABLES, prepare
from bench.visits import bare_ms

MANY, AT_ONCE, ROUNDS = 10_000, 500, 5
WORDS_OF_A_TEXT = 1_500  # a talk of ten minutes, five pages of a guide
MOST = {"sqlite": 100.0, "postgresql": 50.0}
MOST_QUERIES = 12
ASKED = [
    "café", "maire", "commune village", "bachof", "le café de la mairie", "réseau soirée projet", "hélicoptère",
    "zinval", "gérant local", "habitants", "cafe hélicoptère", "mino", "projets",
]  # fmt: skip
FACETS = ["", "theme=t3", "sorte=template&phase=opening", "pour=elected", "theme=t1&sorte=guide&langue=fr"]


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    prepare()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from millecafes.core.serving import get_ready
    from millecafes.people.permissions import account_with_rights

    settings.DEBUG = False  # else Django keeps every query
    call_command("import_communes", verbosity=0)
    mayor = account_with_rights(make_mayor().pk)  # as a request comes with it
    fill(count, random.Random(7))
    connection.cursor().execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(mayor)
    client.get("/espace/ressources/?q=café")  # templates are read once
    get_ready()  # as a web process is
    late, bare = 0, bare_ms()
    print(f"{connection.vendor}, {count:,} resources: milliseconds, p50, p95, most; most queries; p50 × a bare view")
    for name, ask in questions(client, mayor).items():
        p50, p95, most, queries = measure(ask)
        is_late = p95 > MOST[connection.vendor] or queries > MOST_QUERIES
        late += is_late
        print(f"{name:42}{p50:8.1f}{p95:8.1f}{most:8.1f}{queries:6}{p50 / bare:6.0f}{'   too much' if is_late else ''}")
    return 1 if late else 0


def make_mayor():
    from datetime import date

    from millecafes.people.models import Mandate, Member, User

    mayor = User.objects.create_user("maire@example.org", display_name="Madeleine Exemple")
    Member.objects.create(person=mayor, state="approved", state_at="2024-06-01 00:00Z")
    Mandate.objects.create(person=mayor, commune_id="81046", function="mayor", starts_on=date(2024, 6, 1))
    return mayor


def fill(count: int, chance: random.Random) -> None:
    """Resources with files that were read, and one replay with its transcript for ten of them."""
    from django.utils import timezone
    from wagtail.models import Locale

    from millecafes.core.search import index
    from resources.models import Phase, Replay, Resource, ResourceFile, ResourceKind, Theme

    rare = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(20_000)]
    locale, today = Locale.objects.get(language_code="fr"), timezone.localdate()
    themes = [Theme.objects.create(code=f"t{n}", name=f"Thème {n}", locale=locale) for n in range(8)]
    audiences = [["members"], ["members"], ["elected"], ["managers"], ["public"], ["elected", "holders"]]
    began = time.perf_counter()
    for start in range(0, count, AT_ONCE):
        made = Resource.objects.bulk_create(
            Resource(
                title=title_of(chance, rare), slug=f"r{n}", summary=words_of(chance, rare, 25), live=True,
                locale=locale,
                kind=chance.choice(ResourceKind.values[:3]), theme=chance.choice(themes),
                phase=chance.choice(["", *Phase.values]), audiences=chance.choice(audiences),
                reviewed_on=today.replace(day=1), first_published_at=timezone.now(),
            )
            for n in range(start, start + AT_ONCE)
        )  # fmt: skip
        ResourceFile.objects.bulk_create(
            ResourceFile(
                resource=resource, number=1, file="absent.pdf", name="absent.pdf", size=1, sha256="0", pages=5,
                text=words_of(chance, rare, WORDS_OF_A_TEXT), text_state="done",
            )
            for resource in made
        )  # fmt: skip
        index.write("resource", Resource.objects.filter(pk__gte=made[0].pk).select_related("theme", "locale"))
        replays = Replay.objects.bulk_create(
            Replay(
                title=title_of(chance, rare), slug=f"v{n}", summary=words_of(chance, rare, 25), live=True,
                recorded_on=today, audiences=chance.choice(audiences), url="https://example.org/",
                transcript=words_of(chance, rare, WORDS_OF_A_TEXT),
            )
            for n in range(start, start + AT_ONCE, 10)
        )  # fmt: skip
        index.write("replay", replays)
    print(
        f"{count:,} resources and {count // 10:,} replays indexed in {time.perf_counter() - began:.0f} s.", flush=True
    )


def words_of(chance: random.Random, rare: list[str], count: int) -> str:
    return " ".join(chance.choice(COMMON) if chance.random() < 0.2 else chance.choice(rare) for _ in range(count))


def title_of(chance: random.Random, rare: list[str]) -> str:
    return words_of(chance, rare, 5).capitalize()


def questions(client, mayor) -> dict:
    from millecafes.core.found import page_found
    from millecafes.core.memo import as_one_request
    from millecafes.core.search.query import Query, Search
    from millecafes.people.permissions import access_of
    from resources.models import Resource
    from resources.services.finding import resources_saying

    access = access_of(mayor)

    def listed(typed):
        return page_found(resources_saying(Resource.objects.readable_by(access), typed).only("pk"), "1", 24)

    def search(typed):
        with as_one_request():
            return Search(Query(typed, "fr"), mayor).results()

    def get(address):
        assert client.get(address).status_code == 200

    return {
        "list: words, rights, count, first page": [(listed, typed) for typed in ASKED],
        "search: engine, every kind": [(search, typed) for typed in ASKED],
        "library: page without words": [(get, f"/espace/ressources/?{facets}") for facets in FACETS],
        "library: page with words and facets": [
            (get, f"/espace/ressources/?q={typed.replace(' ', '+')}&{facets}") for typed in ASKED for facets in FACETS
        ],
        "replays: page with words": [(get, f"/espace/replays/?q={typed.replace(' ', '+')}") for typed in ASKED],
        "search: page with words": [(get, f"/recherche/?q={typed.replace(' ', '+')}") for typed in ASKED],
    }


def measure(asked) -> tuple[float, float, float, int]:
    """Of the best time of each question, as a busy machine tells no other; and the most queries of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    times, queries = [], 0
    for ask, what in asked:
        ask(what)  # whatever is kept from one request to the next is kept
        with CaptureQueriesContext(connection) as captured:
            ask(what)
        queries = max(queries, len(captured))
        own = []
        for _round in range(ROUNDS):
            began = clock()
            ask(what)
            own.append((clock() - began) * 1000)
        times.append(min(own))
    return statistics.median(times), statistics.quantiles(times, n=20, method="inclusive")[-1], max(times), queries


if __name__ == "__main__":
    sys.exit(main())
