"""What is found of the library: titles, texts, transcripts and the words of files, by those they are for."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import translation
from wagtail.models import Locale

from millecafes.core.models import SearchEntry
from millecafes.core.search.query import Query, Search
from resources.models import Replay, Resource, Toolkit, ToolkitStep
from resources.services import finding
from resources.services.reading import read_waiting
from resources.services.versions import add_version
from tests.core.search.factories import suggested, titles
from tests.people.factories import make_account, make_elected, make_manager, make_staff
from tests.resources.files import make_read_resource, make_replay, make_version, pdf, publish, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def elected():
    return make_elected()


def make_toolkit(**fields) -> Toolkit:
    resource = make_read_resource(title="Une étape")
    given = {"title": "Ouvrir", "slug": "ouvrir", "goal": "Ouvrir en chantant", "live": True}
    toolkit = Toolkit.objects.create(locale=Locale.get_default(), **given | fields)
    toolkit.steps.add(ToolkitStep(resource=resource, title="Réunir", text="<p>les <b>habitants</b></p>"))
    toolkit.save()
    return publish(toolkit)


def test_a_resource_is_found_by_its_title_its_words_and_its_theme(elected):
    publish(make_read_resource(title="Le budget d’un café", summary="Prévoir la trésorerie.", kind="spreadsheet"))

    found = [titles(typed, elected) for typed in ("budgets", "tresorerie", "tableur cafe", "guinguette")]

    assert found == [["Le budget d’un café"]] * 3 + [[]]


def test_a_resource_that_is_a_page_is_found_by_its_text(elected):
    publish(make_read_resource(title="Licence", story=[("paragraph", "<p>La <b>sous-préfecture</b> répond.</p>")]))

    assert titles("sous-préfecture", elected) == ["Licence"]


def test_the_words_of_a_file_are_found_once_the_worker_has_read_it(elected):
    resource = publish(make_read_resource(title="Guide"))
    make_version(pdf("Prévoir une buvette"), resource=resource)

    before = titles("buvette", elected)
    read_waiting()

    assert (before, titles("buvettes", elected)) == ([], ["Guide"])


def test_a_replaced_file_is_found_by_its_new_words_only(elected):
    resource = publish(make_read_resource(title="Guide"))
    add_version(resource, upload(pdf("Prévoir une buvette")))
    read_waiting()

    add_version(resource, upload(pdf("Prévoir un bal")))
    between = titles("buvette", elected)
    read_waiting()

    assert (titles("buvette", elected), titles("bal", elected)) == ([], ["Guide"])
    assert between in ([], ["Guide"])


def test_a_toolkit_is_found_by_its_goal_and_its_steps(elected):
    make_toolkit()

    assert titles("chanter", elected) == titles("réunir habitantes", elected) == ["Ouvrir"]


def test_a_replay_is_found_by_what_is_said_in_it(elected):
    publish(make_replay(title="Le loyer, parlons-en", chapters="0:00 Accueil\n1:05 Combien de mètres carrés"))
    publish(make_replay(title="Écrit", captions="", transcript="La terrasse.\n\nLes horaires."))

    assert titles("mairie paie", elected) == titles("mètre carré", elected) == ["Le loyer, parlons-en"]
    assert titles("horaire", elected) == ["Écrit"]
    assert titles("00:01:10", elected) == []


def test_a_replay_is_found_by_its_slides_and_no_longer_by_those_it_had(elected):
    replay = publish(make_replay(title="L’hiver", slides=ContentFile(pdf("Vendre des bûches"), "vues.pdf")))
    before = titles("bûche", elected)
    read_waiting()
    read = titles("bûche", elected)

    replay.slides = ContentFile(pdf("Vendre des glaces"), "vues.pdf")
    publish(replay)
    read_waiting()

    assert (before, read) == ([], ["L’hiver"])
    assert (titles("bûche", elected), titles("glace", elected)) == ([], ["L’hiver"])


MAKERS = {"resource": make_read_resource, "toolkit": make_toolkit, "replay": make_replay}
READERS = {
    "visitor": AnonymousUser,
    "account": make_account,
    "waiting": lambda: make_elected(state="requested"),
    "elected": make_elected,
    "manager": make_manager,
    "staff": lambda: make_staff("Réseau"),
}
OPEN = {
    "public": set(READERS),
    "members": {"elected", "manager", "staff"},
    "elected": {"elected", "staff"},
    "managers": {"manager", "staff"},
}


@pytest.mark.parametrize("kind", MAKERS)
def test_each_is_found_by_those_it_is_for_and_nobody_else(kind):
    thing = MAKERS[kind](audiences=["members"])
    publish(thing)
    people = {name: make() for name, make in READERS.items()}

    found = {}
    for audience in OPEN:
        type(thing).objects.filter(pk=thing.pk).update(audiences=[audience])  # nothing is indexed again
        found[audience] = {name for name, person in people.items() if titles(thing.title, person)[:1] == [thing.title]}

    assert found == OPEN


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_withdrawn_is_found_by_nobody_and_suggested_to_nobody(kind, elected):
    thing = publish(MAKERS[kind](title="Zanzibar"))
    before = (titles("zanzibar", elected), suggested("zanz", elected), suggested("zanz"))

    thing.unpublish()

    assert before == (["Zanzibar"], ["Zanzibar"], [])
    assert (titles("zanzibar", elected), SearchEntry.objects.filter(title="Zanzibar").count()) == ([], 0)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_draft_is_not_found(kind, elected):
    thing = publish(MAKERS[kind](title="Publié"))

    thing.title = "Zanzibar"
    thing.save_revision()

    assert (titles("zanzibar", elected), titles("publié", elected)) == ([], ["Publié"])


@pytest.fixture
def translated():
    first = publish(make_read_resource(title="Le loyer", audiences=["elected"]))
    twin = first.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0])
    twin.title, twin.live, twin.audiences = "The rent", True, ["public"]
    twin.save()
    return first, publish(twin)


def test_a_translation_has_the_rights_of_the_first_row(translated, elected):
    first, _twin = translated

    found = (titles("rent", elected, "en"), titles("rent", None, "en"))
    with translation.override("en"):
        place = Search(Query("rent", "en"), elected).results().items[0].url
    first.unpublish()

    assert found == (["The rent"], [])
    assert place == f"/en/espace/ressources/{first.slug}/"
    assert titles("rent", elected, "en") == []


def said(typed, resources=None) -> list[str]:
    rows = Resource.objects.originals() if resources is None else resources
    return [row.title for row in finding.resources_saying(rows, typed)]


def test_the_words_of_the_list_put_first_what_says_them_in_its_title():
    publish(make_read_resource(title="Le bal", reviewed_on="2026-01-01"))
    publish(make_read_resource(title="La fête", summary="Un bal le soir.", reviewed_on="2026-06-01"))
    publish(make_read_resource(title="Le marché", summary="Le dimanche.", reviewed_on="2026-05-01"))

    assert said("bals") == ["Le bal", "La fête"]
    assert said("bal soir") == ["La fête"]
    assert said("introuvable") == []
    assert said("  '\"*(  ") == said("")
    assert len(said("")) == 3


def test_the_list_sifts_further_what_the_words_have_found(translated):
    publish(make_read_resource(title="Le loyer du local", kind="template"))

    assert said("loyer", Resource.objects.originals().filter(kind="template")) == ["Le loyer du local"]
    with translation.override("en"):
        assert said("rent") == ["Le loyer"]


def test_replays_are_sifted_by_words_too():
    spoken, titled = (
        publish(make_replay(title="Combien ?")),
        publish(make_replay(title="Le loyer", captions="", transcript="Rien.")),
    )

    found = finding.replays_saying(Replay.objects.all(), "loyers")

    assert list(found) == [titled, spoken]


def test_a_rebuild_finds_the_library_again(elected):
    publish(make_read_resource(title="Le bal"))
    publish(make_replay(title="Le bal filmé"))
    SearchEntry.objects.all().delete()

    call_command("reindex", verbosity=0)

    assert set(titles("bal", elected)) == {"Le bal", "Le bal filmé"}


def test_a_text_of_nothing_but_different_words_is_findable_on_any_database(elected):
    words = " ".join(f"{number * 7919 % 10**7:07d}x{number:05d}y" for number in range(14_000))
    publish(make_replay(title="Catalogue", transcript=words[:199_000]))

    assert titles("catalogue", elected) == ["Catalogue"]


def listed(client, query) -> list[str]:
    text = client.get(f"/espace/ressources/?{query}").content.decode()
    return re.findall(r'class="volume__title"><a[^>]*>([^<]+)', text)


def test_the_list_is_searched_by_words_and_keeps_its_other_filters(client, elected):
    client.force_login(elected)
    publish(make_read_resource(title="Le bal", kind="guide"))
    publish(make_read_resource(title="Un contrat de bal", kind="template"))
    publish(make_read_resource(title="Le bal des gérants", audiences=["managers"]))
    publish(make_read_resource(title="Autre chose"))

    assert set(listed(client, "q=bals")) == {"Le bal", "Un contrat de bal"}
    assert listed(client, "q=bals&sorte=template") == ["Un contrat de bal"]
    page = client.get("/espace/ressources/?q=bals&sorte=template").content.decode()
    assert '<input type="hidden" name="sorte" value="template">' in page
    assert '<input type="hidden" name="q" value="bals">' in page
    assert 'name="q" maxlength="200" value="bals"' in page


@pytest.mark.parametrize("typed", ["%22", "*", "%00", "a" * 900, "l%27", "%F0%9F%8E%AD", "NEAR(a%20b)", "titre:bal"])
def test_whatever_is_typed_the_list_answers(client, elected, typed):
    client.force_login(elected)

    assert client.get(f"/espace/ressources/?q={typed}").status_code == 200
