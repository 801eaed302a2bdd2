"""Toolkits: the steps one may take, what is ticked, and all the files at once."""

import html
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from django.core.files.base import ContentFile

from resources.models import Download, StepDone
from resources.services.packing import Packed, packed
from tests.people import factories as people
from tests.resources.factories import PDF, give_file, make_resource, make_toolkit
from tests.resources.files import publish

pytestmark = pytest.mark.django_db
LIST = "/espace/boites-a-outils/"


def words(answer) -> str:
    return html.unescape(answer.content.decode())


def folder_of(answer) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as folder:
        assert folder.testzip() is None
        return {name: folder.read(name) for name in folder.namelist()}


@pytest.fixture
def member(client):
    person = people.make_elected()
    client.force_login(person)
    return person


def make_mixed():
    """A toolkit for everybody, whose steps are for different readers."""
    audiences = ["public", "members", "elected", "holders"]
    resources = {one: make_resource(title=f"Pour {one}", audiences=[one]) for one in audiences}
    resources["draft"] = make_resource(title="Pour draft", audiences=["public"], live=False)
    for resource in resources.values():
        give_file(resource, content=PDF + resource.title.encode())
    return make_toolkit(*resources.values(), audiences=["public"])


READERS = {
    "visitor": (lambda: None, ["public"]),
    "account": (people.make_account, ["public"]),
    "elected": (people.make_elected, ["public", "members", "elected"]),
    "holder": (people.make_holder, ["public", "members", "holders"]),
    "team": (lambda: people.make_staff("Culture"), ["public", "members", "elected", "holders"]),
}


@pytest.mark.parametrize("reader", READERS)
def test_each_reader_sees_and_takes_away_her_own_steps_and_no_other(client, reader):
    make, expected = READERS[reader]
    toolkit = make_mixed()
    if person := make():
        client.force_login(person)

    page = words(client.get(toolkit.get_absolute_url()))
    folder = folder_of(client.get(f"{toolkit.get_absolute_url()}tout.zip"))

    names = ["public", "members", "elected", "holders", "draft"]
    files = [content for name, content in folder.items() if name.endswith(".pdf")]
    contents = folder["00-sommaire.txt"].decode()
    assert [name for name in names if f"Pour {name}" in page] == expected
    assert [name for name in names if f"Pour {name}" in contents] == expected
    assert files == [PDF + f"Pour {name}".encode() for name in expected]


def test_a_toolkit_of_others_is_not_there(client, member):
    other = make_toolkit(make_resource(), audiences=["holders"], title="Boîte cachée")
    draft = make_toolkit(make_resource(), live=False, title="Boîte en cours")

    listed = words(client.get(LIST))

    assert "Boîte cachée" not in listed
    assert "Boîte en cours" not in listed
    for toolkit in (other, draft):
        assert client.get(toolkit.get_absolute_url()).status_code == 404
        assert client.get(f"{toolkit.get_absolute_url()}tout.zip").status_code == 404
        assert client.post(f"{toolkit.get_absolute_url()}cocher/", {"ressource": "1"}).status_code == 404


def test_a_visitor_is_led_to_the_door_of_what_is_for_members(client):
    toolkit = make_toolkit(make_resource())

    for address in (toolkit.get_absolute_url(), f"{toolkit.get_absolute_url()}tout.zip"):
        assert client.get(address).url.startswith("/compte/login/")


def test_steps_are_ticked_wiped_and_counted(client, member):
    first, second = make_resource(title="Une"), make_resource(title="Deux")
    toolkit = make_toolkit(first, second)
    address = f"{toolkit.get_absolute_url()}cocher/"

    for _twice in range(2):
        answer = client.post(address, {"ressource": first.pk, "action": "faire"})
    page, listed = words(client.get(toolkit.get_absolute_url())), words(client.get(LIST))
    client.post(address, {"ressource": first.pk, "action": "effacer"})

    assert answer.url == f"{toolkit.get_absolute_url()}#etape-{first.pk}"
    assert "1 sur 2" in page
    assert f'href="#etape-{second.pk}"' in page
    assert "En cours\xa0: 1 sur 2" in listed
    assert StepDone.objects.count() == 0


