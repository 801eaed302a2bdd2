"""The library in the back office: drafts, review, many files at once, and what is made of it."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from resources.models import Download, Favourite, Resource, ResourceFile, Theme, Toolkit, Usefulness
from tests.people.factories import make_account, make_elected, make_staff
from tests.resources.factories import PDF, an_upload, give_file, make_resource, make_theme, make_toolkit, old

pytestmark = pytest.mark.django_db
ADD, LIST = "/gestion/snippets/resources/resource/add/", "/gestion/snippets/resources/resource/"
ADD_TOOLKIT = "/gestion/snippets/resources/toolkit/add/"


def typed(**given) -> dict:
    return {
        "title": "Le budget d’un café",
        "summary": "Un tableur à remplir.",
        "kind": "guide",
        "theme": make_theme().pk,
        "phase": "",
        "reviewed_on": "2026-01-15",
        "audiences": ["elected"],
        "association": "reseau",
        "language": "fr",
        "url": "",
        "slug": "",
        "story-count": "0",
    } | given


def steps(*resources) -> dict:
    given = {"steps-TOTAL_FORMS": len(resources), "steps-INITIAL_FORMS": 0, "steps-MIN_NUM_FORMS": 1}
    for number, resource in enumerate(resources):
        given |= {
            f"steps-{number}-title": f"Étape {number}",
            f"steps-{number}-resource": resource.pk,
            f"steps-{number}-text": "null",
            f"steps-{number}-ORDER": number + 1,
            f"steps-{number}-id": "",
        }
    return given | {"steps-MAX_NUM_FORMS": 40}


def typed_toolkit(*resources, **given) -> dict:
    words = {"title": "Ouvrir", "goal": "Ouvrir un café.", "introduction": "null", "phase": "", "slug": ""}
    return words | {"audiences": ["members"]} | steps(*resources) | given


def words(answer) -> str:
    return html.unescape(answer.content.decode()).replace("\xa0", " ")


def edit(thing) -> str:
    return reverse(type(thing).snippet_viewset.get_url_name("edit"), args=[thing.pk])


@pytest.mark.parametrize("role", ["Communication", "Validation", "Administration", "Réseau"])
def test_those_who_write_the_library_begin_a_draft(client, role):
    client.force_login(make_staff(role))

    answer = client.post(ADD, typed())

    resource = Resource.objects.get()
    assert answer.status_code == 302
    assert (resource.slug, resource.live, resource.audiences) == ("le-budget-dun-cafe", False, ["elected"])
    assert client.get(edit(resource)).status_code == 200


@pytest.mark.parametrize("role", ["Culture", "Instruction", "Finances", ""])
def test_nobody_else_writes_it(client, role):
    resource = make_resource()
    client.force_login(make_staff(role) if role else make_account())

    for address in (LIST, ADD, edit(resource), reverse("resource_bulk"), reverse("library_report")):
        assert client.get(address).status_code in {302, 403}
    client.post(ADD, typed(title="Autre"))

    assert Resource.objects.count() == 1


@pytest.mark.parametrize(
    "given, said",
    [
        ({"kind": "link"}, "Un lien a une adresse"),
        ({"reviewed_on": ""}, "Champ requis"),
        ({"reviewed_on": "2999-01-01"}, "Vérifiez cette date"),
        ({"audiences": []}, "Champ requis"),
        ({"kind": "link", "url": "javascript:alert(1)"}, "valide"),
    ],
)
def test_what_cannot_be_published_is_said_at_its_field(client, given, said):
    client.force_login(make_staff("Validation"))

    answer = client.post(ADD, typed(**given) | {"action-publish": "1"})

    assert answer.status_code == 200
    assert said in " ".join(re.findall(r"error-message[^>]*>(.*?)</p>", words(answer), re.DOTALL))
    assert Resource.objects.count() == 0


def test_a_draft_is_read_over_by_validation_before_it_is_published(client):
    client.force_login(make_staff("Communication"))
    client.post(ADD, typed() | {"action-submit": "1"})
    resource = Resource.objects.get()
    client.force_login(make_staff("Validation"))

    home = words(client.get("/gestion/"))
    asked = typed(slug=resource.slug) | {"action-workflow-action": "1", "workflow-action-name": "approve"}
    client.post(edit(resource), asked)

    resource.refresh_from_db()
    assert "1 page de la bibliothèque attend votre relecture." in home
    assert resource.live


def test_the_address_of_what_was_published_does_not_change(client):
    client.force_login(make_staff("Validation"))
    client.post(ADD, typed() | {"action-publish": "1"})
    resource = Resource.objects.get()

    client.post(edit(resource), typed(title="Un autre titre", slug="ailleurs") | {"action-publish": "1"})

    resource.refresh_from_db()
    assert (resource.title, resource.slug) == ("Un autre titre", "le-budget-dun-cafe")


def test_nothing_of_the_library_is_deleted_by_hand(client):
    resource = make_resource()
    toolkit = make_toolkit(resource)
    client.force_login(make_account(is_superuser=True))

    for thing in (resource, toolkit):
        address = reverse(type(thing).snippet_viewset.get_url_name("delete"), args=[thing.pk])
        assert client.post(address).status_code in {302, 403}

    assert (Resource.objects.count(), Toolkit.objects.count()) == (1, 1)


def test_a_theme_that_resources_have_is_not_taken_from_them(client):
    used, free = make_resource().theme, make_theme("libre")
    client.force_login(make_staff("Communication"))

    for theme in (used, free):
        client.post(reverse(Theme.snippet_viewset.get_url_name("delete"), args=[theme.pk]))

    assert list(Theme.objects.all()) == [used]


def test_a_toolkit_names_a_resource_once(client):
    resource, other = make_resource(), make_resource()
    client.force_login(make_staff("Validation"))

    wrong = client.post(ADD_TOOLKIT, typed_toolkit(resource, resource) | {"action-publish": "1"})
    made = Toolkit.objects.count()
    client.post(ADD_TOOLKIT, typed_toolkit(other, resource) | {"action-publish": "1"})

    assert "déjà à une autre étape" in words(wrong)
    assert made == 0
    assert [step.resource for step in Toolkit.objects.get().steps.all()] == [other, resource]


@pytest.mark.parametrize("make", [make_resource, lambda: make_toolkit(make_resource())])
def test_editors_see_the_page_before_it_is_published(client, make):
    thing = make()
    thing.save_revision()
    client.force_login(make_staff("Communication"))
    is_kit = isinstance(thing, Toolkit)
    given = typed_toolkit(make_resource()) if is_kit else typed(title="À voir")
    address = reverse(type(thing).snippet_viewset.get_url_name("preview_on_edit"), args=[thing.pk])

    client.post(address, given)
    shown = client.get(f"{address}?mode=")

    assert shown.status_code == 200
    assert "Ouvrir" in words(shown) if is_kit else "À voir" in words(shown)


# -- Many files at once -----------------------------------------------------------------------------------------------


def common(**given) -> dict:
    return {
        "theme": make_theme().pk,
        "audiences": ["members"],
        "phase": "opening",
        "language": "fr",
        "association": "reseau",
        "reviewed_on": "2026-01-15",
    } | given


def test_each_file_becomes_a_draft_that_waits_on_the_desk(client):
    client.force_login(make_staff("Communication"))
    files = [an_upload("budget-du_café.pdf"), an_upload("bail.pdf"), an_upload("bail.pdf")]

    answer = client.post(reverse("resource_bulk"), common(files=files), follow=True)

    drafts = Resource.objects.order_by("pk")
    assert [(one.title, one.slug, one.live) for one in drafts] == [
        ("Budget du café", "budget-du-cafe", False),
        ("Bail", "bail", False),
        ("Bail", "bail-2", False),
    ]
    assert all(one.files.current().count() == 1 for one in drafts)
    assert "3 brouillons sont prêts" in words(answer)
    assert "3 de vos ressources ne sont pas encore soumises" in words(client.get("/gestion/"))


def test_one_wrong_file_is_named_and_none_becomes_a_draft(client):
    client.force_login(make_staff("Communication"))
    files = [an_upload("bon.pdf"), an_upload("faux.pdf", b"<html>"), an_upload("rien.exe")]

    answer = client.post(reverse("resource_bulk"), common(files=files, phase="opening"))

    assert answer.status_code == 400
    assert "faux.pdf : Ce fichier n’est pas ce que dit son nom" in words(answer)
    assert "rien.exe : Ce type de fichier n’est pas accepté" in words(answer)
    assert '<option value="opening" selected>' in words(answer)
    assert Resource.objects.count() + ResourceFile.objects.count() == 0


def test_nothing_sent_is_said(client):
    client.force_login(make_staff("Communication"))

    answer = client.post(reverse("resource_bulk"), common(theme="", audiences=[], reviewed_on="hier"))

    for said in ("Choisissez au moins un fichier", "Dites le thème", "Dites pour qui", "date valide"):
        assert said in words(answer)


def test_a_file_is_replaced_on_its_own_screen(client):
    resource = make_resource(title="Le bail")
    give_file(resource)
    client.force_login(make_staff("Validation"))
    address = reverse("resource_files", args=[resource.pk])

    leads = words(client.get(edit(resource)))
    sent = SimpleUploadedFile("neuf.pdf", PDF + b"2")
    answer = client.post(address, {"file": sent}, follow=True)

    assert address in leads
    assert "son adresse n’a pas changé" in words(answer)
    assert list(resource.files.values_list("number", "is_current")) == [(2, True), (1, False)]


# -- What is made of it -----------------------------------------------------------------------------------------------


def test_stale_unused_and_useful_resources_are_told_apart(client):
    stale, unused, useful = (
        make_resource(title="Vieille", reviewed_on=old()),
        make_resource(title="Oubliée"),
        make_resource(title="Aimée"),
    )
    reader = make_elected()
    for resource in (stale, useful):
        Download.objects.create(person=reader, resource=resource)
    Favourite.objects.create(person=reader, resource=useful)
    Usefulness.objects.create(person=reader, resource=useful, is_useful=True)
    client.force_login(make_staff("Communication"))
    address = reverse("library_report")

    shown = {view: words(client.get(f"{address}?vue={view}")) for view in ("a-verifier", "sans-lecteur", "utiles", "x")}
    sheet = client.get(reverse("library_report_sheet")).content.decode("utf-8-sig")

    names = ["Vieille", "Oubliée", "Aimée"]
    assert [name for name in names if name in shown["a-verifier"]] == ["Vieille"]
    assert [name for name in names if name in shown["x"]] == ["Vieille"]
    assert [name for name in names if name in shown["sans-lecteur"]] == [unused.title]
    assert shown["utiles"].index("Aimée") < shown["utiles"].index("Vieille")
    assert f"Aimée;Argent;{timezone.localdate()};1;1;1;0" in sheet.replace(",", ";")
    assert "1 ressource n’a pas été relue depuis dix-huit mois." in words(client.get("/gestion/"))


def test_the_desk_asks_no_more_for_a_hundred_resources_than_for_a_page_of_them(client, django_assert_max_num_queries):
    for _number in range(60):
        make_resource(reviewed_on=old())
    client.force_login(make_staff("Validation"))
    client.get(LIST)

    with django_assert_max_num_queries(15 + 2 * 30):  # wagtail-localize asks twice a line whether it is translated
        client.get(LIST)
    with django_assert_max_num_queries(15):
        client.get(reverse("library_report"))
