"""The list and the page of a resource: who comes across what, and what is said of it."""

import html
from datetime import timedelta

import pytest
from django.utils import timezone

from resources.models import Download, Favourite, Resource, Usefulness
from tests.core.factories import make_figure
from tests.people import factories as people
from tests.resources.factories import give_file, make_resource, make_theme, make_toolkit, old
from tests.resources.files import make_replay, publish

pytestmark = pytest.mark.django_db
LIST = "/espace/ressources/"


def words(answer) -> str:
    return html.unescape(answer.content.decode())


def fetched(answer):
    """Read to its end, as a browser does, so that the file is closed."""
    if answer.streaming:
        answer.received = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return answer


@pytest.fixture
def member(client):
    person = people.make_elected()
    client.force_login(person)
    return person


def make_one_of_each() -> dict[str, Resource]:
    audiences = ["public", "members", "elected", "managers", "holders"]
    found = {one: make_resource(title=f"Pour {one}", audiences=[one]) for one in audiences}
    found["draft"] = make_resource(title="Pour draft", audiences=["public", "members"], live=False)
    return found


READERS = {
    "visitor": (lambda: None, {"public"}),
    "account": (people.make_account, {"public"}),
    "waiting": (lambda: people.make_member(state="requested"), {"public"}),
    "former": (lambda: people.make_elected(ends_on=timezone.localdate() - timedelta(days=99)), {"public"}),
    "elected": (people.make_elected, {"public", "members", "elected"}),
    "manager": (people.make_manager, {"public", "members", "managers"}),
    "holder": (people.make_holder, {"public", "members", "holders"}),
    "team": (lambda: people.make_staff("Instruction"), {"public", "members", "elected", "managers", "holders"}),
}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("reader", READERS)
def test_each_reader_comes_across_what_is_for_her_and_nothing_else(client, reader, language):
    make, expected = READERS[reader]
    known = make_one_of_each()
    for resource in known.values():
        give_file(resource)
    if person := make():
        client.force_login(person)

    listed = words(client.get(f"{language}{LIST}"))
    opened = {
        name: (client.get(f"{language}{LIST}{one.slug}/"), fetched(client.get(f"{language}{LIST}{one.slug}/fichier/")))
        for name, one in known.items()
    }

    assert {name for name in known if f"Pour {name}" in listed} == expected
    for name, answers in opened.items():
        codes = {answer.status_code for answer in answers}
        if name in expected:
            assert codes == {200}
        else:
            assert codes <= {302, 403, 404}
            assert not any("Pour " in words(answer) for answer in answers if answer.status_code != 302)


def test_a_stranger_is_answered_the_same_whether_there_is_something_or_not(client):
    closed = make_resource()

    real, invented = (client.get(f"{LIST}{slug}/") for slug in (closed.slug, "rien"))

    assert (real.status_code, invented.status_code) == (302, 302)
    assert real.url.replace(closed.slug, "rien") == invented.url


def test_pages_of_members_are_kept_by_nobody(client, member):
    resource = make_resource()
    give_file(resource)

    for address in (LIST, resource.get_absolute_url(), f"{resource.get_absolute_url()}fichier/"):
        assert fetched(client.get(address)).headers["Cache-Control"] == "private, no-store"


def test_who_may_only_read_keeps_and_judges_nothing(client):
    person = people.make_elected(ends_on=timezone.localdate() - timedelta(days=3))
    client.force_login(person)
    address = make_resource().get_absolute_url()

    page = words(client.get(address))
    answers = [client.post(f"{address}favori/"), client.post(f"{address}avis/", {"avis": "oui"})]

    assert "Garder" not in page
    assert [answer.status_code for answer in answers] == [403, 403]
    assert Favourite.objects.count() + Usefulness.objects.count() == 0


@pytest.mark.parametrize(
    "query, expected",
    [
        ("theme=argent", {"A"}),
        ("phase=opening", {"B", "C"}),
        ("sorte=spreadsheet", {"B"}),
        ("pour=elected", {"C"}),
        ("langue=en", {"A"}),
        ("relue=6-mois", {"B"}),
        ("relue=18-mois", {"A", "B"}),
        ("relue=a-verifier", {"C"}),
        ("relue=toujours", {"A", "B", "C"}),
        ("favoris=oui", {"B"}),
        ("theme=argent&phase=opening", set()),
        ("theme=inconnu", {"A", "B", "C"}),
        ("phase=%00&sorte='--", {"A", "B", "C"}),
        ("page=99999999999999999999", {"A", "B", "C"}),
    ],
)
def test_facets_sift_and_any_address_has_an_answer(client, member, query, expected):
    months_ago = timezone.localdate() - timedelta(days=300)
    make_resource(
        title="Titre A", theme=make_theme("argent"), phase="definition", language="en", reviewed_on=months_ago
    )
    kept = make_resource(title="Titre B", theme=make_theme("droit"), phase="opening", kind="spreadsheet")
    make_resource(title="Titre C", theme=make_theme("droit"), audiences=["elected"], reviewed_on=old())
    Favourite.objects.create(person=member, resource=kept)

    answer = client.get(f"{LIST}?{query}")

    assert answer.status_code == 200
    assert {name for name in "ABC" if f"Titre {name}<" in words(answer)} == expected


def test_what_nobody_understands_in_an_address_is_said(client, member):
    assert "Un des filtres de cette adresse" in words(client.get(f"{LIST}?theme=inconnu"))
    assert "Aucune ressource ne répond" in words(client.get(f"{LIST}?sorte=video"))


