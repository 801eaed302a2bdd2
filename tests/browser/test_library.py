"""The library in the hands of its readers: on a phone, by the keyboard alone, without scripts, at the wrong door."""

import zipfile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LIST, KITS = "/espace/ressources/", "/espace/boites-a-outils/"
KIT, FOR_ELECTED = "Réussir sa réunion publique", f"{KITS}de-l-offre-au-premier-cafe/"
NOT_THERE = "Cette page n’est pas au menu"


@pytest.fixture(params=["keyboard", "no scripts"])
def hand(request, open_browser, tab_to):
    """A phone, and how its reader presses something: the Enter key alone, or a finger where scripts do not run."""
    if request.param == "keyboard":
        page = open_browser.window()

        def go_to(target):
            tab_to(page, target)

        def press(target):
            go_to(target)
            page.keyboard.press("Enter")
    else:
        page = open_browser.window(java_script_enabled=False)

        def go_to(target):
            target.click()

        press = go_to

    page.go_to, page.press_on = go_to, press
    return page


def type_in(page, field, words):
    """In the field, where one has just arrived: an Enter pressed to arrive would send the form before its words."""
    page.go_to(field)
    page.keyboard.type(words)


def taken(page, link):
    with page.expect_download() as waited:
        page.press_on(link)
    return waited.value


def test_an_elected_member_finds_a_toolkit_reads_it_ticks_a_step_and_takes_everything(hand, sign_in):
    page = sign_in(hand, "elue@example.org")
    page.goto(LIST)
    type_in(page, page.get_by_label("Chercher dans les titres et dans les textes"), "reunions publiques")
    page.keyboard.press("Enter")
    expect(page.locator(".kit__title")).to_have_text([KIT])

    page.press_on(page.locator("summary", has_text="Choisir : phase, sorte, pour qui"))
    page.get_by_label("Phase du projet").focus()
    page.get_by_label("Phase du projet").select_option(label="1. Définition du projet")
    page.press_on(page.get_by_role("button", name="Voir", exact=True))
    expect(page.locator(".kit__title")).to_have_text([KIT])
    expect(page.locator(".volume__title").first).to_have_text("Tenir une réunion publique sur le café")
    page.press_on(page.get_by_role("link", name=KIT))

    expect(page.get_by_role("heading", level=1)).to_have_text(KIT)
    expect(page.get_by_text("2 sur 4", exact=True)).to_be_visible()
    page.press_on(page.get_by_role("button", name="Cocher quand c’est fait : Préparer la soirée"))
    expect(page.get_by_text("3 sur 4", exact=True)).to_be_visible()
    expect(page.locator(".progress").get_by_role("link", name="Tenir l’heure et demie")).to_be_visible()
    folder = taken(page, page.get_by_role("link", name="Tout télécharger"))
    with zipfile.ZipFile(folder.path()) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    assert KIT in files.pop("00-sommaire.txt").decode()
    assert [content[:5] for content in files.values()] == [b"%PDF-"] * 3

    page.press_on(page.get_by_role("link", name="Tenir une réunion publique sur le café"))
    expect(page.get_by_text("étape 3 sur 4")).to_be_visible()
    assert taken_or_read(page, page.get_by_role("link", name="Ouvrir le document"))
    page.goto(f"{KITS}reussir-sa-reunion-publique/")
    page.press_on(page.get_by_role("button", name="Préparer la soirée"))
    expect(page.get_by_text("2 sur 4", exact=True)).to_be_visible()


def taken_or_read(page, link) -> bool:
    """A paper opens in the browser where it can be read there, and is asked for as a paper in any case."""
    answer = page.request.get(link.get_attribute("href"))
    return answer.status == 200 and answer.headers["content-type"] == "application/pdf"


def test_a_manager_finds_the_budget_sheet_sees_that_it_is_up_to_date_and_takes_it(hand, sign_in):
    page = sign_in(hand, "gerante@example.org")
    page.goto("/espace/")
    page.press_on(page.get_by_role("button", name="Menu de l’espace"))
    page.press_on(page.locator("#menu-espace").get_by_role("link", name="La bibliothèque"))
    type_in(page, page.get_by_label("Chercher dans les titres et dans les textes"), "budget")
    page.keyboard.press("Enter")
    card = page.locator(".volume", has_text="Budget prévisionnel d’un café")
    expect(card).to_contain_text("à jour en")
    expect(card.get_by_text("À vérifier")).to_have_count(0)
    page.press_on(card.get_by_role("link"))

    expect(page.get_by_text("À jour au")).to_be_visible()
    sheet = taken(page, page.get_by_role("link", name="Télécharger le document"))

    assert sheet.suggested_filename == "budget-previsionnel.xlsx"
    with sheet.path().open("rb") as content:
        assert load_workbook(content).sheetnames


@pytest.mark.parametrize("address", [FOR_ELECTED, f"{FOR_ELECTED}tout.zip", f"{LIST}grille-entretien/fichier/"])
def test_what_is_for_elected_members_is_not_there_for_a_manager(page, sign_in, axe, address):
    sign_in(page, "gerante@example.org")

    answer = page.goto(address)

    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text(NOT_THERE)
    expect(page.get_by_text("gérance")).to_have_count(0)
    assert axe(page) == []


def test_a_visitor_takes_what_is_open_to_everybody_and_is_told_of_the_rest(page):
    page.goto(f"{KITS}financer-son-cafe/")
    expect(page.get_by_text("1 autre étape n’est pas pour vous")).to_be_visible()

    with page.expect_download() as waited:
        page.get_by_role("link", name="Tout télécharger").click()

    with zipfile.ZipFile(waited.value.path()) as packed:
        assert [name for name in packed.namelist() if name.endswith(".xlsx")] == []
        assert len(packed.namelist()) == 2
    page.goto(FOR_ELECTED)
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")


ADDRESSES = [
    LIST,
    f"{LIST}?q=budget&phase=definition",
    f"{LIST}?q=introuvable",
    f"{LIST}tenir-une-reunion-publique/",
    f"{LIST}cent-premiers-jours/",
    f"{LIST}colis-presse-pain/",
    KITS,
    f"{KITS}reussir-sa-reunion-publique/",
    "/espace/replays/passer-le-premier-hiver/transcription/",
]


@pytest.mark.parametrize("screen", ["page", "desk"])
def test_everybody_can_use_the_pages_of_the_library(request, sign_in, axe, screen):
    window = sign_in(request.getfixturevalue(screen), "elue@example.org")

    faults = {}
    for address in [*ADDRESSES, *(f"/en{address}" for address in ADDRESSES)]:
        window.goto(address)
        faults[address] = axe(window)
        assert window.evaluate("document.documentElement.scrollWidth <= innerWidth"), address

    assert {address: found for address, found in faults.items() if found} == {}
