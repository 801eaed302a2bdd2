"""Seats in the hands of who takes them, of who waits for them, and of the team on the day."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

VISITOR = "odile.passante@example.org"
PICNIC, WEBINAR, FULL, HELD = (
    "Le pique-nique du marronnier",
    "Ouvrir le dimanche",
    "Portes ouvertes de l’abbaye",
    "Passer le premier hiver",
)
CONTEST = "Le concours de soupes"
IN_A_MONTH = timezone.localdate() + timedelta(days=30)
A_DATE = """
from datetime import timedelta
from django.utils import timezone
from events.agenda.models import Event, Session
from events.agenda.services import announce
from events.bookings.services import open_registration
from millecafes.places.models import Commune
told = {"summary": "Venez.", "association": "reseau", "live": True}
start = timezone.now() + timedelta(days=9)
hours = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
"""
MAKE_PICNIC = f"""{A_DATE}
event = Event.objects.create(title="{PICNIC}", slug="pique-nique", kind="open_day", **told)
village = Commune.objects.get(code="65397")
open_registration(announce(Session(event=event, commune=village, **hours)), 10, most_seats=4)
"""
MAKE_WEBINAR = f"""{A_DATE}
event = Event.objects.create(title="{WEBINAR}", slug="dimanche", kind="webinar", audiences=["members"], **told)
online = {{"is_online": True, "online_url": "https://salle.example.org/dimanche"}}
open_registration(announce(Session(event=event, **online, **hours)), 10)
"""


@pytest.fixture
def desk_of(open_browser, sign_in):
    """A large screen where somebody of the team is at work."""
    return lambda email: sign_in(open_browser.window(DESK), email)


@pytest.fixture
def faults_of_desk(axe):
    """Those of our own screens in the back office."""
    return lambda desk: [fault for fault in axe(desk) if "desk" in fault or ".listing" in fault]


@pytest.fixture
def faults_of(open_browser, axe):
    """Those of a page that runs no script, seen in a window that does: the examination is one."""
    window = open_browser.window(PHONE)

    def examine(page):
        shown = page.content()
        window.route(page.url, lambda route: route.fulfill(body=shown, content_type="text/html"))
        window.goto(page.url)
        window.unroute(page.url)
        return axe(window)

    return examine


def letter_of(mailbox, email, words):
    """The newest letter to somebody, which says so."""
    letter = mailbox(email)[0]
    assert words in letter.replace("\u00a0", " ")
    return letter


def link_in(letter):
    return re.search(r"https?://\S+/inscriptions/[^\s/]+/", letter)[0]


def dates_of(desk, title):
    """The screen of the dates of an event, found as one finds it."""
    desk.goto(f"/gestion/snippets/agenda/event/?q={title}")
    desk.get_by_role("main").get_by_role("link", name=title).first.click()
    desk.get_by_role("link", name="Dates et lieux").first.click()


def come(page):
    page.get_by_role("button", name="Je viens").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous venez !")


def give_back(page):
    page.get_by_text("Vous ne pouvez plus venir ?").click()
    page.get_by_role("button", name="Oui, annuler mon inscription").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette inscription est annulée")


# -- Coming -----------------------------------------------------------------------------------------------------------


def test_a_visitor_without_scripts_comes_with_two_friends_and_confirms_from_her_letter(site, open_browser, faults_of):
    site.manage("shell", "--no-imports", "-c", MAKE_PICNIC)
    page = open_browser.window(PHONE, java_script_enabled=False)

    page.goto("/agenda/pique-nique/")
    assert faults_of(page) == []
    page.get_by_role("main").get_by_role("link", name="S’inscrire").click()
    assert faults_of(page) == []
    page.get_by_label("Votre nom").fill("Odile Passante")
    page.get_by_label("Votre adresse e-mail").fill("odile.passante@")
    page.get_by_label("Combien serez-vous ?").select_option(label="Moi et 2 personnes")
    page.get_by_role("button", name="Je viens").click()
    expect(page.get_by_role("main")).to_contain_text("Cette adresse semble incomplète")
    expect(page.get_by_label("Votre nom")).to_have_value("Odile Passante")
    assert faults_of(page) == []
    page.get_by_label("Votre adresse e-mail").fill(VISITOR)
    page.get_by_role("button", name="Je viens").click()
    expect(page.get_by_role("main")).to_contain_text("Ouvrez votre boîte aux lettres")
    assert faults_of(page) == []

    page.goto("/demo/courriel/")
    letter = page.locator("article.letter", has_text=f"À {VISITOR},").first
    expect(letter.get_by_role("heading")).to_contain_text(f"Confirmez votre inscription : {PICNIC}")
    letter.locator("a[href*='/inscriptions/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Une dernière étape")
    assert faults_of(page) == []
    page.get_by_role("button", name="Confirmer mon inscription").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Vous venez !")
    expect(page.get_by_role("main")).to_contain_text("Vos 3 places sont réservées.")
    expect(page.get_by_role("img", name="Code à montrer à l’entrée")).to_be_visible()
    assert faults_of(page) == []


def test_a_mayor_comes_to_a_webinar_finds_it_again_and_gives_her_seat_back(site, phone_of, mailbox, axe):
    site.manage("shell", "--no-imports", "-c", MAKE_WEBINAR)
    page = phone_of("elue@example.org")

    page.goto("/espace/webinaires/")
    assert axe(page) == []
    page.get_by_role("link", name=WEBINAR).click()
    assert axe(page) == []
    page.get_by_role("link", name="S’inscrire").click()
    assert axe(page) == []
    come(page)
    expect(page.get_by_role("heading", name="C’est en ligne")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Rejoindre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("La porte n’est pas encore ouverte")
    assert axe(page) == []

    page.goto("/espace/")
    expect(page.get_by_role("region", name="Vos prochaines dates")).to_contain_text(WEBINAR)
    assert axe(page) == []
    page.goto("/espace/mes-inscriptions/")
    assert axe(page) == []
    page.get_by_role("region", name="À venir").get_by_role("link", name=WEBINAR).click()
    give_back(page)
    assert axe(page) == []

    page.goto("/espace/mes-inscriptions/")
    expect(page.get_by_role("heading", name="À venir")).to_be_visible()
    expect(page.get_by_role("link", name=WEBINAR)).to_have_count(0)
    page.goto("/espace/")
    expect(page.get_by_role("region", name="Vos prochaines dates")).not_to_contain_text(WEBINAR)
    letter_of(mailbox, "elue@example.org", f"Inscription annulée : {WEBINAR}")


def open_one_seat_more(desk, faults_of_desk):
    """What is taken, and one."""
    dates_of(desk, FULL)
    assert faults_of_desk(desk) == []
    desk.get_by_role("link", name="Règles d’inscription").first.click()
    assert faults_of_desk(desk) == []
    taken = re.search(r"(\d+) places prises", desk.get_by_role("main").inner_text())[1]
    desk.get_by_label("Nombre de places").fill(str(int(taken) + 1))
    desk.get_by_role("button", name="Enregistrer").click()
    expect(desk.locator(".messages")).to_contain_text("Les règles d’inscription sont enregistrées")


def test_the_last_seat_is_taken_waited_for_given_back_and_told_to_the_next(
    desk_of, phone_of, mailbox, axe, faults_of_desk
):
    mayor, holder = phone_of("elue@example.org"), phone_of("porteur@example.org")
    open_one_seat_more(desk_of("reseau@example.org"), faults_of_desk)

    mayor.goto("/agenda/portes-ouvertes-de-l-abbaye/")
    expect(mayor.get_by_role("main")).to_contain_text("Plus qu’une place")
    assert axe(mayor) == []
    mayor.get_by_role("link", name="S’inscrire").click()
    come(mayor)
    holder.goto("/agenda/portes-ouvertes-de-l-abbaye/")
    expect(holder.get_by_role("main")).to_contain_text("Complet, avec une liste d’attente")
    assert axe(holder) == []
    holder.get_by_role("link", name="Rejoindre la liste d’attente").click()
    assert axe(holder) == []
    holder.get_by_role("button", name="Rejoindre la liste d’attente").click()
    expect(holder.get_by_role("main")).to_contain_text("la prochaine place est pour vous")
    assert axe(holder) == []
    letter_of(mailbox, "porteur@example.org", f"Liste d’attente : {FULL}")

    give_back(mayor)

    letter = letter_of(mailbox, "porteur@example.org", "une place s’est libérée, elle est à vous")
    holder.goto(link_in(letter))
    expect(holder.get_by_role("heading", level=1)).to_have_text("Vous venez !")
    assert axe(holder) == []


# -- What a café announces --------------------------------------------------------------------------------------------


def announce(page, axe):
    """From the page of her café, with an hour that is mended first."""
    page.goto("/espace/animations/")
    assert axe(page) == []
    page.get_by_role("link", name="Annoncer une animation").first.click()
    assert axe(page) == []
    page.get_by_label("Titre").fill(CONTEST)
    page.get_by_label("En une phrase").fill("Chacun apporte sa soupe, tout le monde goûte.")
    page.get_by_label("Jour", exact=True).fill(IN_A_MONTH.isoformat())
    page.get_by_label("De", exact=True).fill("19:00")
    page.get_by_label("À", exact=True).fill("18:00")
    page.get_by_role("button", name="Envoyer à l’équipe").click()
    expect(page.get_by_role("main")).to_contain_text("La fin doit venir après le début")
    expect(page.get_by_label("Titre")).to_have_value(CONTEST)
    assert axe(page) == []
    page.get_by_label("À", exact=True).fill("21:00")
    page.get_by_role("button", name="Envoyer à l’équipe").click()


def test_a_manager_announces_an_animation_and_the_team_accepts_it(phone_of, desk_of, open_browser, mailbox, axe):
    page, reader, visitor = (
        phone_of("gerante@example.org"),
        desk_of("validation@example.org"),
        open_browser.window(PHONE),
    )
    announce(page, axe)
    own = page.locator("article.animation", has_text=CONTEST)
    expect(own).to_contain_text("L’équipe la lit")
    assert axe(page) == []
    assert visitor.goto("/agenda/le-concours-de-soupes/").status == 404

    reader.goto("/gestion/")
    reader.get_by_role("main").get_by_role("link", name=CONTEST).first.click()
    reader.wait_for_load_state("networkidle")  # the editor has all it fetches
    reader.get_by_role("button", name="Plus d'actions").click()
    reader.get_by_role("button", name="Approuver").first.click()
    expect(reader.locator(".messages")).to_contain_text(CONTEST)

    visitor.goto("/agenda/le-concours-de-soupes/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(CONTEST)
    assert axe(visitor) == []
    page.reload()
    expect(own).to_contain_text("Publiée")
    letter_of(mailbox, "gerante@example.org", f"Votre animation est dans l’agenda : {CONTEST}")
    own.get_by_role("link", name="Changer le texte ou les dates").click()
    assert axe(page) == []


# -- The day ----------------------------------------------------------------------------------------------------------


def kept(page, link):
    """The content of what a link brings."""
    with page.expect_download() as waited:
        page.get_by_role("link", name=link).click()
    return waited.value.path().read_bytes()


def test_the_team_reads_who_comes_ticks_them_at_the_door_and_takes_the_list_away(
    desk_of, phone_of, axe, faults_of_desk
):
    desk, door = desk_of("reseau@example.org"), phone_of("reseau@example.org")
    dates_of(desk, HELD)
    desk.get_by_role("link", name="Inscriptions").first.click()
    expect(desk.get_by_role("main")).to_contain_text("41 places prises sur 100")
    expect(desk.locator("table.listing tbody tr")).to_have_count(41)
    assert faults_of_desk(desk) == []
    table = kept(desk, "Emporter la liste (CSV)").decode()
    assert table.count("invite") == 41

    door.goto(desk.get_by_role("link", name="Émargement").get_attribute("href"))
    expect(door.get_by_role("heading", level=1)).to_have_text(HELD)
    assert axe(door) == []
    door.get_by_label("Chercher un nom").fill("exemple 40")
    door.get_by_role("button", name="Chercher").last.click()
    door.get_by_role("button", name="Personne d’exemple 40 : pointer la présence").click()
    expect(door.get_by_role("button", name="Personne d’exemple 40 : présence notée, annuler")).to_be_visible()
    assert axe(door) == []
    door.get_by_role("link", name="Personne d’exemple 40").click()
    assert axe(door) == []
    door.get_by_role("button", name="Absence excusée").click()
    expect(door.get_by_role("main")).to_contain_text("C’est noté : absence excusée.")
    door.get_by_role("link", name="Toute la liste").click()
    door.get_by_label("Personnes venues sans inscription").fill("7")
    door.get_by_role("button", name="Compter").click()
    expect(door.get_by_role("status")).to_contain_text("C’est compté.")

    table = kept(door, "Tableur (CSV)").decode()
    assert "Personne d’exemple 40" in table
    assert "Absence excusée" in table
    assert kept(door, "Feuille à signer (PDF)").startswith(b"%PDF-")
