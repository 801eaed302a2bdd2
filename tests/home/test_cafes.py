"""The page of a café: what it shows, what it keeps to itself, and what it says once it has closed."""

import html
import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

import pytest
from django.utils import timezone

from events.agenda.services import cancel
from millecafes.core.models import Rendition
from millecafes.core.pictures import SPECS, make_copies
from millecafes.places.models import CafePhoto, VenueSheet
from tests.core.factories import make_image, resizes_pictures
from tests.core.visits import keep_pages_in
from tests.events.factories import make_event, make_session, move_in_time
from tests.pages.factories import open_english
from tests.places.cafe_factories import CILAOS, THURAGEAU, hours, make_cafe, make_service

pytestmark = [pytest.mark.django_db, resizes_pictures]

WEEK = [("8:00", "14:00"), ("17:00", "21:00")]


def tuesdays():
    return [hours(day, f"{opens:0>5}", f"{closes:0>5}") for day in range(1, 5) for opens, closes in WEEK]


def read(client, cafe, prefix="") -> str:
    answer = client.get(f"{prefix}/cafes/{cafe.slug}/")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode()).replace("\u00a0", " ")


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def json_ld(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1])


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_it_tells_what_one_wants_to_know(client):
    bread = make_service("pain", "Dépôt de pain")
    cafe = make_cafe(
        name="Le Vieux Tilleul",
        summary="On y boit, on y danse.",
        description="Une grande salle.",
        week=tuesdays(),
        services=[bread],
        model="associatif",
        licence="iv",
        address="2 place de l’Église",
        postcode="81600",
        precision="address",
        phone="05 63 00 00 00",
        email="cafe@example.org",
        website="https://cafe.example.org/",
        opened_on=date(2024, 5, 1),
        on_holidays="closed",
        exceptions=[{"first_day": in_days(3), "last_day": in_days(10), "reason": "congés"}],
    )

    page = read(client, cafe)
    text = text_of(page)

    for words in (
        *["Le Vieux Tilleul", "Cadalen (Tarn)", "Café accompagné à l’ouverture", "On y boit", "Une grande salle."],
        *["Mardi à vendredi", "8 h – 14 h et 17 h – 21 h", "Lundi fermé", "Fermeture exceptionnelle", "congés"],
        *["Fermé les jours fériés", "Dépôt de pain", "Associatif", "Licence IV", "mai 2024", "2 place de l’Église"],
        *["05 63 00 00 00", "cafe@example.org", "Itinéraire", "Aucune date annoncée", "carnet d’adresses"],
    ):
        assert words in text
    assert "https://www.openstreetmap.org/directions?to=43.85037%2C1.98095" in page
    assert 'href="tel:0563000000"' in page
    letter = unquote(re.search(r'href="mailto:\?([^"]+)"', page)[1])
    assert letter.startswith("subject=Le Vieux Tilleul, Cadalen (Tarn)&body=")
    assert letter.endswith(f"Le Vieux Tilleul\n{cafe.full_url}\n")
    assert "approximative" not in text


def test_its_hours_are_given_to_the_script_that_says_whether_it_is_open(client):
    page = read(client, make_cafe(week=tuesdays()))

    states = json.loads(re.search(r'data-states="(\[.*?\])"', page)[1])

    assert {"from", "open", "words"} == set(states[0])
    assert all("Ouvert" in state["words"] for state in states if state["open"])


def test_a_cafe_overseas_keeps_its_own_time(client):
    page = read(client, make_cafe(where=CILAOS, week=tuesdays()))

    assert "Heures locales." in text_of(page)
    assert 'class="locator"' in page


@pytest.mark.parametrize("live, slug, status", [(True, "le-tilleul", 200), (False, "le-tilleul", 404)])
def test_only_what_is_published_has_a_page(client, live, slug, status):
    cafe = make_cafe(live=live, slug=slug)

    for address in (f"/cafes/{cafe.slug}/", f"/cafes/{cafe.slug}.vcf"):
        assert client.get(address).status_code == status