@pytest.mark.parametrize("number", ["", "abc", "0", "99999999999999999999", "١"])
def test_a_step_that_is_not_there_is_not_ticked(client, member, number):
    toolkit = make_toolkit(make_resource())

    answer = client.post(f"{toolkit.get_absolute_url()}cocher/", {"ressource": number})

    assert answer.status_code == 404
    assert StepDone.objects.count() == 0


def test_a_step_of_another_toolkit_or_of_others_is_not_ticked(client, member):
    elsewhere, hidden = make_resource(), make_resource(audiences=["holders"])
    toolkit = make_toolkit(make_resource(), hidden)

    for resource in (elsewhere, hidden):
        assert client.post(f"{toolkit.get_absolute_url()}cocher/", {"ressource": resource.pk}).status_code == 404


def test_the_list_counts_the_ticks_of_the_steps_there_are_and_of_hers_only(client, member):
    resources = [make_resource() for _number in range(4)]
    make_toolkit(*resources)
    toolkit = make_toolkit(*resources, make_resource(audiences=["holders"]))
    gone, hidden = make_resource(), toolkit.steps.last().resource
    other = people.make_elected()
    for resource in [*resources[:3], gone, hidden]:
        StepDone.objects.create(person=member, toolkit=toolkit, resource=resource)
    StepDone.objects.create(person=other, toolkit=toolkit, resource=resources[3])

    listed, page = words(client.get(LIST)), words(client.get(toolkit.get_absolute_url()))

    assert "En cours\xa0: 3 sur 4" in listed
    assert "3 sur 4" in page


def test_files_taken_together_are_each_counted(client, member):
    resources = [make_resource() for _number in range(3)]
    for resource in resources[:2]:
        give_file(resource)
    toolkit = make_toolkit(*resources)

    folder_of(client.get(f"{toolkit.get_absolute_url()}tout.zip"))

    assert set(Download.objects.values_list("resource", flat=True)) == {one.pk for one in resources[:2]}


def test_names_in_the_folder_are_ours(client, member):
    resource = make_resource(title="../../etc/passwd \u202e É/à : <b>")
    give_file(resource)
    toolkit = make_toolkit(resource, make_resource(), title="Boîte")

    folder = folder_of(client.get(f"{toolkit.get_absolute_url()}tout.zip"))

    assert list(folder) == ["00-sommaire.txt", "01-etcpasswd-ea-b.pdf"]


def test_a_hundred_files_are_packed_in_the_memory_of_one(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    one = ContentFile(bytes(range(256)) * 4096)  # a megabyte

    class Stored:
        name = "un.pdf"

        class storage:
            @staticmethod
            def open(name):
                one.seek(0)
                return one

    tracemalloc.start()
    total = sum(len(piece) for piece in packed(Packed(f"{n:02d}.docx", Stored) for n in range(100)))
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert total > 100 * 2**20
    assert most < 3 * 2**20


@pytest.mark.parametrize("count", [1, 40])
def test_a_toolkit_asks_as_much_for_one_step_as_for_forty(client, member, django_assert_max_num_queries, count):
    resources = [make_resource() for _number in range(count)]
    for resource in resources:
        give_file(resource)
    toolkit = make_toolkit(*resources)
    make_toolkit(*resources[:3])
    client.get(toolkit.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(toolkit.get_absolute_url())
    with django_assert_max_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Recruter", "Réunir", "Tout le temps"]),
        ("q=habitante", ["Réunir"]),
        ("q=guinguette", []),
        ("q=%20%21", ["Recruter", "Réunir", "Tout le temps"]),
        ("phase=recruitment", ["Recruter", "Tout le temps"]),
        ("pour=elected", ["Réunir"]),
        ("q=habitante&phase=recruitment", []),
        ("theme=argent", []),
        ("q=habitante&sorte=guide", []),
        ("langue=fr", []),
        ("favoris=oui", []),
    ],
)
def test_the_list_of_resources_offers_the_toolkits_that_answer(client, member, query, expected):
    step = make_resource(title="Un questionnaire")
    publish(
        make_toolkit(step, title="Réunir", goal="Entendre les habitants", phase="definition", audiences=["elected"])
    )
    publish(make_toolkit(step, title="Recruter", phase="recruitment"))
    publish(make_toolkit(step, title="Tout le temps"))
    publish(make_toolkit(step, title="Habitantes", audiences=["managers"]))

    toolkits = client.get(f"/espace/ressources/?{query}").context["toolkits"]

    assert [toolkit.title for toolkit in toolkits] == expected
