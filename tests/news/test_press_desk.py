"""The press review in the back office: entered in a minute, never twice."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from news import forms
from news.models import Medium, PressItem
from news.services import record
from tests.news.factories import make_item
from tests.people.factories import make_account, make_staff

pytestmark = pytest.mark.django_db

LIST, NEW = "/gestion/revue-de-presse/", "/gestion/revue-de-presse/new/"
TYPED = {
    "url": "https://www.gazette.fr/un-cafe?utm_source=lettre",
    "title": "Un café revient",
    "outlet": "La Gazette",
    "date": "2025-06-01",
    "medium": "print",
    "topics": ["culture", "network"],
}


@pytest.fixture
def desk(client):
    client.force_login(make_staff("Communication"))
    return client


def test_an_editor_enters_an_item(desk):
    answer = desk.post(NEW, TYPED)

    item = PressItem.objects.get()
    assert (answer.status_code, answer.url) == (302, LIST)
    assert (item.title, item.outlet, item.date, item.medium) == (
        "Un café revient",
        "La Gazette",
        date(2025, 6, 1),
        Medium.PRINT,
    )
    assert {row.topic for row in item.topics.all()} == {"culture", "network"}


def test_the_form_offers_today_and_the_outlets_that_are_known(desk):
    make_item(outlet="L’Écho « du » village")

    html = desk.get(NEW).content.decode()

    assert f'value="{timezone.localdate():%Y-%m-%d}"' in html
    assert '<option value="L’Écho « du » village">' in html
    assert html.index("id_url") < html.index("id_title") < html.index("id_outlet") < html.index("id_topics")


@pytest.mark.parametrize(
    "again",
    [
        "https://www.gazette.fr/un-cafe",
        "http://GAZETTE.fr/Un-Cafe/",
        "https://www.gazette.fr/un-cafe?fbclid=1&utm_medium=email#lire",
    ],
)
def test_the_same_article_is_refused_and_the_first_one_shown(desk, again):
    desk.post(NEW, TYPED)
    first = PressItem.objects.get()

    answer = desk.post(NEW, TYPED | {"url": again, "title": "Encore"})

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Cet article est déjà dans la revue de presse" in html
    assert f'<a href="{LIST}edit/{first.pk}/" target="_blank" rel="noopener">Un café revient (La Gazette)</a>' in html
    assert 'value="Encore"' in html
    assert PressItem.objects.count() == 1


def test_an_item_may_keep_its_own_address(desk):
    desk.post(NEW, TYPED)
    item = PressItem.objects.get()

    desk.post(f"{LIST}edit/{item.pk}/", TYPED | {"title": "Autre titre", "topics": ["impact"]})

    item.refresh_from_db()
    assert item.title == "Autre titre"
    assert [row.topic for row in item.topics.all()] == ["impact"]


def test_an_item_cannot_take_the_address_of_another(desk):
    desk.post(NEW, TYPED)
    other = make_item()

    answer = desk.post(f"{LIST}edit/{other.pk}/", TYPED)

    assert "Cet article est déjà dans la revue de presse" in answer.content.decode()


@pytest.mark.parametrize("path", ["new/", "edit/{pk}/"])
def test_two_people_who_enter_the_same_article_at_once_make_one(desk, monkeypatch, path):
    other = make_item()
    address = LIST + path.format(pk=other.pk)
    meet_first = forms.PressItemForm.clean_url

    def somebody_is_quicker(form):
        url = meet_first(form)
        make_item(url=TYPED["url"], title="Le plus rapide")
        return url

    monkeypatch.setattr(forms.PressItemForm, "clean_url", somebody_is_quicker)
    monkeypatch.setattr(PressItem, "validate_constraints", lambda item, exclude=None: None)
    answer = desk.post(address, TYPED)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Cet article est déjà dans la revue de presse" in html
    assert "Le plus rapide" in html
    assert PressItem.objects.filter(title=TYPED["title"]).count() == 0


def test_the_database_itself_refuses_the_second(desk):
    first = make_item()

    with pytest.raises(IntegrityError):
        record(PressItem(url=first.url, url_key=first.url_key, title="Encore", outlet="La Gazette"), [])


@pytest.mark.parametrize(
    "field, wrong, message",
    [
        ("url", "", "hamp requis"),
        ("url", "javascript:alert(1)", "URL valide"),
        ("url", "ftp://gazette.fr/un-cafe", "URL valide"),
        ("url", "https://gazette", "URL valide"),
        ("url", "https://gazette.fr/\x00", "caractère nul"),
        ("url", "https://gazette.fr/" + "a" * 1000, "au plus 1000"),
        ("title", " ", "hamp requis"),
        ("title", "x" * 256, "au plus 255"),
        ("outlet", "", "hamp requis"),
        ("date", "31/02/2025", "date valide"),
        ("date", f"{timezone.localdate() + timedelta(days=2):%Y-%m-%d}", "Cette date est à venir"),
        ("medium", "minitel", "Sélectionnez un choix valide"),
        ("topics", ["cuisine"], "Sélectionnez un choix valide"),
    ],
)
def test_a_wrong_field_is_said_and_nothing_is_written(desk, field, wrong, message):
    answer = desk.post(NEW, TYPED | {field: wrong})

    html = answer.content.decode()
    assert answer.status_code == 200
    assert message in html
    assert field == "title" or 'value="Un café revient"' in html
    assert PressItem.objects.count() == 0


@pytest.mark.parametrize(("known", "typed"), [("La Gazette", "  la  gazette "), ("L’Écho", "L'ÉCHO"), ("Été", "été")])
def test_a_known_outlet_keeps_its_spelling(desk, known, typed):
    make_item(outlet=known)

    desk.post(NEW, TYPED | {"outlet": typed})

    assert list(PressItem.objects.values_list("outlet", flat=True)) == [known, known]


def test_an_address_that_changes_is_a_link_to_check_afresh(desk):
    item = make_item(checked_at=timezone.now(), failures=3, dead_since=date(2025, 9, 1))

    for title, url in (("Même adresse", item.url), ("Autre adresse", "https://gazette.fr/ailleurs")):
        desk.post(f"{LIST}edit/{item.pk}/", TYPED | {"title": title, "url": url})
        item.refresh_from_db()
        assert (item.dead_since is None, item.checked_at is None) == ((title == "Autre adresse"),) * 2


def test_the_list_is_searched_and_filtered(desk):
    make_item("culture", title="Un bal", medium="radio", dead_since=date(2025, 9, 1))
    make_item("impact", title="Une mesure", medium="web", outlet="L’Écho")

    def listed(**query):
        html = desk.get(LIST, query).content.decode()
        return [title for title in ("Un bal", "Une mesure") if title in html]

    assert listed() == ["Un bal", "Une mesure"]
    assert listed(q="mesure") == listed(q="écho".capitalize()) == ["Une mesure"]
    assert listed(topic="culture") == listed(medium="radio") == listed(dead="true") == ["Un bal"]
    assert listed(dead="false") == ["Une mesure"]
    assert listed(date_from="2025-06-02") == []


def test_an_item_is_deleted_with_its_topics(desk):
    item = make_item("culture")

    desk.post(f"{LIST}delete/{item.pk}/")

    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM news_presstopic")
        assert cursor.fetchone()[0] == 0
    assert PressItem.objects.count() == 0


@pytest.mark.parametrize("desk_name", ["Communication", "Validation", "Administration"])
def test_the_desks_that_publish_find_the_review_in_their_menu(client, desk_name):
    client.force_login(make_staff(desk_name))

    assert LIST in client.get("/gestion/").content.decode()


@pytest.mark.parametrize("role", ["visitor", "account", "Réseau", "Culture", "Finances", "Instruction"])
def test_nobody_else_enters_changes_or_deletes_anything(client, role):
    item = make_item(title="Intact")
    if role != "visitor":
        client.force_login(make_account() if role == "account" else make_staff(role))

    answers = [
        client.get(LIST),
        *[client.post(path, TYPED) for path in (NEW, f"{LIST}edit/{item.pk}/", f"{LIST}delete/{item.pk}/")],
    ]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert list(PressItem.objects.values_list("title", flat=True)) == ["Intact"]
