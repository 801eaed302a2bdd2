"""« manage.py demo »: fills an empty site, adds what is missing to a living one, overwrites nothing."""

from collections import Counter
from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, Revision, Site

from home.models import ContentPage, HomePage, ReportPage
from millecafes.core import models as core
from millecafes.demo.content import PAGES, home
from millecafes.demo.references import key_of
from millecafes.people.models import User
from news.models import ArticlePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled_site", "only_french")]
KEPT = [Page, Revision, Locale, Site, User, core.KeyFigure, core.Partner, core.Testimony]
KEPT += [core.SiteFurniture, core.Image, core.Document]


@pytest.fixture
def only_french(monkeypatch):
    """The English has tests of its own, and takes its time."""
    monkeypatch.setattr("millecafes.demo.management.commands.demo.add_english", Counter)


def run_demo() -> str:
    output = StringIO()
    call_command("demo", stdout=output)
    return output.getvalue()


def state():
    rows = {model: model.objects.count() for model in KEPT}
    pages = list(Page.objects.order_by("pk").values_list("pk", "latest_revision", "last_published_at", "url_path"))
    return rows, pages


def find(path: str) -> Page:
    return Page.objects.get(translation_key=key_of(path)).specific


def test_every_page_is_published_at_its_address():
    published = {page.get_url() for page in Page.objects.live().filter(depth__gte=2)}

    assert published == {f"/{entry.path}/" if entry.path else "/" for entry in PAGES}
    assert len(published) > 40


def test_the_tree_is_sound():
    assert Page.find_problems() == ([], [], [], [], [])


def test_running_it_again_changes_nothing_and_says_so():
    before = state()

    said = run_demo()

    assert state() == before
    assert said.strip() == "Rien à faire\u00a0: le contenu de démonstration est déjà là."


def test_what_an_editor_has_changed_stays():
    figure, testimony, furniture = (
        core.KeyFigure.objects.get(code="candidatures"),
        core.Testimony.objects.first(),
        core.SiteFurniture.objects.get(),
    )
    core.KeyFigure.objects.filter(pk=figure.pk).update(value=196)
    core.Testimony.objects.filter(pk=testimony.pk).update(consent_on=None)
    core.SiteFurniture.objects.filter(pk=furniture.pk).update(footer_text="Autre pied")
    page = find("guinguettes")
    page.title, page.slug = "La guinguette", "la-guinguette"
    page.save_revision().publish()

    run_demo()

    figure.refresh_from_db(), testimony.refresh_from_db(), furniture.refresh_from_db()
    assert (figure.value, testimony.consent_on, furniture.footer_text) == (196, None, "Autre pied")
    assert find("guinguettes").slug == "la-guinguette"
    assert not Page.objects.filter(slug="guinguettes").exists()


def test_a_page_moved_by_an_editor_is_not_made_twice():
    find("reseau").move(find("qui-sommes-nous"), pos="last-child")

    run_demo()

    assert Page.objects.filter(slug="reseau").count() == 1


def test_what_is_missing_is_made_again():
    core.KeyFigure.objects.filter(code="presse").delete()
    find("presse").delete()

    said = run_demo()

    assert said.splitlines()[:2] == ["chiffre clé\u00a0: 1", "page de la revue de presse\u00a0: 1"]
    assert find("presse").live


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path or "accueil")
def test_an_editor_could_save_every_page_as_it_is(entry):
    page = find(entry.path)

    page.full_clean()
    streams = [field for field in page._meta.get_fields() if isinstance(field, StreamField)]
    for field in streams:
        field.stream_block.clean(getattr(page, field.name))
    assert streams or entry.model.__name__ in {"SiteMapPage", "NewsIndexPage"}


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path or "accueil")
def test_a_page_may_stand_where_it_stands(entry):
    page = find(entry.path)

    assert type(page.get_parent().specific) in page.allowed_parent_page_models()


