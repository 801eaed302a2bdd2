"""The registers: what they refuse, what grows old, and who is on the wall."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import Locale
from wagtail.test.utils.form_data import querydict_from_html

from home.models import ContentPage, PartnersPage
from millecafes.core import models
from tests.core.factories import build, make, make_figure, make_furniture, make_image, make_partner, make_testimony
from tests.pages.factories import make_page
from tests.people.factories import make_staff

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 7, 14, 12, tzinfo=UTC)
SHARE = {"unit": "%", "value": 96}

# What is written, and what the person who writes it reads.
REFUSED = {
    "a percentage without population": (
        models.KeyFigure,
        SHARE | {"period": "2025"},
        "sa population et sa période",
    ),
    "a percentage without period": (
        models.KeyFigure,
        SHARE | {"population": "maires"},
        "sa population et sa période",
    ),
    "a figure's code taken": (models.KeyFigure, {"code": "pris"}, "Un autre chiffre porte déjà ce code."),
    "a partner's code taken": (models.Partner, {"code": "pris"}, "Un autre partenaire porte déjà ce code."),
    "a testimony's code taken": (models.Testimony, {"code": "pris"}, "Un autre témoignage porte déjà ce code."),
    "an end before the beginning": (
        models.Partner,
        {"since": 2024, "until": 2023},
        "Le partenariat ne peut pas finir avant d’avoir commencé.",
    ),
    "a logo without words": (models.Partner, {"logo": make_image}, "Un logo a besoin d’un texte de remplacement."),
    "a second furniture": (models.SiteFurniture, {}, "Cette langue a déjà ses menus : modifiez-les."),
    "a banner over before it begins": (
        models.SiteFurniture,
        {"locale": "en", "banner_from": NOON, "banner_until": NOON},
        "Le bandeau doit finir après avoir commencé.",
    ),
}


def ready(fields):
    given = {name: value() if callable(value) else value for name, value in fields.items()}
    return given | {"locale": Locale.objects.get(language_code=given.get("locale", "fr"))}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_true_is_refused_with_a_sentence_and_by_the_database_too(case):
    model, fields, sentence = REFUSED[case]
    for register in (models.KeyFigure, models.Partner, models.Testimony):
        make(register, code="pris")
    make_furniture()
    row = build(model, **ready(fields))

    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()

    assert any(sentence in message for message in refused.value.messages)


@pytest.mark.parametrize("fields", [SHARE | {"population": "maires", "period": "2025"}, {"unit": "€"}, {}])
def test_a_figure_that_says_what_it_must_is_kept(fields):
    make_figure(**fields).full_clean()


@pytest.mark.parametrize("years", [{"since": 2024, "until": 2024}, {"since": 2024}, {"until": 2024}, {}])
def test_years_of_a_partnership_may_be_unknown(years):
    make_partner(**years).full_clean()


# -- Figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": Decimal("1700"), "qualifier": "more_than"}, "plus de\xa01\xa0700"),
        ({"value": Decimal("12.5"), "unit": "€"}, "12,50\xa0€"),
        ({"value": 25000, "unit": "€"}, "25\xa0000\xa0€"),
        ({"value": 0}, "0"),
    ],
)
def test_a_figure_is_said_as_one_says_it_in_french(fields, said):
    assert make_figure(**fields).display_value == said


def test_a_figure_nobody_has_checked_for_eighteen_months_is_to_check():
    today = date(2026, 7, 1)
    old, recent = make_figure(checked_on=date(2024, 12, 29)), make_figure(checked_on=date(2025, 1, 2))

    assert old in models.KeyFigure.objects.to_check(at=today)
    assert recent not in models.KeyFigure.objects.to_check(at=today)


def test_the_team_is_reminded_of_the_figures_to_check_and_finds_them(client):
    client.force_login(make_staff("Communication"))
    make_figure(label="cafés vérifiés")
    before = client.get("/gestion/").content.decode()
    make_figure(label="cafés oubliés", checked_on=date(2020, 1, 1))

    after = client.get("/gestion/").content.decode()
    listed = client.get("/gestion/snippets/core/keyfigure/", {"stale": "true"}).content.decode()

    assert ("Chiffres à vérifier" in before, "1 chiffre n’a pas été vérifié" in after) == (False, True)
    assert ("cafés oubliés" in listed, "cafés vérifiés" in listed) == (True, False)


def test_a_share_says_how_many_people_answered_or_that_it_is_not_known(client):
    known = make_figure(**SHARE, population="maires", period="2025", sample_size=120)
    unknown = make_figure(**SHARE, population="maires", period="2025")
    page = make_page(ContentPage, body=[("figures", {"items": [known, unknown]})])

    html = client.get(page.url).content.decode()

    assert "120 personnes interrogées" in html
    assert "effectif non communiqué" in html


def test_a_share_that_comes_from_no_survey_speaks_of_nobody_asked(client):
    counted = make_figure(**SHARE, population="dépenses", period="2025", is_survey=False)
    page = make_page(ContentPage, body=[("figures", {"items": [counted]})])

    assert "effectif" not in client.get(page.url).content.decode()


# -- Partners ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("until", "place"), [(None, "wall"), (2026, "wall"), (2025, "history")])
def test_a_partner_of_before_is_off_the_wall_and_in_the_history(client, monkeypatch, until, place):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    partner = make_partner(name="Fondation du Pain", until=until)
    address = make_page(PartnersPage).url
    blocks = [make_page(ContentPage, body=[("partners", {"past": past})]).url for past in (False, True)]

    wall, _, history = client.get(address).content.decode().partition("Ils nous ont accompagnés")

    seen = {name: "Fondation du Pain" in html for name, html in (("wall", wall), ("history", history))}
    on_blocks = ["Fondation du Pain" in client.get(block).content.decode() for block in blocks]
    assert seen == {"wall": place == "wall", "history": place == "history"}
    assert on_blocks == [place == "wall", place == "history"]
    past = partner in models.Partner.objects.past()
    assert (past, partner in models.Partner.objects.current()) == (partner.is_past, not partner.is_past)


def test_the_wall_may_show_some_families_only(client):
    make_partner(name="Banque", family="private")
    make_partner(name="Ministère", family="institutional")

    html = client.get(make_page(ContentPage, body=[("partners", {"families": ["private"]})]).url).content.decode()

    assert ("Banque" in html, "Ministère" in html) == (True, False)


# -- Banner -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins", "ends", "shown"),
    [
        (None, None, True),
        (0, None, True),
        (1, None, False),
        (None, 1, True),
        (None, 0, False),
        (-1, 1, True),
        (-2, -1, False),
    ],
)
def test_the_banner_is_shown_from_its_first_minute_to_its_last(client, monkeypatch, begins, ends, shown):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    window = {
        name: NOON + timedelta(minutes=minutes)
        for name, minutes in (("banner_from", begins), ("banner_until", ends))
        if minutes is not None
    }

    furniture = make_furniture(banner_text="La fête est reportée", **window)

    html = client.get("/").content.decode()
    assert (bool(furniture.banner), "La fête est reportée" in html) == (shown, shown)


def test_a_register_row_is_named_by_what_it_says():
    names = [make_figure(value=3), make_partner(name="Banque"), make_testimony(name="Odette"), make_furniture()]

    assert [str(row) for row in names] == [
        "3 candidatures",
        "Banque",
        "Odette, Cadalen (Tarn)",
        "Menus, pied de page et bandeau",
    ]


# -- In the back office -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("register", "words"),
    [
        (models.KeyFigure, "Un autre chiffre porte déjà ce code."),
        (models.Partner, "Un autre partenaire porte déjà ce code."),
        (models.Testimony, "Un autre témoignage porte déjà ce code."),
        (models.SiteFurniture, "Cette langue a déjà ses menus"),
    ],
)
def test_what_is_there_already_is_refused_with_a_sentence(client, register, words):
    first = make(register)
    client.force_login(make_staff("Communication"))
    address = f"/gestion/snippets/core/{register._meta.model_name}"
    typed = querydict_from_html(
        client.get(f"{address}/edit/{first.pk}/").content.decode(), form_id="w-editor-form"
    ).copy()
    typed.update({"main_menu-count": "0", "footer-count": "0"})  # written by the scripts of the page

    answer = client.post(f"{address}/add/", typed)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert register.objects.count() == 1


def test_a_percentage_written_in_words_is_one():
    figure = build(models.KeyFigure, unit="Pour cent")

    with pytest.raises(ValidationError, match="population"):
        figure.full_clean()
