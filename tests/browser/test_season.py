"""A season, from the offer that is published to the transfer that pays it back; and each of its screens, looked at."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_every_page import SMALL_PHONE, faults, look  # noqa: F401 (a fixture)
from tests.conftest import DESK, PHONE
from tests.core.factories import picture_bytes
from tools.looks import TOO_WIDE
from tools.screens import BACK, CLAIMS, MONEY, PROGRAMME, screens_of

pytestmark = pytest.mark.browser

TICKET = {"name": "ticket.jpg", "mimeType": "image/jpeg", "buffer": picture_bytes((600, 900), kind="JPEG")}
TITLE = "Le quatuor des lavoirs"
DAY = timezone.localdate() + timedelta(days=90)
# What was to be held in three months was held yesterday: its stop, its request, its date of the agenda.
YESTERDAY = f"""
from datetime import timedelta
from django.utils import timezone
from events.agenda.models import Session
from events.tours.models import ProgrammeRequest, Stop
stop = Stop.objects.get(offer__title="{TITLE}")
day, start = timezone.localdate() - timedelta(days=1), timezone.now() - timedelta(days=1)
Stop.objects.filter(pk=stop.pk).update(day=day)
ProgrammeRequest.objects.filter(pk=stop.request_id).update(day=day)
Session.objects.filter(pk=stop.session_id).update(day=day, starts_at=start, ends_at=start + timedelta(hours=1))
print(f"stop {{stop.pk}}")
"""


COMPANY = "from events.tours.models import Company; print(Company.objects.filter(kind='company').first().pk)"


def publish(desk, company: str):
    """An offer of a company of the demo, in the season that is open; the company is chosen in a window of Wagtail's."""
    desk.goto("/gestion/snippets/tours/offer/add/")
    desk.locator("[name=title]").fill(TITLE)
    desk.locator("[name=kind]").select_option("concert")
    desk.locator("[name=company]").evaluate("(it, pk) => { it.value = pk }", company)
    desk.locator("[name=summary]").fill("Quatre cordes au bord de l’eau.")
    desk.locator("[name=seasons]").select_option(label="La belle saison")
    desk.locator("[name=minutes]").evaluate("it => { it.value = '60' }")
    with desk.expect_navigation():
        desk.locator("[name=action-publish]").first.evaluate("it => it.form.requestSubmit(it)")
    expect(desk.locator(".messages")).to_contain_text(TITLE)


def ask(phone) -> str:
    """The manager asks for it; where her request is."""
    phone.goto(PROGRAMME)
    phone.get_by_role("link", name=TITLE).first.click()
    phone.get_by_role("link", name="Demander").first.click()
    phone.get_by_label("Le jour que vous préférez").fill(DAY.isoformat())
    phone.get_by_label("Un mot pour l’équipe").fill("Pour la fête du lavoir.")
    phone.get_by_role("button", name="Envoyer la demande").click()
    expect(phone.get_by_text("Votre demande est envoyée.")).to_be_visible()
    return phone.url


def plan(desk, company: str):
    """A tour of that company, and the day proposed from the board without leaving it."""
    desk.goto(f"{BACK}tournees/nouvelle/")
    desk.locator("[name=name]").fill("Les lavoirs")
    desk.locator("[name=kind]").select_option("concert")
    desk.locator("[name=company]").select_option(company)
    desk.locator("[name=season]").select_option(label="La belle saison")
    desk.get_by_role("button", name="Créer la tournée").click()
    desk.get_by_role("button", name="Ouvrir la composition").click()
    line = desk.locator(".asks__one", has_text=TITLE).first
    desk.evaluate("window.sameDocument = true")
    line.get_by_role("button", name="Proposer le").first.click()
    expect(desk.locator(".planner__said")).to_contain_text("la date est proposée")
    expect(desk.locator(".road__stop", has_text=TITLE)).to_have_count(1)


def report(phone, stop: str):
    phone.goto(f"{PROGRAMME}etapes/{stop}/bilan/")
    phone.get_by_label("Combien étiez-vous ?").fill("64")
    phone.get_by_role("button", name="Envoyer le bilan").click()
    phone.get_by_role("link", name="Demander un remboursement pour cette animation").click()


def claim(phone) -> str:
    """What it cost, with its ticket; the number of the claim."""
    expect(phone.get_by_label(TITLE)).to_be_checked()
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_role("link", name="Ajouter une dépense").click()
    phone.get_by_label("Combien, en euros").fill("120,00")
    phone.get_by_label("Quoi").fill("Goûter des musiciens")
    phone.get_by_label("Sorte de dépense").select_option("food")
    phone.get_by_label("Date du ticket").fill(timezone.localdate().isoformat())
    phone.get_by_label("Facture ou ticket").set_input_files(TICKET)
    phone.get_by_role("button", name="Enregistrer", exact=True).click()
    phone.get_by_role("button", name="Envoyer à l’équipe").click()
    return phone.url.rstrip("/").rpartition("/")[2]


def pay(desk, number: str):
    desk.goto(f"{MONEY}{number}/accepter/")
    desk.get_by_role("button", name="Accorder cette somme").click()
    desk.goto(f"{MONEY}payer/")
    desk.locator(f"[name=take_{number}]").check()
    desk.get_by_label("Référence commune").fill("LOT-SAISON")
    desk.get_by_role("button", name="Noter ces paiements").click()
    expect(desk.locator(".messages")).to_contain_text("1 paiement est noté.")


