"""What the worker prints of a confirmed stop, who reads it, and how it is accepted."""

import io
from decimal import Decimal

import pypdfium2 as pdfium
import pytest

from events.tours.models import Agreement, Offer, Poster
from events.tours.services.agreeing import accept
from events.tours.services.machine import NotNow, NotYours
from events.tours.services.papers import make_waiting
from events.tours.services.planning import do
from events.tours.services.posters import poster
from tests.core.factories import make_image, make_partner, resizes_pictures
from tests.events.letters import letters
from tests.events.tours import factories as make
from tests.events.tours import planning
from tests.people.factories import make_manager, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def stop():
    tour = planning.make_open_tour(
        company=make.make_company(name="Les Tréteaux", contact_name="Ida", contact_phone="06")
    )
    Offer.objects.update(power=16, parking="Un camion de 7 m")
    return planning.confirm(tour, make_staff("Culture"))


def read(file) -> bytes:
    with file.open() as opened:
        return opened.read()


def text_of(content: bytes) -> str:
    document = pdfium.PdfDocument(content)
    return " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")


def test_the_worker_prints_once_what_waits(stop):
    manager = make_manager(stop.cafe)

    made, again = make_waiting(), make_waiting()

    agreement = stop.agreements.get()
    words = text_of(read(agreement.file))
    assert (made, again) == (3, 0)
    assert agreement.state == "done"
    assert len(agreement.sha256) == 64
    for said in ("Convention d’accueil", "Les Tréteaux", stop.cafe.name, "16 A", "Un camion de 7 m", "version 1"):
        assert said in words
    assert "Convention à accepter" in letters().filter(to=manager.email).order_by("-pk").first().subject


@pytest.mark.parametrize(("form", "width"), [("a4", 595), ("a5", 421)])
def test_a_poster_says_what_when_and_where(stop, form, width):
    content = poster(stop, form)

    document = pdfium.PdfDocument(content)
    words = text_of(content)
    assert len(document) == 1
    assert round(document[0].get_width()) == pytest.approx(width, abs=1)
    for said in (stop.offer.title, "Les Tréteaux", f"{stop.day:%Y}", "20 h 30", stop.cafe.commune.name):
        assert said in words.replace("\u00a0", " ")


def test_a_title_of_any_length_fits(stop):
    stop.offer.title, stop.place = "Une très longue soirée " * 6, "Sous les très grands tilleuls " * 3

    assert len(pdfium.PdfDocument(io.BytesIO(poster(stop, "a5")))) == 1


def test_what_cannot_be_printed_is_left_for_a_person(stop):
    Agreement.objects.update(terms={})

    make_waiting()

    assert stop.agreements.get().state == "failed"
    assert {one.state for one in Poster.objects.all()} == {"done"}


def test_a_host_accepts_the_version_she_read(stop):
    manager = make_manager(stop.cafe)
    manager.first_name, manager.last_name = "Zoé", "Exemple"
    manager.save()
    make_waiting()

    agreement, is_new = accept(stop, 1, manager)
    _same, again = accept(stop, 1, manager)

    assert (is_new, again) == (True, False)
    assert (agreement.accepted_by, agreement.accepted_name) == (manager, "Zoé Exemple")
    assert agreement.accepted_at


def test_nobody_accepts_before_it_is_printed_nor_for_others(stop):
    with pytest.raises(NotNow):
        accept(stop, 1, make_manager(stop.cafe))
    make_waiting()
    for person in (make_staff("Culture"), make_manager()):
        with pytest.raises(NotYours):
            accept(stop, 1, person)


def test_a_version_that_was_replaced_is_not_accepted_and_stays(stop):
    manager = make_manager(stop.cafe)
    make_waiting()
    accept(stop, 1, manager)
    do(stop, "move", make_staff("Culture"), day=make.in_days(55))
    make_waiting()

    with pytest.raises(NotNow, match="a changé depuis"):
        accept(stop, 1, manager)

    first, second = stop.agreements.order_by("version")
    assert first.accepted_at
    assert first.file != second.file
    assert second.accepted_at is None


@pytest.mark.parametrize(("who", "status"), [("host", 200), ("team", 200), ("another", 404), ("desk", 404)])
def test_papers_are_read_by_both_sides_only(client, stop, who, status):
    make_waiting()
    people = {
        "host": lambda: make_manager(stop.cafe),
        "team": lambda: make_staff("Culture"),
        "another": make_manager,
        "desk": lambda: make_staff("Communication"),
    }
    client.force_login(people[who]())

    for kind, paper in (("conventions", stop.agreements.get()), ("affiches", stop.posters.first())):
        answer = client.get(f"/fichiers/{kind}/{paper.pk}/")
        assert answer.status_code == status
        if answer.streaming:
            assert b"".join(answer.streaming_content).startswith(b"%PDF-")


@resizes_pictures
def test_the_logos_of_the_partners_are_on_the_poster(stop):
    alone = images_of(poster(stop, "a4"))
    stop.session.event.partners = [make_partner(logo=make_image(), logo_alt="La Fondation"), make_partner(logo=None)]

    assert images_of(poster(stop, "a4")) == alone + 1


@pytest.mark.parametrize(
    ("price", "note", "words"),
    [(None, "", "Entrée libre"), (5, "Boissons payantes", "Entrée : 5 € (Boissons payantes)"), ("7.5", "", "7,50 €")],
)
def test_a_poster_says_the_price_that_the_agenda_says(stop, price, note, words):
    stop.session.event.price, stop.session.event.price_note = price and Decimal(price), note

    said = text_of(poster(stop, "a4")).replace("\u00a0", " ")

    assert words in said
    assert ("Entrée libre" in said) == (price is None)


def images_of(content: bytes) -> int:
    page = pdfium.PdfDocument(content)[0]
    return sum(1 for thing in page.get_objects() if thing.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE)