def test_the_site_answers_at_its_address_under_its_name(settings):
    settings.SITE_URL = "https://demo.example.org"

    said = run_demo()

    site = Site.objects.get()
    assert (site.hostname, site.port, site.site_name) == ("demo.example.org", 443, "1000 cafés")
    assert site.root_page.specific == HomePage.objects.get()
    assert "adresse du site\u00a0: https://demo.example.org" in said


def test_both_languages_exist_and_the_first_pages_are_french():
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"fr", "en"}
    assert set(Page.objects.filter(depth__gte=2).values_list("locale__language_code", flat=True)) == {"fr"}


def test_pictures_are_described_and_credited():
    pictures = core.Image.objects.all()

    assert len(pictures) == 7
    assert {picture.credit for picture in pictures} == {"Dessin 1000 cafés"}
    assert all(len(picture.description) > 20 for picture in pictures)


def test_the_synopsis_of_the_report_can_be_downloaded(client):
    report = ReportPage.objects.get(slug="rapport-activite-2025")

    answer = client.get(report.url + "telecharger/")

    text = b"".join(answer.streaming_content).decode()
    assert "- plus de\u00a0350 communes accompagnées (depuis 2019, communes de moins de 3\u00a0500 habitants)" in text


def test_there_are_four_articles_about_2025():
    assert [article.date.year for article in ArticlePage.objects.live()] == [2025] * 4


def test_the_next_date_is_to_come_in_the_season_and_says_that_it_is_invented():
    value = HomePage.objects.get().next_date[0].value

    assert value["starts_on"] >= date.today() + timedelta(days=20)
    assert 5 <= value["starts_on"].month <= 10
    assert "fictive" in value["place"]


@pytest.mark.parametrize(
    "today, evening",
    [
        (date(2026, 1, 10), date(2026, 5, 16)),
        (date(2026, 6, 1), date(2026, 6, 27)),
        (date(2026, 9, 20), date(2027, 5, 15)),
        (date(2026, 12, 31), date(2027, 5, 15)),
    ],
)
def test_the_next_evening_is_a_saturday_of_the_season(monkeypatch, today, evening):
    monkeypatch.setattr(home.timezone, "localdate", lambda: today)

    assert home.next_evening() == evening


def test_accounts_are_made_in_demo_mode_only(settings):
    run_demo()
    outside = User.objects.count()
    settings.DEMO = True

    said = run_demo()

    assert outside == 0
    assert "comptes de démonstration\u00a0: 19" in said
    assert set(User.objects.values_list("email", flat=True)) >= {email for email, _role in settings.DEMO_ACCOUNTS}


def test_each_demo_person_sits_at_one_desk_has_no_password_and_a_name_that_shows_it(settings):
    settings.DEMO = True
    run_demo()

    desks = {user.email.partition("@")[0]: [group.name for group in user.groups.all()] for user in User.objects.all()}
    seated = {email.partition("@")[0] for email, _role in settings.DEMO_ACCOUNTS}
    assert not any(desks.pop(name) for name in set(desks) - seated)  # the members of the directory sit at no desk
    assert desks == {
        "elue": [], "gerante": [], "porteur": [], "coupdemain": [], "compte": [], "attente": [],
        "question": [], "refus": [], "suspension": [], "fin": [], "lecture": [], "ancienne": [],
        "redaction": ["Communication"], "validation": ["Validation"], "reseau": ["Réseau"],
        "instruction": ["Instruction"], "culture": ["Culture"], "finances": ["Finances"], "admin": ["Administration"],
    }  # fmt: skip
    assert Group.objects.count() == 7
    for user in User.objects.all():
        assert user.display_name.endswith(" Exemple")
        assert not user.is_superuser
        assert not user.has_usable_password()


def test_an_account_changed_by_somebody_stays(settings):
    settings.DEMO = True
    run_demo()
    User.objects.filter(email="reseau@example.org").update(display_name="Autre nom", is_active=False)

    run_demo()

    assert User.objects.get(email="reseau@example.org").display_name == "Autre nom"


def test_the_pages_of_the_law_have_no_cards_below():
    assert not ContentPage.objects.filter(slug__in=["mentions-legales", "confidentialite"], show_children=True).exists()
