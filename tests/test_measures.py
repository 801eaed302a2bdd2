"""What the measuring tools refuse: each figure by itself, said by its name."""

import pytest

from bench import map as map_bench
from bench import memory, pages, peak, sign_in
from bench.crowd import Crowd, press
from bench.visits import bare, bare_ms
from tests.access_table import OURS
from tests.pages.factories import page_types
from tools import accessibility, addresses, lighthouse

# Of the matrix of access, what is no page of ours: doors that lead elsewhere, and what Wagtail asks by itself.
NO_PAGE = {
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
    "_util/login/",
    "espace/mes-donnees/",
    "favicon.ico",
    "gestion/pages/add/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
    "sitemap.xml",
}
# Each type of page of the editors, and the page of it that Lighthouse looks at.
LOOKED_AT = {
    "AdvocacyPage": "positions",
    "ArticlePage": "article",
    "CafesPage": "map",
    "ContactPage": "contact",
    "ContentPage": "standard page",
    "FaqPage": "questions",
    "HomePage": "home",
    "ImpactPage": "figures",
    "NewsIndexPage": "news",
    "PartnerPage": "partner",
    "PartnersPage": "partners",
    "PressIndexPage": "press",
    "ReportPage": "report",
    "ReportsPage": "reports",
    "SimulatorPage": "simulator",
    "SiteMapPage": "site map",
    "ThirdPlacePage": "third place",
    "TransparencyPage": "transparency",
    "VillagePage": "village",
    "VillageStoriesPage": "village stories",
    "VillageStoryPage": "village story",
}
FULL = dict.fromkeys(lighthouse.CATEGORIES, 100)


def test_lighthouse_names_each_figure_that_is_not_full():
    figures = FULL | {"seo": 92, "performance": 99}

    assert lighthouse.under("press", FULL) == []
    assert lighthouse.under("press", figures) == ["press, performance: 99", "press, seo: 92"]


def test_lighthouse_looks_at_each_type_of_page():
    assert {kind.__name__ for kind in page_types()} == set(LOOKED_AT)
    assert set(LOOKED_AT.values()) <= set(lighthouse.PAGES)


def test_lighthouse_does_not_hold_it_against_results_that_they_are_not_to_be_indexed():
    assert set(lighthouse.UNJUDGED) <= set(lighthouse.PAGES)
    assert lighthouse.under("found", FULL | {"seo": 66}) == []
    assert lighthouse.under("found", FULL | {"accessibility": 98}) == ["found, accessibility: 98"]


def test_a_page_slow_by_one_measure_only_is_slow():
    assert pages.slow("/", 1.5, 1.4) == []
    assert pages.slow("/", 3.0, 1.0) == ["/ (3.00 × a bare view for one visitor)"]
    assert pages.slow("/", 1.0, 2.0) == ["/ (2.00 times fewer answers a second)"]


def test_a_map_too_heavy_or_too_slow_says_by_what():
    right = {number: dict(limits) for number, limits in map_bench.LIMITS.items()}
    slow = right[map_bench.MANY] | {"usable ÷ 4 (ms)": 2300, "markers": 121}

    assert [map_bench.beyond(number, figures) for number, figures in right.items()] == [[], []]
    assert map_bench.beyond(map_bench.MANY, slow) == [
        "10,000 cafés: markers 121, at most 120.",
        "10,000 cafés: usable ÷ 4 (ms) 2300, at most 2000.",
    ]


def test_the_walk_of_accessibility_knows_every_address_of_the_matrix():
    assert set(OURS) - set(addresses.routes()) == NO_PAGE


@pytest.mark.urls("tests.demo.demo_urls")
def test_what_the_walk_never_meets_is_known_and_answers_no_page():
    answers = {name: OURS[name][1] for name in addresses.NEVER_PAGES if name in OURS}

    assert addresses.NEVER_PAGES - set(addresses.routes()) == set()
    assert {name for name in answers if "200" in answers[name]} - addresses.PARTS == set()