def test_a_cafe_withdrawn_or_unknown_has_none(client):
    cafe = make_cafe()
    cafe.unpublish()

    assert client.get(f"/cafes/{cafe.slug}/").status_code == 404
    assert client.get("/cafes/nulle-part/").status_code == 404
    assert client.get("/cafes/<script>/").status_code == 404


def test_a_draft_of_a_published_cafe_is_seen_by_nobody(client):
    cafe = make_cafe(summary="La terrasse.")
    cafe.summary = "Secret quincaille"
    cafe.save_revision()

    assert "quincaille" not in read(client, cafe)


def test_the_managers_name_needs_a_recorded_consent(client):
    silent = make_cafe(manager_name="Odile Silencieuse")
    agreed = make_cafe(manager_name="Odile Accord", manager_consent_on=date(2026, 1, 1))

    assert "Silencieuse" not in read(client, silent)
    assert "Odile Accord" in read(client, agreed)
    assert "Odile" not in client.get(f"/cafes/{agreed.slug}.vcf").content.decode()


def test_an_invented_cafe_says_so(client):
    assert "Cette fiche est un exemple" in read(client, make_cafe(is_example=True))
    assert "exemple" not in text_of(read(client, make_cafe())).lower()


def test_photographs_are_shown_with_their_credit(client):
    image = make_image(description="La salle")
    make_copies()
    page = read(client, make_cafe(photos=[CafePhoto(image=image, caption="Un soir")]))

    assert "Crédit : Odette Dupré" in text_of(page)
    assert 'alt="La salle"' in page
    assert "shopfront" not in page
    assert json_ld(page)["image"][0].startswith("http://testserver/media/images/")


def test_the_venue_sheet_is_for_who_comes_to_play(client):
    cafe = make_cafe()
    VenueSheet.objects.create(cafe=cafe, surface=60, seats_inside=45, power="Trois prises", wheelchair="partly")

    text = text_of(read(client, cafe))

    assert all(words in text for words in ("60 m²", "45", "Trois prises", "Accessible en fauteuil En partie"))


def test_a_closed_cafe_tells_its_story_and_where_to_go(client):
    near = make_cafe(name="Le Voisin")
    cafe = make_cafe(
        name="L’Ancien",
        week=tuesdays(),
        phone="05 63 00 00 00",
        opened_on=date(2023, 3, 1),
        closed_on=date(2025, 6, 30),
        ending="closed",
    )

    page = read(client, cafe)
    text = text_of(page)

    assert "Café fermé" in text
    assert "Ce café a fermé le 30 juin 2025. Il avait ouvert en mars 2023." in text
    assert f'href="/cafes/{near.slug}/"' in page
    assert "Horaires" not in text
    assert "05 63" not in page
    assert json_ld(page)["dissolutionDate"] == "2025-06-30"
    assert "openingHoursSpecification" not in json_ld(page)
    assert client.get(f"/cafes/{cafe.slug}.vcf").status_code == 404


def test_a_cafe_taken_over_leads_to_who_goes_on(client):
    heir = make_cafe(name="Le Nouveau")
    cafe = make_cafe(closed_on=date(2025, 6, 30), ending="taken_over", successor=heir)

    page = read(client, cafe)

    assert "Café repris" in page
    assert "Voir Le Nouveau, qui continue" in text_of(page)
    heir.unpublish()
    assert "Le Nouveau" not in read(client, cafe)


def test_it_closes_at_the_day_it_says(client):
    cafe = make_cafe(closed_on=in_days(1), ending="closed", week=tuesdays())

    assert "Horaires" in read(client, cafe)
    cafe.closed_on = in_days(0)
    cafe.save()
    assert "Ce café a fermé" in read(client, cafe)


def test_a_kept_page_lets_the_cafe_go_at_midnight(client, settings, tmp_path, monkeypatch):
    settings.PAGE_CACHE = True
    keep_pages_in(tmp_path / "pages", settings)
    evening = datetime(2026, 6, 30, 21, 59, tzinfo=UTC)  # a minute before midnight in Paris
    monkeypatch.setattr("django.utils.timezone.now", lambda: evening)
    cafe = make_cafe(closed_on=date(2026, 7, 1), ending="closed")

    def seen():
        page = client.get(f"/cafes/{cafe.slug}/").content.decode()
        return "Ce café a fermé" in page, str(cafe.slug) in client.get("/cafes.geojson").content.decode()

    before = [seen(), seen()]
    monkeypatch.setattr("django.utils.timezone.now", lambda: evening + timedelta(minutes=1))

    assert before == [(False, True)] * 2
    assert seen() == (True, False)


