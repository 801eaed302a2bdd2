"""Posts that are drawn once: for whoever reads the same, and for nobody else."""

import pytest
from django.utils import timezone

from members.forum.services import changing, notes
from tests.forum.life import make_board, make_post, make_topic
from tests.people.factories import make_elected, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    found = make_topic(make_board(), title="Le loyer", body="Combien ?")
    make_post(found, body="Quatre cents euros.")
    return found


def pages(enter, topic, *readers, prefix=""):
    return [enter(reader).get(f"{prefix}{topic.get_absolute_url()}").content.decode() for reader in readers]


def test_what_one_may_do_is_offered_to_her_alone_whoever_read_before(enter, topic):
    others, moderator = (make_elected(), make_elected()), make_staff("Réseau")

    mine, first, second, hers = pages(enter, topic, topic.author, *others, moderator)

    offered = [["Modifier</span>" in page, "Modérer</span>" in page] for page in (mine, first, second, hers)]
    assert offered == [[True, False], [False, False], [False, False], [True, True]]


def test_readers_who_may_do_the_same_are_shown_what_was_drawn_for_the_first(enter, topic):
    readers = make_elected(), make_elected()
    pages(enter, topic, readers[0])
    before = notes.drawn.cache_info()

    pages(enter, topic, readers[1])

    after = notes.drawn.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (2, 0)


def test_what_changes_is_seen_at_once(enter, topic):
    reader, post = make_elected(), topic.posts.get(number=2)
    pages(enter, topic, reader)

    type(post).objects.filter(pk=post.pk).update(body_html="<p>Cinq cents.</p>", edited_at=timezone.now())
    changing.mark_useful(post, make_elected(), is_useful=True)
    topic.author.display_name = "Odette Nouvelle"
    topic.author.save()
    (page,) = pages(enter, topic, reader)

    said = ["Quatre cents", "Cinq cents", "modifié</a>", "Utile · 1", "Odette Nouvelle"]
    assert [word in page for word in said] == [False, True, True, True, True]


def test_each_reads_it_in_her_language(enter, topic):
    reader = make_elected()

    french, english = pages(enter, topic, reader) + pages(enter, topic, reader, prefix="/en")

    assert ("Signaler</span>" in french, "Signaler</span>" in english) == (True, False)


def test_a_book_is_not_kept(enter, topic):
    type(topic.first).objects.filter(pk=topic.first.pk).update(body_html="<p>Un livre.</p>" * 1000)
    notes.drawn.cache_clear()

    pages(enter, topic, make_elected())

    assert notes.drawn.cache_info().currsize == 1  # the other post
