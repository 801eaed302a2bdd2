"""How long a page of the members' directory takes, among a thousand members and among a hundred thousand.

    python -m bench.directory [COUNT]                                     (SQLite)
    python tests/with_postgres.py python -m bench.directory [COUNT]       (PostgreSQL)

The whole answer of the server, session and access included, for a mayor: queries, and the median and the best of ten
in milliseconds (on a busy machine only the best tells what the answer costs).
"""

import random
import re
import statistics
import sys
import time
from datetime import date
from unittest.mock import patch

from bench.search import prepare
from bench.visits import bare_ms

FEW, MANY = 1_000, 100_000
ROUNDS, AT_ONCE = 10, 2_000
MOST_QUERIES, MOST_RATIO = 16, 2.0  # a hundred times more members
FIRST = re.findall(
    r"\w+", "Anne Bruno Claire Denis Élise Farid Gaël Hélène Ibrahim Jeanne Karim Lucie Marc Nadia Odile Paul"
)
SYLLABLES = re.findall(r"\w+", "ba ber bou char che do du fa gar gou la le mar mou na pel ri ro sa ter vil")
MODELS = ["associatif", "entrepreneurial", ""]
ASKED = {
    "everybody": "",
    "a page in the middle": "apres={middle}",
    "a department": "departement=81",
    "a role": "role=holder",
    "a theme": "theme=accounts",
    "a size": "taille=3500-et-plus",
    "all four": "departement=81&role=elected&theme=works&taille=500-1000",
    "three that nobody answers": "role=holder&theme=accounts&taille=3500-et-plus&q=zzz",
    "two that few answer": "role=elected&taille=3500-et-plus&theme=accounts",
    "a first name": "q=odile",
    "one letter": "q=m",
    "a whole name": "q=odile+marbou",
    "a commune": "q=cadalen",
    "nobody": "q=zzzz",
    "communes like mine": "comme=taille",
    "with a café like ours": "comme=cafe",
}


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    prepare()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.DEBUG = False  # else Django keeps every query, and counts none once it has kept too many
    call_command("import_communes", verbosity=0)
    mayor, chance = make_mayor(), random.Random(7)
    rows = {}
    for size in (FEW, count):
        make_members(size, chance)
        if connection.vendor == "postgresql":
            connection.cursor().execute("VACUUM ANALYZE")
        rows[size] = measure(mayor)
    slow, whole_page, bare = 0, rows[FEW]["everybody"][1], bare_ms()
    print(f"{connection.vendor}: milliseconds, median (best), among {FEW:,} then {count:,} members; queries")
    print("The last column: how many bare views the last median is.")
    for name in ASKED:
        (few, few_best, _), (many, many_best, queries) = rows[FEW][name], rows[count][name]
        ratio = many_best / max(few_best, whole_page)  # among a thousand, what is rare makes a shorter page
        slow += ratio > MOST_RATIO or queries > MOST_QUERIES
        told = f"{few:6.1f} ({few_best:5.1f})  {many:6.1f} ({many_best:5.1f})  ×{ratio:.2f}"
        print(f"{name:28} {told}  {queries:3}  {many / bare:4.0f}")
    return 1 if slow else 0


def make_mayor():
    """Of Cadalen, where there is a café."""
    from millecafes.people.models import Mandate, Member, User
    from millecafes.places.models import Cafe

    now = date(2024, 6, 1)
    mayor = User.objects.create_user("maire@example.org", display_name="Madeleine Exemple")
    Member.objects.create(person=mayor, state="approved", state_at=f"{now} 00:00Z")
    Mandate.objects.create(person=mayor, commune_id="81046", function="mayor", starts_on=now)
    Cafe.objects.create(name="Le café", slug="le-cafe", commune_id="81046", model="associatif", live=True)
    return mayor


def make_members(total: int, chance: random.Random) -> None:
    """As many as there must be in all: elected people, managers, holders, over the whole country."""
    from django.utils import timezone

    from millecafes.people.models import CafeRole, Mandate, Member, ProjectHolder, Theme, User
    from millecafes.people.services import refresh_everybody
    from millecafes.places.models import Cafe, Commune

    communes = list(Commune.objects.eligible().values_list("pk", flat=True))
    known, since = Member.objects.count(), date(2024, 6, 1)
    for start in range(known, total, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, total))
        people = User.objects.bulk_create(
            User(email=f"m{number}@example.org", password="!", display_name=a_name(chance)) for number in numbers
        )
        themes = [chance.sample(Theme.values, chance.choice([0, 1, 1, 2, 3])) for _ in people]
        Member.objects.bulk_create(
            Member(person=person, state="approved", state_at=timezone.now(), themes=own)
            for person, own in zip(people, themes, strict=True)
        )
        third = len(people) // 3
        elected, managers, holders = people[: 2 * third], people[2 * third : -third // 4], people[-third // 4 :]
        Mandate.objects.bulk_create(
            Mandate(person=person, commune_id=chance.choice(communes), function="mayor", starts_on=since)
            for person in elected
        )
        given = {"name": "Le Bon Coin", "live": True}
        cafes = Cafe.objects.bulk_create(
            Cafe(**given, slug=f"b{person.pk}", commune_id=chance.choice(communes), model=chance.choice(MODELS))
            for person in managers
        )
        CafeRole.objects.bulk_create(
            CafeRole(person=person, cafe=cafe, starts_on=since) for person, cafe in zip(managers, cafes, strict=True)
        )
        ProjectHolder.objects.bulk_create(ProjectHolder(person=person, starts_on=since) for person in holders)
    # What the site's search keeps of them is measured elsewhere.
    with patch("millecafes.people.services.directory.tell_the_search"):
        for how in ("written", "read again"):
            began = time.process_time()
            refresh_everybody()
            print(f"{total:,} members: directory {how} in {time.process_time() - began:.0f} s of work", flush=True)


def a_name(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {''.join(chance.choices(SYLLABLES, k=3)).title()}"


def measure(mayor) -> dict[str, tuple[float, float, int]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from millecafes.people.models import DirectoryEntry

    entries = DirectoryEntry.objects.order_by("name", "member")
    middle = entries.values_list("member", flat=True)[entries.count() // 2]
    client, found = Client(SERVER_NAME="127.0.0.1"), {}
    client.force_login(mayor)
    for name, query in ASKED.items():
        address, times = f"/espace/annuaire/?{query.format(middle=middle)}", []
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
            queries = len(captured)  # the next request forgets them
        for _round in range(ROUNDS):
            began = time.perf_counter()
            client.get(address)
            times.append((time.perf_counter() - began) * 1000)
        found[name] = (statistics.median(times), min(times), queries)
    return found


if __name__ == "__main__":
    sys.exit(main())