def test_a_former_address_leads_to_the_current_one(client):
    open_english()
    cafe = make_cafe(slug="premier")

    for slug in ("deuxieme", "troisieme"):
        cafe.slug = slug
        cafe.save_revision().publish()

    for former in ("premier", "deuxieme"):
        assert client.get(f"/cafes/{former}/").headers["Location"] == "/cafes/troisieme/"
        assert client.get(f"/en/cafes/{former}/").headers["Location"] == "/en/cafes/troisieme/"
    cafe.slug = "premier"
    cafe.save_revision().publish()
    assert client.get("/cafes/premier/").status_code == 200
    assert client.get("/cafes/deuxieme/").headers["Location"] == "/cafes/premier/"


def test_search_engines_are_told_what_people_are(client):
    name = "</script><script>alert('café')</script> & « Tilleul »"
    cafe = make_cafe(name=name, week=tuesdays(), services=[make_service("pain", "Pain")], postcode="81600")

    raw = client.get(f"/cafes/{cafe.slug}/").content.decode()
    said = json_ld(raw)

    assert (said["@type"], said["name"]) == ("CafeOrCoffeeShop", name)
    assert said["geo"] == {"@type": "GeoCoordinates", "latitude": 43.85037, "longitude": 1.98095}
    assert said["address"]["addressLocality"] == "Cadalen"
    assert len(said["openingHoursSpecification"]) == 2
    assert said["amenityFeature"][0]["name"] == "Pain"
    assert "<script>alert" not in raw


def test_a_point_that_is_the_departments_is_not_given(client):
    page = read(client, make_cafe(precision="department"))

    assert "geo" not in json_ld(page)
    assert "openstreetmap" not in page


def test_the_card_is_read_by_address_books(client):
    cafe = make_cafe(
        name="Chez Lou; bar, épicerie\\café",
        summary="On y danse.\nEt on y lit" + "é" * 60,
        address="2, place",
        precision="address",
        phone="05 63 00 00 00",
    )

    answer = client.get(f"/cafes/{cafe.slug}.vcf")
    lines = answer.content.decode().split("\r\n")
    unfolded = answer.content.decode().replace("\r\n ", "").split("\r\n")

    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{cafe.slug}.vcf"'
    assert (unfolded[0], unfolded[1], unfolded[-2]) == ("BEGIN:VCARD", "VERSION:4.0", "END:VCARD")
    assert "FN:Chez Lou\\; bar\\, épicerie\\\\café" in unfolded
    assert "ADR;TYPE=work:;;2\\, place;Cadalen;Tarn;;France" in unfolded
    assert "GEO:geo:43.85037,1.98095" in unfolded
    assert any(line.startswith("NOTE:On y danse.\\nEt on y lit") for line in unfolded)
    assert max(len(line.encode()) for line in lines) <= 75


def test_in_english_the_frame_is_english_and_the_words_are_marked_french(client):
    open_english()
    bread = make_service("pain", "Dépôt de pain")
    make_service("pain", "Bread counter", "en", translation_key=bread.translation_key)
    cafe = make_cafe(summary="On y danse.", services=[bread], week=tuesdays())

    page = read(client, cafe, "/en")

    assert '<html lang="en">' in page
    assert "Bread counter" in page
    assert "Dépôt de pain" not in page
    assert '<p class="page-header__summary" lang="fr">On y danse.</p>' in page
    assert f'hreflang="fr" href="http://testserver/cafes/{cafe.slug}/"' in page
    assert f'hreflang="en" href="http://testserver/en/cafes/{cafe.slug}/"' in page
    assert "Tuesday" in page


