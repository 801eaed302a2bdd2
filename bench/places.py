"""« make placesbench »: how long it takes to find a place in the whole register, and what is near among many cafés.

    python -m bench.places                                     (SQLite)
    python tests/with_postgres.py python -m bench.places       (PostgreSQL)

Server time of the answer of « /communes/suggestions/ », its JSON included: the median and the best of 30 (on a busy
machine only the best tells what the answer costs). Then the import itself, what it costs to tell that the open data of
10,000 cafés have not changed, and the twenty nearest of 100,000.
"""

import statistics
import sys
import time
from itertools import islice

from bench.search import prepare
from bench.visits import bare_ms

ROUNDS, ALLOWED = 30, 5.0  # milliseconds
ALLOWED_IMPORT, ALLOWED_AGAIN = 30.0, 3.0  # seconds; milliseconds
TYPED = [
    *["chaumont", "chaumont-s", "chaumont 74", "chaumont haute-savoie", "ste colombe", "ST LEGER DE M", "rustan"],
    *["2A004", "81600", "51300", "rochelle", "s", "sa", "saint", "montbrillais saint leger", "zz", "<b>x</b>"],
]
NEAR, OPEN, CAFES, ALLOWED_NEAR, LISTED = ("81046", "86271", "97424", "2A004"), 10_000, 100_000, 10.0, 20


def main() -> int:
    prepare()
    from django.core.management import call_command
    from django.db import connection
    from django.test import RequestFactory

    from millecafes.core.serving import get_ready
    from millecafes.demo import crowd
    from millecafes.places.models import Cafe
    from millecafes.places.views import suggestions

    slow = 0
    for turn in ("first import", "second import"):
        began = time.perf_counter()
        call_command("import_communes", verbosity=0)
        seconds = time.perf_counter() - began
        slow += seconds > ALLOWED_IMPORT
        print(f"{turn:28} {seconds:6.1f} s")
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    get_ready()  # as a web process is
    beyond, bare = 0, bare_ms()
    for words in TYPED:
        request, times = RequestFactory().get("/communes/suggestions/", {"q": words}), []
        for _round in range(ROUNDS):
            began = time.perf_counter()
            suggestions(request)
            times.append((time.perf_counter() - began) * 1000)
        median = statistics.median(times)
        beyond += median > ALLOWED
        print(f"{words:28} {median:6.2f} ms, at best {min(times):6.2f}; × {median / bare:.0f} a bare view")
    print(f"{connection.vendor}: {beyond} of {len(TYPED)} beyond {ALLOWED} ms")
    cafes = crowd.cafes(CAFES)
    Cafe.objects.bulk_create(islice(cafes, OPEN), batch_size=1000)
    again = ask_again()
    Cafe.objects.bulk_create(cafes, batch_size=1000)
    return 1 if slow + beyond + again + look_around() else 0


def look_around() -> int:
    """How many of the places take too long to tell what is near."""
    from django.db import connection

    from millecafes.core.memo import as_one_request
    from millecafes.places.models import Cafe, Commune
    from millecafes.places.near import Point, nearest

    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    slow, found = 0, Cafe.objects.on_map().filter(lat__isnull=False)
    for commune in Commune.objects.filter(pk__in=NEAR):
        point, times = Point(commune.lat, commune.lon), []
        for _round in range(ROUNDS):
            began = time.perf_counter()
            with as_one_request():
                nearest(found, point, LISTED, CAFES)
            times.append((time.perf_counter() - began) * 1000)
        median = statistics.median(times)
        slow += median > ALLOWED_NEAR
        print(f"near {commune.name:23} {median:6.2f} ms, at best {min(times):6.2f}")
    print(f"{connection.vendor}: {slow} of {len(NEAR)} beyond {ALLOWED_NEAR} ms among {CAFES:,} cafés")
    return slow


def ask_again() -> int:
    """Whether « nothing has changed » takes too long to be told of the open data."""
    from django.test import Client

    client, times = Client(SERVER_NAME="127.0.0.1"), []
    known = client.get("/cafes.geojson")["ETag"]
    for _round in range(ROUNDS):
        began = time.perf_counter()
        answer = client.get("/cafes.geojson", headers={"If-None-Match": known})
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 304, answer.status_code
    median = statistics.median(times)
    print(f"{'cafes.geojson, unchanged':28} {median:6.2f} ms, at best {min(times):6.2f}")
    return int(median > ALLOWED_AGAIN)


if __name__ == "__main__":
    sys.exit(main())