def test_the_walk_tells_of_a_page_that_nobody_was_shown():
    walk = accessibility.Walk(None, None)
    walk.met.update(route for route in walk.known if route != "agenda/<slug:slug>/")
    walk.answers["agenda/<slug:slug>/"].add(404)

    assert walk.never_met() == ["agenda/<slug:slug>/ {404}"]


def test_lighthouse_is_told_each_address_or_how_to_find_it():
    assert {name for name, path in lighthouse.PAGES.items() if not path} == set(lighthouse.CHOSEN)


@pytest.fixture(scope="module")
def bare_url():
    with bare() as site:
        yield site.url


def test_a_crowd_keeps_its_connections_and_counts_every_answer(bare_url):
    crowd = press(bare_url, ["/"], {"Host": "127.0.0.1"}, connections=20, seconds=0.5)

    assert crowd.statuses == {200: len(crowd.times)}
    assert len(crowd.times) >= 20
    assert (crowd.refused, crowd.cut) == (0, 0)
    assert 0 < crowd.p(50) <= crowd.p(99)


def test_a_crowd_counts_what_is_no_success(bare_url):
    crowd = press(bare_url, ["/", "/nowhere/"], {"Host": "127.0.0.1"}, connections=2, seconds=0.3)

    assert set(crowd.statuses) == {200, 404}
    assert crowd.refused == crowd.statuses[404]
    assert peak.beyond(crowd)[0] == f"{crowd.refused} answers are no success: {dict(crowd.statuses)}."


def test_the_bare_view_is_asked_by_the_same_client(capsys):
    ms = bare_ms()

    assert 0 < ms < 100
    assert capsys.readouterr().out == f"a bare Django view, by the same client in the same run: {ms:.2f} ms\n"


def test_a_peak_may_be_neither_refused_nor_slow():
    slow = Crowd(times=[0.1] * 90 + [1.5] * 10)

    assert peak.beyond(Crowd(times=[0.1] * 100)) == []
    assert peak.beyond(slow) == ["p99 is 1500 ms."]


def test_writings_that_fail_during_a_peak_are_told(capsys):
    assert peak.told(200, [("", 0.1), ("", 0.3)]) == []
    assert peak.told(200, [("", 0.1), ("OSError: no", 0.3)]) == ["1 writings failed, of which: OSError: no"]
    assert peak.told(200, []) == []
    assert capsys.readouterr().out.splitlines()[0] == (
        "200 connections, meanwhile 2 writings by 3 members: 0 failed; p50 0.20 s, the longest 0.30 s"
    )


def test_whoever_stays_outside_is_told_and_a_slow_door_too():
    entered = [("", 0.5, 5)] * 40

    assert sign_in.told(entered, seconds=4, bare=2000) == []
    assert sign_in.told([*entered, ("no code", 0.5, 3)], seconds=10, bare=2000) == [
        "1 stayed outside, of which: no code",
        "Under 5 journeys a second.",
    ]
    assert sign_in.told([("no code", 0.5, 3)] * 2, seconds=1, bare=2000)[0] == "2 stayed outside, of which: no code"


def test_memory_may_grow_while_it_warms_up_and_not_afterwards():
    warm = [100, 130, 150]

    assert memory.beyond([*warm, *[155] * 8], held=190) == []
    assert memory.beyond([*warm, *[155] * 7, 171], held=190) == ["Its memory grew by 21 MB, 20 at most."]
    assert memory.beyond([*warm, *[150] * 8], held=201) == ["Its share is 201 MB, 200 at most."]


def test_a_web_process_is_asked_every_kind_of_page_and_new_ones():
    asked = [memory.address(number, "/cafes/un-cafe/") for number in range(600)]

    assert {"/", "/cafes/un-cafe/", "/cafes/points.json", "/espace/forum/recents/", "/recherche/?q=loyer"} <= set(asked)
    assert len([path for path in asked if "?made=" in path]) == 100
    assert len({path for path in asked if "?made=" in path}) == 100
