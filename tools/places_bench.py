"""« make placesbench »: how long it takes to find a place in the whole register, however it is typed.

    python -m tools.places_bench                                     (SQLite)
    python tests/with_postgres.py python -m tools.places_bench       (PostgreSQL)

Server time of the answer of « /communes/suggestions/ », its JSON included: the median and the best of 30 (on a busy
machine only the best tells what the answer costs).
"""

import statistics
import sys
import time

from tools.search_bench import prepare

ROUNDS, ALLOWED = 30, 5.0  # milliseconds
TYPED = [
    *["chaumont", "chaumont-s", "chaumont 74", "chaumont haute-savoie", "ste colombe", "ST LEGER DE M", "rustan"],
    *["2A004", "81600", "51300", "rochelle", "s", "sa", "saint", "montbrillais saint leger", "zz", "<b>x</b>"],
]


def main() -> int:
    prepare()
    from django.core.management import call_command
    from django.db import connection
    from django.test import RequestFactory

    from millecafes.places.views import suggestions

    call_command("import_communes", verbosity=0)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    slow = 0
    for words in TYPED:
        request, times = RequestFactory().get("/communes/suggestions/", {"q": words}), []
        for _round in range(ROUNDS):
            began = time.perf_counter()
            suggestions(request)
            times.append((time.perf_counter() - began) * 1000)
        median = statistics.median(times)
        slow += median > ALLOWED
        print(f"{words:28} {median:6.2f} ms, at best {min(times):6.2f}")
    print(f"{connection.vendor}: {slow} of {len(TYPED)} beyond {ALLOWED} ms")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
