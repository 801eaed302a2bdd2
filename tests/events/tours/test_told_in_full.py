"""What a page, a map, a calendar and a list of preparations say of an offer and of its date, to the word."""

import gc
import html
import re
import warnings
from datetime import date

import pytest

from events.tours.emails import calendar_of_stop
from events.tours.models import Offer, OfferPhoto
from tests.core.factories import make_image
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_manager, make_staff
from tests.places.factories import make_commune

pytestmark = pytest.mark.django_db


def said(answer) -> str:
    """The words of a page, without its marks."""
    words = re.sub(r"<[^>]+>", " ", html.unescape(answer.content.decode()))
    return re.sub(r"\s+", " ", words.replace("\u00a0", " ").replace("\u202f", " "))


@pytest.fixture
def manager(client):
    found = make_manager()
    client.force_login(found)
    return found


def test_the_page_of_an_offer_says_how_long_for_whom_how_many_how_much_who_pays_where_and_when(client, manager):
    aveyron = make_commune("12003", "Ambeyrac", 180).department
    offer = make.make_offer(
        minutes=95, setup_minutes=45, public="à partir de 6 ans", group_min=10, group_max=60, payer="shared",
        host_cost="150.50", cost_note="Prévoir deux repas", departments=[aveyron], first_day=date(2027, 6, 1),
        last_day=date(2027, 6, 30),
    )  # fmt: skip

    page = said(client.get(offer.get_absolute_url()))

    for words in (
        "Durée 1 h 35, plus 45 min d’installation",
        "Public à partir de 6 ans",
        "Participants de 10 à 60",
        "Pour qui accueille 150,50 € Prévoir deux repas",
        "Qui paie sa venue L’association et qui accueille",
        f"Où elle va {aveyron.name}",
        "Période à partir du 1 juin 2027 jusqu’au 30 juin 2027",
    ):
        assert words in page.replace("1er", "1")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ["Pour qui accueille rien à payer", "Qui paie sa venue L’association", "Où elle va partout en France"]),
        ({"group_max": 30}, ["Participants 30 au plus"]),
        ({"group_min": 4, "payer": "partner"}, ["Participants 4 au moins", "Qui paie sa venue Un partenaire"]),
        ({"last_day": date(2027, 8, 31)}, ["Période jusqu’au 31 août 2027"]),
    ],
)
def test_what_is_not_said_of_an_offer_leaves_no_blank(client, manager, fields, words):
    page = said(client.get(make.make_offer(**fields).get_absolute_url()))

    assert all(one in page for one in words)
    assert ("Période" in page) == ("last_day" in fields)


def test_photos_are_shown_with_their_caption_in_the_place_of_the_drawing(client, manager):
    season = make.make_season()
    plain, offer = make.make_offer(season), make.make_offer(season)
    for number in (1, 2):
        OfferPhoto.objects.create(offer=offer, image=make_image(), caption=f"La scène {number}", sort_order=number)

    with warnings.catch_warnings():  # Wagtail leaves the files it reduces to be swept away
        warnings.simplefilter("ignore", ResourceWarning)
        drawn, page = (client.get(one.get_absolute_url()).content.decode() for one in (plain, offer))
        catalogue = client.get("/espace/programmation/").content.decode()
        gc.collect()

    assert "show__drawing" in drawn
    assert "show__drawing" not in page
    assert [page.index("La scène 1") < page.index("La scène 2"), page.count("<figure")] == [True, 2]
    assert "/media/images/" in catalogue


def test_the_map_has_a_mark_for_each_stop_and_each_request_and_each_leads_to_its_line(client):
    tour, culture = planning.make_open_tour(), make_staff("Culture")
    north = planning.confirm(tour, culture, days=50, lat=48.0)
    south = planning.propose(tour, culture, days=55, lat=43.9)
    asked = planning.ask(tour, days=(60,), lat=46.0)
    client.force_login(culture)

    page = client.get(f"/gestion/programmation/tournees/{tour.pk}/").content.decode()

    ground = page[page.index("<svg viewBox=") : page.index("</figure>")]
    numbers = re.findall(r'href="#etape-(\d+)" class="ground__stop ground__stop--(\w+)"><title>(\d)\.', ground)
    assert numbers == [(f"{north.pk}", "confirmed", "1"), (f"{south.pk}", "proposed", "2")]
    assert re.findall(r"demande=(\d+)#demande-\1", ground) == [f"{asked.pk}"]
    # As on a map: the north above, and the road from one stop to the next.
    heights = [float(y) for y in re.findall(r"translate\([\d.-]+ ([\d.-]+)\)", ground)]
    [way] = re.findall(r'points="([^"]*)"', ground)
    assert heights[0] < heights[1]
    assert len(way.split()) == 2
    for name in (f'id="etape-{north.pk}"', f'id="etape-{south.pk}"', f'id="demande-{asked.pk}"'):
        assert name in page


def test_the_calendar_that_comes_with_a_date_says_when_where_and_what():
    tour = planning.make_open_tour()
    Offer.objects.update(title="Bal aux accordéons")
    stop = planning.confirm(tour, make_staff("Culture"))

    [attached] = calendar_of_stop(stop)

    lines = attached.content.decode().replace("\r\n ", "").split("\r\n")
    lines = lines[lines.index("BEGIN:VEVENT") :]
    told = dict(line.split(":", 1) for line in lines if ":" in line)
    start = next(line for line in lines if line.startswith("DTSTART"))
    assert (attached.name, attached.content_type) == ("programmation.ics", "text/calendar")
    assert lines.count("BEGIN:VEVENT") == 1
    assert "Bal aux accordéons" in told["SUMMARY"]
    assert stop.cafe.commune.name in told["LOCATION"]
    assert f"{stop.session.starts_at:%Y%m%d}" in start
    assert f"{stop.session.uuid}" in told["UID"]


NOTHING = {"associations", "furniture", "posters"}


@pytest.mark.parametrize(
    ("offer", "company", "more"),
    [
        ({"where": "inside"}, {}, set()),
        ({"where": "inside", "power": 16}, {}, {"electricity"}),
        ({"where": "inside", "parking": "Un camion"}, {}, {"parking"}),
        ({"where": "inside"}, {"kind": "vehicle"}, {"parking"}),
        ({"where": "inside"}, {"contact_phone": "06"}, {"contact"}),
        ({"where": "inside"}, {"contact_email": "a@example.org"}, {"contact"}),
        ({"where": "both"}, {}, {"hall"}),
        ({"where": "outside", "kind": "cinema"}, {}, {"hall", "authorisation", "projection"}),
        ({"where": "inside", "kind": "cinema"}, {}, set()),
        ({"where": "outside", "kind": "guinguette"}, {}, {"hall", "authorisation"}),
    ],
)
def test_what_is_to_be_prepared_follows_from_the_offer_and_from_who_comes(offer, company, more):
    tour = planning.make_open_tour(company=make.make_company(**company), kind=offer.get("kind", "concert"))
    Offer.objects.update(**offer)

    stop = planning.confirm(tour, make_staff("Culture"))

    tasks = {task.code: task for task in stop.tasks.all()}
    assert set(tasks) == NOTHING | more
    early = {"electricity", "authorisation", "projection", "hall", "associations"}
    for code, task in tasks.items():
        assert (stop.day - task.due).days == (30 if code in early else 1 if code == "contact" else 7)
