"""The season of the demo: the counts of the report, past, to come, full, cancelled, and nobody who exists."""

from datetime import date

import pytest

from events.agenda.models import Event, Session
from events.bookings.models import Registration, SessionLedger
from events.bookings.services import count_again
from millecafes.demo.accounts import add_accounts
from millecafes.demo.agenda import add_agenda, next_season
from millecafes.demo.members import add_members
from millecafes.places.stops import upcoming
from tests.places.cafe_factories import commune, make_cafe, register

pytestmark = pytest.mark.django_db
VILLAGES = ["43246", "81046", "65397", "51358", "51286"]
CAFES = {
    "le-four-banal": "86271",
    "chez-la-meuniere": "63372",
    "l-ancre": "02070",
    "les-deux-soeurs": "52347",
    "le-banc-public": "86229",
}


@pytest.fixture
def villages(settings):
    settings.DEMO = True
    rows = [row for row in register("communes").values() if row["lat"] and 150 < int(row["population"] or 0) < 1500]
    aisne = [row["code"] for row in rows if row["department"] == "02"][:25]
    marne = [row["code"] for row in rows if row["department"] == "51"][:70]
    for code in [*VILLAGES, *aisne, *marne]:
        commune(code)
    for slug, code in CAFES.items():
        make_cafe(slug=slug, where=code)
    add_accounts()
    add_members()


def test_the_season_is_that_of_the_report(villages):
    laid = add_agenda()

    dates = Session.objects.held().filter(event__slug__endswith="-2025")
    by_territory = {slug: dates.filter(event__territory__slug=slug).count() for slug in ("grand-est", "picardie")}
    assert laid == Event.objects.count() > 15
    assert by_territory == {"grand-est": 64, "picardie": 19}
    assert {session.day.year for session in dates} == {2025}
    assert {session.commune.department_id for session in dates.filter(event__territory__slug="picardie")} == {"02"}


def test_it_shows_every_case(villages):
    add_agenda()

    assert Session.objects.past().exists()
    assert Session.objects.to_come().exists()
    assert "Orage" in Session.objects.filter(state="cancelled").first().reason
    assert SessionLedger.objects.filter(waiting__gt=0).count() >= 2
    assert Registration.objects.filter(attendance="present").count() > 50
    assert Event.objects.exclude(audiences__contains=",public,").exists()
    assert Event.objects.filter(live=False, proposed_by__email="gerante@example.org").count() == 1
    assert Session.objects.filter(event__slug="rencontre-du-reseau").values("cafe").distinct().count() == 2
    assert len(upcoming()) == Session.objects.to_come().held().filter(event__kind="guinguette").count() > 10


def test_nobody_in_it_exists_and_every_event_says_so(villages):
    add_agenda()

    guests = Registration.objects.filter(person=None)
    assert all(one.guest_email.endswith("@example.org") for one in guests)
    assert not Event.objects.filter(is_example=False).exists()
    registered = Registration.objects.exclude(person=None).values_list("person__email", "session__event__kind")
    assert set(registered) == {("elue@example.org", "webinar"), ("gerante@example.org", "training")}


def test_the_counts_are_those_of_the_rows(villages):
    add_agenda()

    for ledger in SessionLedger.objects.all():
        assert count_again(ledger.session) == {"taken": ledger.taken, "waiting": ledger.waiting}


def test_it_is_laid_once_and_only_in_a_demo(villages, settings):
    add_agenda()
    count = Session.objects.count()

    again = add_agenda()
    settings.DEMO = False

    assert (again, add_agenda(), Session.objects.count()) == (0, 0, count)


def test_without_the_register_nothing_is_laid_nowhere(settings):
    settings.DEMO = True
    add_accounts()

    add_agenda()

    assert not Session.objects.filter(is_online=False, commune=None).exists()
    assert not Event.objects.filter(sessions=None).exists()


def test_the_season_to_come_is_the_one_that_has_not_begun():
    assert [next_season(date(2026, month, 1)) for month in (3, 5, 11)] == [2026, 2027, 2027]
