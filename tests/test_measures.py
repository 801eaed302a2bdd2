"""What the measuring tools refuse: each figure by itself, said by its name."""

from bench import map as map_bench
from bench import pages
from tools import lighthouse

FULL = dict.fromkeys(lighthouse.CATEGORIES, 100)


def test_lighthouse_names_each_figure_that_is_not_full():
    figures = FULL | {"seo": 92, "performance": 99}

    assert lighthouse.under("press", FULL) == []
    assert lighthouse.under("press", figures) == ["press, performance: 99", "press, seo: 92"]


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
