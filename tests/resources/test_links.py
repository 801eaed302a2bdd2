"""The addresses that the library leads to: asked for once a week, and said dead to who reads and to who writes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.services.web import Answer
from resources.models import ResourceLink
from resources.services.links import check_links
from tests.news.test_links import FakeWeb
from tests.people.factories import make_elected, make_staff
from tests.resources.factories import make_resource

pytestmark = pytest.mark.django_db

NOTE = "Cette adresse ne répond plus depuis le"


def linked(name: str, **fields):
    return make_resource(kind="link", url=f"https://a.fr/{name}", **fields)


def read(client, resource) -> str:
    return client.get(resource.get_absolute_url()).content.decode()


def test_a_link_that_is_gone_is_said_to_readers_and_to_editors(client):
    gone, there = linked("gone", title="Parti"), linked("there", title="Resté")
    client.force_login(make_elected())

    check_links(FakeWeb(gone=Answer.GONE))
    pages = [NOTE in read(client, one) for one in (gone, there)]
    client.force_login(make_staff("Communication"))
    report = client.get("/gestion/bibliotheque/chiffres/?vue=liens-morts").content.decode()
    home = client.get("/gestion/").content.decode().replace("\u00a0", " ")

    assert pages == [True, False]
    assert ("Parti" in report, "Resté" in report) == (True, False)
    assert "1 lien de la bibliothèque ne répond plus." in home


def test_an_address_that_is_put_right_is_asked_for_again_and_no_longer_said_dead(client):
    resource = linked("gone")
    check_links(FakeWeb(gone=Answer.GONE))
    resource.url = "https://a.fr/new"
    resource.save()
    client.force_login(make_elected())
    meanwhile = read(client, resource)

    web = FakeWeb()
    check_links(web)

    assert NOTE not in meanwhile + read(client, resource)
    assert web.asked == ["https://a.fr/new"]


def test_one_silence_says_nothing_and_three_days_of_it_do():
    resource, _other, now = linked("silent"), linked("there"), timezone.now()
    web = FakeWeb(silent=Answer.TROUBLE)

    said = []
    for day in range(3):
        check_links(web, now + timedelta(days=day))
        said.append(ResourceLink.objects.get(resource=resource).dead_since is not None)

    assert said == [False, False, True]


def test_each_is_asked_once_a_week_and_drafts_and_invented_addresses_never():
    linked("once")
    linked("draft", live=False)
    make_resource(kind="link", url="https://www.example.org/")
    web, now = FakeWeb(), timezone.now()

    for day in (0, 1, 8):
        check_links(web, now + timedelta(days=day))

    assert web.asked == ["https://a.fr/once"] * 2
