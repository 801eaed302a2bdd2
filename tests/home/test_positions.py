"""Common positions: fed by a consultation, supported by communes, told on the page of advocacy."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import AdvocacyPage, Endorsement, Position
from home.services import endorsements_of, forget_endorsements, positions
from millecafes.core.clock import soonest
from tests.forum.test_consulting import close, give, make_consultation
from tests.home.factories import make_position
from tests.pages.factories import advocacy_entry, make_page
from tests.people.factories import make_elected, make_manager, make_staff
from tests.places.factories import make_commune
from tests.translations import open_english, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter():
    """Signs a person in: ``enter(person)`` is her own browser."""

    def enter(person):
        browser = Client()
        browser.force_login(person)
        return browser

    return enter


def make_told(*told: Position) -> AdvocacyPage:
    return make_page(AdvocacyPage, entries=[advocacy_entry(title=one.name, position=one) for one in told])


def words_of(browser, page) -> str:
    return browser.get(page.url).content.decode()


def send(browser, position, commune, **said):
    return browser.post(position.get_absolute_url(), {"commune": commune.pk, **said})


def test_the_consultation_says_which_position_it_feeds_then_what_became_of_it(enter):
    topic = make_consultation()
    position = make_position(name="La licence reste", topic=topic)
    browser, address = enter(make_elected()), position.get_absolute_url()

    before = browser.get(topic.get_absolute_url()).content.decode()
    close(topic)
    Position.objects.filter(pk=position.pk).update(
        status="carried", outcome="Lue au Sénat.", since=timezone.localdate()
    )
    after = browser.get(topic.get_absolute_url()).content.decode()
    english = browser.get(f"/en{topic.get_absolute_url()}").content.decode()

    assert "Cette consultation nourrit la position" in before
    assert address in before
    assert "Ce qu’est devenue la position" in after
    assert all(word in after for word in ("La licence reste", "Portée", "Lue au Sénat."))
    assert "What became of the position" in english
    assert position.name_en in english


def test_a_consultation_that_feeds_nothing_says_nothing_of_it(enter):
    text = enter(make_elected()).get(make_consultation().get_absolute_url()).content.decode()

    assert "nourrit la position" not in text


def test_the_topic_costs_no_question_more(enter, django_assert_max_num_queries):
    topic = make_consultation()
    make_position(topic=topic)
    browser = enter(make_elected())
    browser.get(topic.get_absolute_url())

    with django_assert_max_num_queries(9):
        browser.get(topic.get_absolute_url())


def test_the_public_page_gives_the_number_of_voices_once_closed_and_no_word_of_the_forum(client):
    topic = make_consultation()
    for answer in ("Oui", "Non"):
        give(topic, make_elected(), answer, shows_name=True)
    page = make_told(make_position(name="La licence reste", topic=topic))

    before = words_of(client, page)
    close(topic)
    after = words_of(client, page)

    assert "donnent leur voix jusqu’au" in before
    assert "En consultation" in before
    assert "ont donné" not in before
    assert "2 membres du réseau ont donné leur voix." in after
    for text in (before, after):
        assert not [word for word in ("Porter cette position", "Ne sait pas") if word in text]
        assert topic.title not in text
        assert topic.get_absolute_url() not in text


def test_the_end_of_a_consultation_is_a_moment_when_pages_change():
    topic, now = make_consultation(), timezone.now()
    end = now + timedelta(seconds=1)
    topic.poll.closes_at = end
    topic.poll.save()

    assert "forum.Poll.closes_at" in apps.get_app_config("home").moments
    assert soonest(now) == end


def test_what_moderators_took_away_is_told_no_more(client):
    topic = make_consultation()
    give(topic, make_elected())
    close(topic)
    page = make_told(make_position(topic=topic))
    type(topic).objects.filter(pk=topic.pk).update(state="hidden")

    assert "a donné sa voix" not in words_of(client, page)


def test_a_commune_is_counted_and_named_only_if_its_elected_member_agreed(enter, client):
    position, other = make_position(status="adopted"), make_commune("52110", "Chaumont")
    person, second = make_elected(), make_elected(other)
    own = person.mandates.get().commune
    page = make_told(position)

    answers = [send(enter(person), position, own, is_named="on"), send(enter(second), position, other)]
    text = words_of(client, page)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert "2 communes la soutiennent." in text
    assert own.name in text
    assert other.name not in text
    assert person.shown_name not in text


def test_a_commune_speaks_once_whoever_of_its_elected_says_it_and_takes_its_word_back(enter):
    position, person = make_position(status="adopted"), make_elected()
    commune = person.mandates.get().commune
    colleague = make_elected(commune)
    browser = enter(colleague)

    send(enter(person), position, commune)
    shown = browser.get(position.get_absolute_url()).content.decode()
    send(browser, position, commune, is_named="on")
    kept = list(Endorsement.objects.values_list("commune", "person", "is_named"))
    send(browser, position, commune, action="retirer")

    assert "Votre commune la soutient depuis le" in shown
    assert kept == [(commune.pk, colleague.pk, True)]
    assert not Endorsement.objects.exists()


def test_nobody_speaks_for_the_commune_of_others(enter):
    position, commune = make_position(status="adopted"), make_commune("52110", "Chaumont")
    former = make_elected(commune, ends_on=timezone.localdate() - timedelta(days=3))
    people = [make_elected(), make_manager(), make_staff("Réseau"), former]

    met = [
        send(enter(person), position, commune, action=action).status_code
        for person in people
        for action in ("", "retirer")
    ]
    wrong = enter(make_elected()).post(position.get_absolute_url(), {"commune": "\x00"}).status_code

    assert met == [403] * 8
    assert wrong == 403
    assert not Endorsement.objects.exists()


def test_what_is_still_written_is_not_supported_yet_and_the_page_says_why(enter):
    position, person = make_position(), make_elected()
    browser = enter(person)

    text = browser.get(position.get_absolute_url()).content.decode()
    sent = send(browser, position, person.mandates.get().commune)

    assert "une fois adoptée" in text
    assert "Apporter le soutien" not in text
    assert sent.status_code == 403


def test_members_read_the_position_and_its_consultation_if_it_is_for_them(enter):
    topic = make_consultation(audiences=("elected",))
    position = make_position(topic=topic)

    read = {
        name: topic.get_absolute_url() in enter(person).get(position.get_absolute_url()).content.decode()
        for name, person in (("elected", make_elected()), ("manager", make_manager()), ("team", make_staff("Réseau")))
    }

    assert read == {"elected": True, "manager": False, "team": True}


def test_whoever_leaves_takes_her_word_away_and_the_commune_still_counts(client):
    position, person = make_position(status="adopted"), make_elected()
    commune = person.mandates.get().commune
    positions.endorse(position, person, commune.pk, is_named=True)
    page = make_told(position)

    known = [list(chapter.rows) for chapter in endorsements_of(person)]
    forget_endorsements(person)
    text = words_of(client, page)

    assert position.name in str(known)
    assert "1 commune la soutient." in text
    assert "Parmi elles" not in text
    assert list(Endorsement.objects.values_list("person", "is_named")) == [(None, False)]


def test_the_page_of_advocacy_tells_it_in_english(client):
    position = make_position(name_en="The licence stays", status="adopted", outcome="Votée.", outcome_en="Voted.")
    page = make_told(position)
    open_english()
    translate(page, title="Advocacy")

    html = client.get(f"/en{page.url}").content.decode()

    assert '<html lang="en">' in html
    assert all(word in html for word in ("Adopted", "Voted.", "give your commune’s support"))
    assert "Votée." not in html


def test_the_page_costs_as_much_for_one_position_as_for_ten(client):
    one = make_told(make_position())
    topics = [make_consultation() for _n in range(3)]
    told = [make_position(status="adopted", topic=topic) for topic in topics] + [make_position() for _n in range(7)]
    for position in told[:3]:
        person = make_elected()
        positions.endorse(position, person, person.mandates.get().commune_id, is_named=True)
    ten = make_told(*told)
    counts = []
    for page in (one, ten):
        client.get(page.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(page.url)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 12


def test_an_editor_ties_a_consultation_and_a_position_at_the_desk(enter):
    topic = make_consultation()
    plain = make_position(topic=make_consultation())
    form = {"name": "La licence", "name_en": "The licence", "slug": "licence", "status": "consulted", "topic": topic.pk}
    empty = {"since": "", "outcome": "", "outcome_en": ""}
    browser, add = enter(make_staff("Réseau")), "/gestion/snippets/home/position/add/"

    shown = browser.get(add).content.decode()
    taken = browser.post(add, form | empty | {"topic": plain.topic_id})
    made = browser.post(add, form | empty)

    assert topic.title in shown
    assert "nourrit déjà une autre position" in taken.content.decode()
    assert made.status_code == 302
    assert Position.objects.get(slug="licence").topic == topic
    assert browser.get(f"/gestion/snippets/home/position/delete/{plain.pk}/").status_code in {302, 403, 404}
    assert Position.objects.filter(pk=plain.pk).exists()


def test_the_database_keeps_one_word_a_commune_and_no_name_without_somebody_s_consent():
    position, person = make_position(status="adopted"), make_elected()
    commune = person.mandates.get().commune
    endorsement = positions.endorse(position, person, commune.pk, is_named=True)
    wrong = [
        lambda: Endorsement.objects.create(position=position, commune=commune, person=person),
        lambda: Endorsement.objects.filter(pk=endorsement.pk).update(person=None),
        lambda: Position.objects.filter(pk=position.pk).update(status="autre"),
    ]

    for write in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