def test_words_that_are_said_in_a_webinar_lead_to_the_replays(client, member):
    publish(make_replay(live=False, transcript="Le premier hiver fut long."))
    publish(make_replay(live=False, transcript="Le premier hiver, en secret.", audiences=["managers"]))

    found, not_found = words(client.get(f"{LIST}?q=premier+hiver")), words(client.get(f"{LIST}?q=canicule"))

    assert "0 ressource trouvée" in found
    assert '<a href="/espace/replays/?q=premier%20hiver">1 replay en parle aussi</a>' in found
    assert "en parle" not in not_found


def test_a_resource_and_a_toolkit_are_printed_with_a_button(client, member):
    resource = make_resource()
    toolkit = make_toolkit(resource)

    for page in (resource, toolkit):
        assert "data-print-page" in words(client.get(page.get_absolute_url()))


def test_what_was_not_read_over_for_eighteen_months_says_so(client, member):
    stale, fresh = make_resource(reviewed_on=old()), make_resource()

    listed, page = words(client.get(LIST)), words(client.get(stale.get_absolute_url()))

    assert listed.count("À vérifier") == 1
    assert "plus de dix-huit mois" in page
    assert "15 janvier 2020" in page
    assert "dix-huit mois" not in words(client.get(fresh.get_absolute_url()))


def test_the_page_says_format_size_and_way(client, member):
    before, resource, after = make_resource(title="Avant"), make_resource(title="Pendant"), make_resource(title="Après")
    hidden = make_resource(title="Secret", audiences=["holders"])
    give_file(resource, "budget.pdf", b"%PDF-1.7\n" + bytes(2048))
    make_toolkit(before, hidden, resource, after, title="Ouvrir")
    make_toolkit(resource, audiences=["holders"], title="Boîte cachée")

    page = words(client.get(resource.get_absolute_url()))

    assert "PDF, 2\xa0Ko" in page
    assert "Ouvrir" in page
    assert "étape 2 sur 3" in page
    assert 'rel="prev" href="/espace/ressources/' in page
    assert "Avant" in page
    assert "Après" in page
    assert "Secret" not in page
    assert "Boîte cachée" not in page


def test_a_favourite_is_kept_once_and_taken_back(client, member):
    resource = make_resource()
    address = f"{resource.get_absolute_url()}favori/"

    client.post(address)
    client.post(address)
    kept = Favourite.objects.count()
    page = words(client.get(resource.get_absolute_url()))
    answer = client.post(address, {"action": "retirer", "retour": "https://ailleurs.example/"})

    assert kept == 1
    assert "Gardée : la retirer" in page.replace("\xa0", " ")
    assert answer.url == resource.get_absolute_url()
    assert Favourite.objects.count() == 0


def test_one_says_once_whether_it_was_useful_and_may_change_her_mind(client, member):
    resource = make_resource()
    address = f"{resource.get_absolute_url()}avis/"

    client.post(address, {"avis": "oui"})
    client.post(address, {"avis": "non"})
    said = list(Usefulness.objects.values_list("is_useful", flat=True))
    wrong = client.post(address, {"avis": "peut-être"}, follow=True)
    client.post(address, {"avis": "retirer"})

    assert said == [False]
    assert "Répondez par oui ou par non." in words(wrong)
    assert Usefulness.objects.count() == 0


def test_only_asking_for_the_file_is_counted_and_once_a_member(client, member):
    resource = make_resource()
    give_file(resource)
    address = resource.get_absolute_url()

    client.get(address)
    fetched(client.head(f"{address}fichier/"))
    read = Download.objects.count()
    for _again in range(3):
        fetched(client.get(f"{address}fichier/"))

    assert (read, Download.objects.count()) == (0, 1)
    assert "1 membre l’a téléchargée." in words(client.get(address))


def test_a_visitor_is_not_counted(client):
    resource = make_resource(audiences=["public"])
    give_file(resource)

    fetched(client.get(f"{resource.get_absolute_url()}fichier/"))

    assert Download.objects.count() == 0


def test_a_figure_quoted_in_the_page_is_said(client, member):
    figure = make_figure(code="candidatures", value=195, label="candidatures")
    quoted = [{"type": "paragraph", "value": f"<p>Déjà [[{figure.code}]] candidatures.</p>"}]
    resource = make_resource(kind="guide", story=quoted)

    assert "Déjà 195 candidatures." in words(client.get(resource.get_absolute_url()))


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize("who", ["visitor", "member"])
def test_the_list_asks_as_much_for_one_resource_as_for_many(client, django_assert_max_num_queries, who, count):
    resources = [make_resource(audiences=["public"]) for _number in range(count)]
    for resource in resources[-30:]:
        give_file(resource)
    make_toolkit(*resources[:10], audiences=["public"])
    if who == "member":
        client.force_login(people.make_elected())
    client.get(LIST)

    with django_assert_max_num_queries(8 if who == "visitor" else 11):
        assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize("who", ["visitor", "member"])
def test_looking_for_words_asks_no_more_than_twelve_questions(client, django_assert_max_num_queries, who, count):
    resources = [make_resource(title=f"Le bail {n}", audiences=["public"], live=False) for n in range(count)]
    toolkit = make_toolkit(*resources[:10], title="Le bail", audiences=["public"], live=False)
    for thing in (*resources, toolkit, make_replay(title="Le bail", audiences=["public"], live=False)):
        publish(thing)
    if who == "member":
        client.force_login(people.make_elected())
    client.get(LIST, {"q": "bail"})

    with django_assert_max_num_queries(12):
        page = words(client.get(LIST, {"q": "bail"}))

    assert ("Le bail" in page, "1 replay en parle aussi" in page) == (True, True)
