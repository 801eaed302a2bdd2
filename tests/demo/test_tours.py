"""The programme of the demo: the figures of 2025 as the report says them, and a season with something at each stage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.tours.models import Activity, ProgrammeRequest, Season, Stop
from events.tours.services.totals import figures_of, kinds_of
from millecafes.demo.accounts import add_accounts
from millecafes.demo.agenda import add_agenda
from millecafes.demo.content.tours import PAST, RUNNING
from millecafes.demo.members import add_members
from millecafes.demo.programme import add_programme
from millecafes.demo.tours import add_tours
from millecafes.mailroom.models import Mail
from tests.places.cafe_factories import commune, make_cafe, register

pytestmark = pytest.mark.django_db
VILLAGES = ["43246", "81046", "65397", "51358", "51286"]
CAFES = ["81046", "86271", "63372", "02070", "52347", "86229", "43246"]


@pytest.fixture
def laid(settings):
    settings.DEMO = True
    rows = [row for row in register("communes").values() if row["lat"] and 150 < int(row["population"] or 0) < 1500]
    aisne = [row["code"] for row in rows if row["department"] == "02"][:25]
    marne = [row["code"] for row in rows if row["department"] == "51"][:70]
    for code in {*VILLAGES, *CAFES, *aisne, *marne}:
        commune(code)
    for code in CAFES:
        make_cafe(where=code, slug=f"cafe-{code}")
    add_accounts()
    add_members()
    add_agenda()
    add_programme()
    return add_tours()


def test_2025_adds_up_to_the_figures_of_the_report(laid):
    season = Season.objects.get(name=PAST)

    figures = {figure.words: figure for figure in figures_of(season)}
    kinds = {figure.query.removeprefix("sorte="): figure.number for figure in kinds_of(season)}

    assert figures["tournées"].number == 3
    assert figures["tournées"].note == "compagnies : 2, associations : 1"
    assert figures["participants aux tournées"].number == 450
    assert figures["cafés et communes des tournées"].number == 11
    assert figures["repas partagés"].number == 260
    assert kinds == {
        "cinema": 3, "show": 8, "concert": 2, "chess": 40, "first_aid": 5, "nutrition": 11, "physical": 10,
        "guinguette": 83, "intergenerational": 43, "meal": 13,
    }  # fmt: skip
    assert {day.year for day in Activity.objects.filter(season=season).values_list("day", flat=True)} == {2025}


def test_a_mayor_has_asked_for_her_square(laid):
    request = ProgrammeRequest.objects.get(made_by__email="elue@example.org")

    assert (request.host.code, request.state) == ("81046", "submitted")


def test_the_running_season_shows_each_stage_and_nobody_is_written_to(laid):
    season = Season.objects.get(name=RUNNING)
    in_two_days = timezone.localdate() + timedelta(days=2)

    stops, requests = (model.objects.filter(season=season) for model in (Stop, ProgrammeRequest))
    assert set(stops.values_list("state", flat=True)) == {"option", "proposed", "confirmed", "done", "cancelled"}
    assert {"submitted", "proposed", "confirmed", "done", "reported", "cancelled"} <= set(
        requests.values_list("state", flat=True)
    )
    assert stops.filter(state="confirmed", day__gt=in_two_days, session__isnull=False).exists()
    assert stops.filter(state="done", activities=None).exists()  # a report is awaited
    assert not Mail.objects.filter(subject__contains="Combien étiez-vous").exists()


def test_it_is_laid_once(laid):
    before = Activity.objects.count(), Stop.objects.count()

    assert laid == 6
    assert add_tours() == 0
    assert (Activity.objects.count(), Stop.objects.count()) == before
