"""A page of a topic: which of them, where one had stopped, what is no longer there, what is printed."""

import pytest
from django.utils import timezone

from members.forum.models import Board, Post, PostFile, Reading
from members.forum.services import changing
from tests.forum import factories as forum
from tests.people import factories as people

pytestmark = pytest.mark.django_db
HOME = "/espace/forum/"


def test_the_permalink_of_a_post_opens_the_right_page_of_a_long_topic(enter):
    topic = forum.make_topic()
    forum.fill(topic, 4999)
    post = topic.posts.get(number=4321)
    browser = enter(people.make_elected())

    address = browser.get(post.get_absolute_url()).url
    page = browser.get(address)

    assert address == f"{topic.get_absolute_url()}?page=217#m4321"
    assert 'id="m4321"' in page.content.decode()
    assert page.context["around"] == [1, 2, 0, 216, 217, 218, 0, 249, 250]


def test_one_goes_on_where_one_had_stopped(enter):
    topic, reader = forum.make_topic(), people.make_elected()
    forum.fill(topic, 60)
    browser, jump = enter(reader), f"{topic.get_absolute_url()}premier-non-lu/"

    assert browser.get(jump).url == f"{topic.get_absolute_url()}#m1"
    browser.get(f"{topic.get_absolute_url()}?page=2")
    assert Reading.objects.get(person=reader).last_read == 40
    assert browser.get(jump).url == f"{topic.get_absolute_url()}?page=3#m41"
    browser.get(f"{topic.get_absolute_url()}?page=4")
    assert browser.get(jump).url == f"{topic.get_absolute_url()}?page=4#m61"


@pytest.mark.parametrize("page", ["0", "-1", "99", "abc", "1" * 40, "²", "٣", ""])
def test_a_page_that_is_none_is_not_found(enter, page):
    topic = forum.make_topic()

    assert enter(people.make_elected()).get(topic.get_absolute_url(), {"page": page}).status_code == 404


@pytest.mark.parametrize("path", ["sujet", "message"])
def test_a_number_that_is_none_is_not_found(enter, path):
    browser = enter(people.make_elected())

    assert {browser.get(f"{HOME}{path}/{number}/").status_code for number in (0, 99, 10**30)} == {404}


def test_what_is_deleted_keeps_its_place_and_says_nothing(enter):
    topic = forum.make_topic()
    second, third = forum.make_reply(topic, body="zanzibar"), forum.make_reply(topic, body="zanzibar")
    fourth = forum.make_reply(topic, body="Reste")
    for post in (second, third):
        changing.delete(post, post.author)

    page = enter(people.make_elected()).get(topic.get_absolute_url()).content.decode()

    assert "2 messages à la suite ont été retirés." in page
    assert "zanzibar" not in page
    assert f'id="m{fourth.number}"' in page


def test_whoever_left_leaves_her_words(enter):
    topic = forum.make_topic(body="Mes mots restent")
    topic.author.closed_at, topic.author.is_active = timezone.now(), False
    topic.author.display_name = topic.author.first_name = topic.author.last_name = ""
    topic.author.save()

    page = enter(people.make_elected()).get(topic.get_absolute_url()).content.decode()

    assert "Mes mots restent" in page
    assert "membre parti" in page
    assert "note__role" not in page


def test_what_a_member_is_stays_hidden_when_she_hides_it(enter):
    shown, hidden = people.make_elected(), people.make_elected(roles_visibility="nobody")
    topic = forum.make_topic(author=shown)
    browser = enter(people.make_elected())
    assert "Maire" in browser.get(topic.get_absolute_url()).content.decode()

    other = forum.make_topic(author=hidden)
    assert "note__role" not in browser.get(other.get_absolute_url()).content.decode()


def test_a_topic_is_printed_whole(enter):
    topic = forum.make_topic(body="Premier")
    forum.fill(topic, 40)

    page = enter(people.make_elected()).get(f"{topic.get_absolute_url()}imprimer/").content.decode()

    assert page.count("printed__one") == 41
    assert "ne pas publier" in page


def test_a_topic_is_printed_with_the_pictures_that_its_words_do_not_show(enter):
    topic = forum.make_topic()
    post = forum.first_post(topic)
    beside, within = (forum.make_file(topic.author, post=post, name=name) for name in ("cour.png", "four.png"))
    PostFile.objects.update(width=6, height=4, alt="La cour")
    Post.objects.update(body_html=f'<p>Voici <img src="{within.get_absolute_url()}" alt="Le four"></p>')

    printed = enter(topic.author).get(f"{topic.get_absolute_url()}imprimer/").content.decode()

    assert printed.count(f'src="{beside.get_absolute_url()}"') == printed.count(within.get_absolute_url()) == 1
    assert 'alt="La cour"' in printed


def test_no_page_weighs_more_than_it_should(enter):
    topic = forum.make_topic(author=people.make_elected())
    for _ in range(19):
        forum.make_reply(topic, body="Voici ce que nous avons fait chez nous, pas à pas. " * 12)

    page = enter(topic.author).get(topic.get_absolute_url(), headers={"accept-encoding": "gzip"})

    assert len(page.content) <= 25_000
    assert Board.objects.count() == 1