def test_its_next_dates_are_those_of_the_agenda_that_everybody_may_read(client):
    cafe, other = make_cafe(name="Le Vieux Tilleul"), make_cafe()
    soon = make_session(make_event(title="Soirée accordéon", kind="animation", cafe=cafe), cafe=cafe)
    off = make_session(make_event(title="Bal d’été"), cafe=cafe, starts_at=soon.starts_at + timedelta(days=1))
    cancel(off, "La pluie", None)
    for event in (make_event(title="Entre nous", audiences=["members"]), make_event(title="En projet", live=False)):
        make_session(event, cafe=cafe)
    make_session(make_event(title="Chez le voisin"), cafe=other)
    past = make_session(make_event(title="L’an dernier"), cafe=cafe)
    week_ago = timezone.now() - timedelta(days=7)
    move_in_time(past, starts_at=week_ago, ends_at=week_ago + timedelta(hours=2))

    page = read(client, cafe)

    titles = re.findall(r'date__title"><a href="([^"]+)">(?:<s>)?([^<]+)', page)
    assert titles == [(soon.event.get_absolute_url(), "Soirée accordéon"), (off.event.get_absolute_url(), "Bal d’été")]
    assert "Annulé : La pluie" in page
    assert 'href="/agenda/"' in page
    assert "Aucune date annoncée" not in page
    cafe.closed_on, cafe.ending = in_days(0), "closed"
    cafe.save()
    assert "Soirée accordéon" not in read(client, cafe)


def test_a_date_of_it_that_is_over_leaves_its_kept_page(client, settings, tmp_path, monkeypatch):
    settings.PAGE_CACHE = True
    keep_pages_in(tmp_path / "pages", settings)
    now = timezone.now()
    cafe = make_cafe()
    make_session(make_event(title="Soirée accordéon"), cafe=cafe, starts_at=now + timedelta(minutes=2), hours=0.1)

    before = [read(client, cafe), read(client, cafe)]
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(minutes=9))

    assert all("Soirée accordéon" in page for page in before)
    assert "Soirée accordéon" not in read(client, cafe)


def test_a_first_visitor_makes_no_card_and_the_worker_makes_them_all(client):
    cafe = make_cafe(photos=[CafePhoto(image=make_image()) for _ in range(4)])

    first = read(client, cafe)
    specs = set(Rendition.objects.values_list("filter_spec", flat=True))
    make_copies()

    assert specs == set(SPECS["jpeg"])
    assert "image" not in json_ld(first)
    assert len(json_ld(read(client, cafe))["image"]) == 4


def test_a_photograph_whose_file_is_lost_is_no_fault(client):
    image = make_image()
    cafe = make_cafe(photos=[CafePhoto(image=image)])
    image.file.storage.delete(image.file.name)

    page = read(client, cafe)

    assert "img/illustrations/cafe" in page
    assert "image" not in json_ld(page)


def test_it_costs_few_queries_whatever_it_says(client, django_assert_max_num_queries):
    services = [make_service(f"s{number}") for number in range(10)]
    photos = [CafePhoto(image=make_image()) for _ in range(4)]
    cafe = make_cafe(where=THURAGEAU, week=tuesdays(), services=services, photos=photos)
    for _ in range(6):
        make_session(cafe=cafe)
    make_copies()

    with django_assert_max_num_queries(12):
        page = read(client, cafe)

    assert page.count('class="date__title"') == 5


def test_the_sitemap_names_it_in_each_language(client):
    cafe, draft = make_cafe(), make_cafe(live=False)
    in_french = client.get("/sitemap.xml").content.decode()
    open_english()

    in_both = client.get("/sitemap.xml").content.decode()

    assert f"<loc>http://testserver/cafes/{cafe.slug}/</loc>" in in_french
    assert "/en/cafes/" not in in_french
    assert f"<loc>http://testserver/en/cafes/{cafe.slug}/</loc>" in in_both
    assert draft.slug not in in_both
    assert "hreflang" not in in_french
    told = {"fr": "", "en": "en/", "x-default": ""}
    for language, prefix in told.items():
        address = f"http://testserver/{prefix}cafes/{cafe.slug}/"
        assert in_both.count(f'hreflang="{language}" href="{address}"') == 2
