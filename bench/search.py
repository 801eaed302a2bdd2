"""« make searchbench »: how long the search takes among 20,000 documents, the same at each run.

    python -m bench.search                                     (SQLite)
    python tests/with_postgres.py python -m bench.search       (PostgreSQL)

Times are those of this machine, which does nothing else: of the engine alone (rights, ranking, excerpts of a page of
results), then of the whole answer, its frame and its 10 results included. « × bare »: how many bare Django views
the median is, asked by the same client.
"""

import os
import random
import re
import statistics
import sys
import tempfile
import time

from bench.visits import bare_ms
from tools.site import ROOT

DOCUMENTS, ROUNDS, ALLOWED = 20_000, 5, 20.0
SYLLABLES = ["ba", "cho", "di", "fer", "gou", "jan", "lé", "mi", "nor", "pel", "qua", "ri", "sau", "tu", "val", "zin"]
COMMON = ["café", "commune", "village", "maire", "mairie", "habitant", "local", "gérant", "projet", "réseau", "soirée"]
# Words that most documents hold, one that none does, and beginnings.
BESIDES = ["café", "commune village", "maire café réseau", "hélicoptère", "café hélicoptère", "le café de la mairie"]
BEGINNINGS = ["ca", "com", "vi", "bachof", "café mai"]


def prepare():
    """A database of its own, unless one is given."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "millecafes.settings.dev"
    os.environ["VAR_ROOT"] = tempfile.mkdtemp(prefix="search-bench-")
    sys.path.insert(0, str(ROOT / "site"))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def words_of(chance: random.Random) -> list[str]:
    """A hundred and fifty words: a few that everybody uses, most that few do."""
    rare = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(90)]
    words = rare + chance.choices(COMMON, k=50) + chance.choices(promised_words(), k=10)
    chance.shuffle(words)
    return words


def promised_words() -> list[str]:
    texts = re.findall(r"^\d+\. (.+)$", document(), re.MULTILINE)
    return [word for text in texts for word in re.findall(r"[^\W\d_]{4,}", text)]


def document() -> str:
    return (ROOT / "docs" / "search.md").read_text()


def fill():
    """Pages one under the home page, a part of them private, and their entries."""
    from wagtail.models import Page, PageViewRestriction

    from home.models import ContentPage, HomePage
    from millecafes.core.search import index, sources
    from millecafes.core.search.stores import store

    chance, home = random.Random(1000), HomePage.objects.get(locale__language_code="fr")
    kind = ContentPage(title="").cached_content_type
    texts = {}
    for start in range(0, DOCUMENTS, 1000):
        batch = []
        for number in range(start + 1, start + 1001):
            words = words_of(chance)
            batch.append(page_of(Page, home, kind, number, " ".join(words[:5]).capitalize()))
            texts[number] = " ".join(words)
        Page.objects.bulk_create(batch)
    Page.objects.filter(pk=home.pk).update(numchild=DOCUMENTS)
    closed = Page.objects.filter(slug__in=[f"document-{number}" for number in range(100, DOCUMENTS, 5000)])
    PageViewRestriction.objects.bulk_create(PageViewRestriction(page=page, restriction_type="login") for page in closed)

    class Documents(type(sources.by_kind()["page"])):
        def entry(self, page):
            text = texts[int(page.slug.split("-")[1])]
            return sources.Entry(page.title, text, "fr", page.translation_key)

    pages = sources.by_kind()["page"]
    sources.register(Documents())
    made = list(Page.objects.filter(slug__startswith="document-").order_by("pk"))
    began = time.perf_counter()
    for start in range(0, DOCUMENTS, 500):
        index.write("page", made[start : start + 500])
    sources.register(pages)
    store().tidy()  # as « manage.py reindex » does
    print(f"{DOCUMENTS:,} documents indexed in {time.perf_counter() - began:.0f} s.")


def page_of(model, home, kind, number: int, title: str):
    step = home._get_basepath(home.path, home.depth) + home._int2str(number).rjust(home.steplen, "0")
    slug = f"document-{number}"
    return model(
        title=title, draft_title=title, slug=slug, path=step, depth=3, live=True, locale=home.locale,
        content_type=kind, url_path=f"{home.url_path}{slug}/",
    )  # fmt: skip


def measure(ask, queries) -> list[float]:
    """Milliseconds of each question of each round, the first round left out."""
    from millecafes.core.memo import as_one_request
    from millecafes.core.serving import get_ready

    times = []
    for round_number in range(ROUNDS + 1):
        if round_number == 1:
            get_ready()  # as a web process is
        for query in queries:
            began = time.perf_counter()
            with as_one_request():
                ask(query)
            if round_number:
                times.append((time.perf_counter() - began) * 1000)
    return times


def main():
    prepare()
    from django.contrib.auth.models import AnonymousUser
    from django.db import connection
    from django.test import Client

    from millecafes.core.search.query import Query, Search

    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client, nobody = Client(SERVER_NAME="127.0.0.1"), AnonymousUser()
    promised = re.findall(r"^\| `(.+?)` \|", document(), re.MULTILINE)
    questions = [
        ("engine: the promised queries", promised, lambda typed: Search(Query(typed, "fr"), nobody).results()),
        ("engine: frequent words, no result", BESIDES, lambda typed: Search(Query(typed, "fr"), nobody).results()),
        ("engine: the same in English", BESIDES, lambda typed: Search(Query(typed, "en"), nobody).results()),
        ("engine: suggestions", BEGINNINGS, lambda typed: Search(Query(typed, "fr"), nobody).suggestions()),
        ("answer: /recherche/", promised + BESIDES, lambda typed: client.get("/recherche/", {"q": typed})),
        ("answer: suggestions", BEGINNINGS, lambda typed: client.get("/recherche/suggestions/", {"q": typed})),
    ]
    bare = bare_ms()
    print(f"{connection.vendor:<36}{'p50 ms':>8}{'p95 ms':>8}{'max ms':>8}{'× bare':>8}")
    over = []
    for name, queries, ask in questions:
        times = measure(ask, queries)
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"{name:<36}{p50:>8.1f}{p95:>8.1f}{max(times):>8.1f}{p50 / bare:>8.0f}")
        if p95 > ALLOWED:
            over.append(name)
    if over:
        sys.exit(f"Over {ALLOWED:.0f} ms: {', '.join(over)}.")


if __name__ == "__main__":
    main()
