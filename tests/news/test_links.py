"""The round of the links: polite, patient, and never led inside our own walls."""

from collections import Counter
from datetime import timedelta

import pytest

from news.models import PressItem
from news.services import check_links, links
from news.services.web import Answer
from tests.news.factories import MONDAY, make_item, state

DAY = timedelta(days=1)


class FakeWeb:
    """Answers what it is told, and remembers what it was asked."""

    def __init__(self, *, by_default=Answer.THERE, **answers):
        self.answers, self.by_default, self.asked = answers, by_default, []

    def ask(self, url):
        self.asked.append(url)
        return self.answers.get(url.rpartition("/")[2], self.by_default)


# -- When a link is said dead -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_link_that_is_gone_is_dead_at_once_and_one_that_answers_is_not():
    gone, there = make_item(url="https://a.fr/gone"), make_item(url="https://a.fr/there")

    known = check_links(FakeWeb(gone=Answer.GONE), MONDAY)

    assert known == 2
    assert (state(gone), state(there)) == ((0, MONDAY.date()), (0, None))
    assert there.checked_at == MONDAY


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [Answer.SILENCE, Answer.TROUBLE])
def test_a_link_in_trouble_is_dead_after_three_different_days(answer):
    ill = make_item(url="https://a.fr/ill")
    make_item(url="https://b.fr/well")
    web, seen = FakeWeb(ill=answer), []

    for day in range(3):
        for hour in (0, 1, 5):
            check_links(web, MONDAY + day * DAY + timedelta(hours=hour))
            seen.append(state(ill))

    dead = (3, (MONDAY + 2 * DAY).date())
    assert seen == [(1, None)] * 3 + [(2, None)] * 3 + [dead] * 3
    assert Counter(web.asked)[ill.url] == 3


@pytest.mark.django_db
def test_a_link_that_answers_again_in_between_starts_afresh():
    ill, well = make_item(url="https://a.fr/ill"), make_item(url="https://b.fr/well")
    for day, answer in enumerate([Answer.SILENCE, Answer.SILENCE, Answer.THERE]):
        check_links(FakeWeb(ill=answer), MONDAY + day * DAY)

    assert (state(ill), state(well)) == ((0, None), (0, None))


@pytest.mark.django_db
def test_a_dead_link_is_asked_for_each_week_and_revived():
    dead = make_item(url="https://a.fr/dead", checked_at=MONDAY, failures=3, dead_since=MONDAY.date())

    for days, alive in ((1, False), (6, False), (8, True)):
        check_links(FakeWeb(), MONDAY + days * DAY)
        assert (state(dead) == (0, None)) == alive


@pytest.mark.django_db
def test_a_dead_link_that_stays_dead_keeps_its_day():
    gone = make_item(url="https://a.fr/gone", dead_since=MONDAY.date(), checked_at=MONDAY)

    check_links(FakeWeb(by_default=Answer.GONE), MONDAY + 8 * DAY)

    assert state(gone) == (0, MONDAY.date())


@pytest.mark.django_db
def test_when_nothing_answers_it_is_our_own_line_and_nothing_is_written():
    items = [make_item(url=f"https://{n}.fr/") for n in range(3)]

    for day in range(5):
        assert check_links(FakeWeb(by_default=Answer.SILENCE), MONDAY + day * DAY) == 0

    assert [state(item) for item in items] == [(0, None)] * 3
    assert not PressItem.objects.exclude(checked_at=None).exists()


@pytest.mark.django_db
def test_a_link_alone_in_its_round_is_judged_before_a_witness():
    ill = make_item(url="https://a.fr/ill", checked_at=MONDAY - DAY, failures=2)
    witness = make_item(url="https://b.fr/well", checked_at=MONDAY)
    web = FakeWeb(ill=Answer.SILENCE)

    check_links(web, MONDAY)

    assert state(ill) == (3, MONDAY.date())
    assert web.asked == [ill.url, witness.url]


@pytest.mark.django_db
def test_an_address_changed_meanwhile_is_not_marked():
    item = make_item(url="https://a.fr/gone")

    class SlowWeb(FakeWeb):
        def ask(self, url):
            PressItem.objects.update(url="https://a.fr/new")
            return super().ask(url)

    check_links(SlowWeb(gone=Answer.GONE), MONDAY)

    assert (state(item), item.checked_at) == ((0, None), None)


# -- Whom is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_round_is_short_and_begins_with_the_longest_unchecked():
    for n in range(links.BATCH):
        make_item(url=f"https://{n}.fr/recent", checked_at=MONDAY - 8 * DAY)
    make_item(url="https://a.fr/older", checked_at=MONDAY - 30 * DAY)
    make_item(url="https://a.fr/never")
    make_item(url="https://a.fr/fresh", checked_at=MONDAY - 2 * DAY)
    web = FakeWeb()

    check_links(web, MONDAY)

    assert len(web.asked) == links.BATCH
    assert [url.rpartition("/")[2] for url in web.asked[:3]] == ["never", "older", "recent"]


@pytest.mark.django_db
def test_a_host_that_is_silent_is_asked_once():
    silent = [make_item(url=f"https://a.fr/silent-{n}") for n in range(3)]
    make_item(url="https://b.fr/well")
    web = FakeWeb(**{"silent-0": Answer.SILENCE})

    check_links(web, MONDAY)

    assert len(web.asked) == 2
    assert [state(item)[0] for item in silent] == [1, 1, 1]


@pytest.mark.django_db
def test_a_round_ends_in_time(monkeypatch):
    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr(links, "monotonic", lambda: next(clock))
    for n in range(5):
        make_item(url=f"https://{n}.fr/")
    web = FakeWeb()

    check_links(web, MONDAY)

    assert 0 < len(web.asked) < 5


@pytest.mark.django_db
def test_examples_are_never_asked_for():
    for url in ("https://presse.example.org/1", "https://example.com/2", "https://journal.example/3"):
        make_item(url=url)
    real = make_item(url="https://example.fr/4")
    web = FakeWeb()

    check_links(web, MONDAY)

    assert web.asked == [real.url]
