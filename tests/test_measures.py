"""What the measuring tools refuse: each figure by itself, said by its name."""

from tools import bench, lighthouse

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
    assert bench.slow("/", 1.5, 1.4) == []
    assert bench.slow("/", 3.0, 1.0) == ["/ (3.00 × a bare view for one visitor)"]
    assert bench.slow("/", 1.0, 2.0) == ["/ (2.00 times fewer answers a second)"]
