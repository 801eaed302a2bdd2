"""Questions whose SQL is written once."""

import pytest
from django.db.models import F

from members.forum.models import Topic
from millecafes.core.prepared import PLACES, Prepared
from tests.forum.life import make_topic

pytestmark = pytest.mark.django_db
TOPIC, PERSON = PLACES[:2]


def test_the_answer_is_that_of_the_question_whatever_takes_the_places(django_assert_num_queries):
    first, second = make_topic(title="Le loyer"), make_topic(title="Le bail")
    asked = Topic.objects.filter(pk=TOPIC, author=PERSON).select_related("author").annotate(its_board=F("board__name"))
    prepared = Prepared(asked)

    with django_assert_num_queries(3):
        found = [
            prepared.ask({TOPIC: topic.pk, PERSON: author.pk})
            for topic, author in [(first, first.author), (second, second.author), (first, second.author)]
        ]
        said = [[(topic.title, topic.author.email, topic.its_board) for topic in topics] for topics in found]

    assert said == [
        [("Le loyer", first.author.email, first.board.name)],
        [("Le bail", second.author.email, second.board.name)],
        [],
    ]