def test_a_season_from_its_offer_to_its_transfer(open_browser, sign_in, site):
    culture = sign_in(open_browser.window(DESK), "culture@example.org")
    finances = sign_in(open_browser.window(DESK), "finances@example.org")
    phone = sign_in(open_browser.window(), "gerante@example.org")
    visitor = open_browser.window()

    company = site.manage("shell", "-v0", "-c", COMPANY).split()[-1]
    publish(culture, company)
    request = ask(phone)
    plan(culture, company)
    stayed = culture.evaluate("window.sameDocument === true")
    phone.goto(request)
    phone.get_by_role("button", name="Oui, nous accueillons").click()
    expect(phone.get_by_text("C’est confirmé").first).to_be_visible()
    visitor.goto(f"/agenda/?q={TITLE}")
    announced = visitor.get_by_role("link", name=TITLE).count()
    stop = site.manage("shell", "-v0", "-c", YESTERDAY).split()[-1]
    report(phone, stop)
    number = claim(phone)
    pay(finances, number)
    phone.goto(f"{CLAIMS}{number}/")

    assert stayed
    assert announced
    expect(phone.locator(".claims__answer")).to_contain_text("LOT-SAISON")


def test_a_line_and_its_mark_show_each_other(open_browser, sign_in, site):
    desk = sign_in(open_browser.window(DESK), "culture@example.org")
    desk.goto(board_of(site))

    desk.locator(".road__stop").first.hover()
    lit = desk.locator(".ground .is-lit").count()
    desk.locator(".ground__ask").last.evaluate("it => it.focus()")

    assert lit == 1
    assert desk.locator(".asks__one.is-lit, .ground__ask.is-lit").count() >= 1


# A colleague promises the day of an option to a place of her own, after the board was read.
TAKE = """
from events.tours.models import Stop
from millecafes.places.models import Commune
option = Stop.objects.filter(tour__name__contains="grande boucle", state="option").order_by("day").first()
teams = range(1, option.company.teams + 1)
taken = [
    Stop.objects.create(season=option.season, company=option.company, offer=option.offer, day=option.day,
        team=team, commune=commune, state="proposed").pk
    for team, commune in zip(teams, Commune.objects.filter(programme_stop_set=None))
]
print(option.pk, *taken)
"""
FREE = "from events.tours.models import Stop; Stop.objects.filter(pk__in={}).delete()"


def test_a_day_that_a_colleague_has_just_taken_is_told_on_the_board(open_browser, sign_in, site):
    desk = sign_in(open_browser.window(DESK), "culture@example.org")
    desk.goto(f"{board_of(site)}?qui=tous")
    desk.evaluate("window.sameDocument = true")
    option, *taken = map(int, site.manage("shell", "-v0", "-c", TAKE).splitlines()[-1].split())

    line = desk.locator(f"#etape-{option}")
    line.get_by_role("button", name="Confirmer").click()

    expect(desk.locator(".planner__said--no")).to_contain_text("est déjà à")
    expect(line.locator(".planner-state--option")).to_have_count(1)
    assert desk.evaluate("window.sameDocument === true")
    site.manage("shell", "-v0", "-c", FREE.format(taken))
    assert [fault for fault in open_browser.faults if not fault.startswith("409: ")] == []
    open_browser.faults.clear()


def board_of(site) -> str:
    code = "from events.tours.models import Tour; print(Tour.objects.get(name__contains='grande boucle').pk)"
    return f"{BACK}tournees/{site.manage('shell', '-v0', '-c', code).split()[-1]}/"


@pytest.mark.parametrize("email", ["gerante@example.org", "elue@example.org"])
def test_the_screens_of_the_programme_and_of_claims_have_no_fault_on_a_phone(
    open_browser,
    sign_in,
    look,  # noqa: F811
    site,
    email,
):
    page = sign_in(open_browser.window(PHONE, reduced_motion="reduce"), email)
    screens = screens_of(site)[email]

    assert faults({path: look(page, path, widths=[SMALL_PHONE, PHONE]) for path in screens}) == {}


@pytest.mark.parametrize("email", ["culture@example.org", "finances@example.org"])
def test_the_desks_of_the_programme_and_of_claims_have_no_fault(open_browser, sign_in, axe, site, email):
    found, page = {}, sign_in(open_browser.window(DESK, reduced_motion="reduce"), email)
    for path in screens_of(site)[email]:
        page.set_viewport_size(DESK)
        answer = page.goto(path)
        # What is Wagtail's own is its own affair.
        own = [fault for fault in axe(page) if any(part in fault for part in (".desk", ".planner", ".listing"))]
        own += [] if answer.status == 200 else [f"status {answer.status}"]
        for width in (PHONE, SMALL_PHONE):
            page.set_viewport_size(width)
            own += page.evaluate(TOO_WIDE)
        found[path] = own

    assert faults(found) == {}


@pytest.mark.parametrize(("scripts", "offer"), [(True, "un-film-sous-les-etoiles"), (False, "a-table-ensemble")])
def test_one_asks_by_the_keyboard_and_without_javascript(open_browser, sign_in, tab_to, scripts, offer):
    page = sign_in(open_browser.window(PHONE, java_script_enabled=scripts), "gerante@example.org")
    page.goto(f"{PROGRAMME}{offer}/demander/")

    if scripts:  # the keyboard alone; its days are typed
        tab_to(page, page.get_by_label("Votre premier choix"))
        tab_to(page, page.get_by_label("D’autres jours sont possibles"))
        page.keyboard.press("Space")
        tab_to(page, page.get_by_role("button", name="Garder pour plus tard"))
        page.keyboard.press("Enter")
    else:
        page.get_by_label("Le jour que vous préférez").fill(DAY.isoformat())
        page.get_by_role("button", name="Garder pour plus tard").click()

    expect(page.get_by_text("C’est un brouillon")).to_be_visible()
