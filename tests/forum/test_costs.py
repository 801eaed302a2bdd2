"""What pages and writes ask of the database, of a member and of who moderates."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.forum.models import Draft, Mention, Notice, NoticeKind, PostFile
from tests.directory.factories import listed
from tests.forum import factories as forum
from tests.forum.forms import typed
from tests.forum.test_consulting import make_consultation
from tests.people import factories as people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("store")]
HOME = "/espace/forum/"
MOST_OF_A_LIST, MOST_OF_A_TOPIC, MOST_OF_A_SEARCH, MOST_OF_A_POST = 8, 9, 6, 15
# Of a message that brings files and names people at once: each is looked up, then written in a table of its own.
BESIDE, BESIDE_AN_ANSWER = 4, 3
SIFTED = ["sans-reponse/", "resolus/", "reponse-equipe/", "mes-sujets/", "suivis/"]
LISTS = ["", "recents/", "non-lus/", *SIFTED, "espaces/table/", "espaces/table/?tri=sans-reponse"]
FILTERS = ["espace=table", "mot=mot", "auteur=odette", "resolu=non", "depuis=mois"]
SEARCHES = ["q=comment", f"q=comment&{'&'.join(FILTERS)}", *FILTERS]


@pytest.fixture(params=["member", "moderator"])
def reader(request):
    return people.make_elected() if request.param == "member" else people.make_staff("Réseau")


def cost(browser, path: str) -> int:
    """Of a page already seen once: what menus and settings know is known."""
    browser.get(path)
    return asked_by(browser, path)


def asked_by(browser, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_a_list_costs_the_same_for_one_topic_and_for_thirty(enter, reader):
    board = forum.make_board(slug="table")
    forum.make_reply(forum.make_topic(board, tags=["mot"]), author=reader)
    browser = enter(reader)

    one = [cost(browser, f"{HOME}{path}") for path in LISTS]
    for _ in range(30):
        forum.make_reply(forum.make_topic(board), author=reader)
    many = [cost(browser, f"{HOME}{path}") for path in LISTS]

    assert many == one
    assert max(one) <= MOST_OF_A_LIST


def test_a_topic_costs_the_same_for_one_post_and_for_five_thousand(enter, reader):
    topic = forum.make_topic(tags=["mot"])
    forum.make_file(topic.author, post=forum.first_post(topic))
    browser = enter(reader)

    one = cost(browser, topic.get_absolute_url())
    forum.fill(topic, 4999)
    many = [cost(browser, f"{topic.get_absolute_url()}?page={page}") for page in (1, 125, 250)]

    assert many == [one, one - 1, one - 1]  # files are asked for where a post has some


@pytest.mark.parametrize("make", [forum.make_topic, make_consultation], ids=["topic", "consultation"])
def test_a_topic_that_one_was_told_of_is_within_its_budget_when_what_was_read_is_noted(enter, reader, make):
    topic = make()
    forum.make_file(topic.author, post=forum.first_post(topic))
    browser = enter(reader)
    browser.get(HOME)
    Notice.objects.create(person=reader, kind=NoticeKind.REPLY, topic=topic)

    first = asked_by(browser, topic.get_absolute_url())

    assert first <= MOST_OF_A_TOPIC
    assert not Notice.objects.filter(person=reader, read_at=None).exists()


@pytest.mark.parametrize("asked", SEARCHES)
def test_a_search_is_within_its_budget(enter, reader, asked):
    author, board = listed(people.make_elected(), "Odette Essai"), forum.make_board(slug="table")
    for _ in range(3):
        forum.make_topic(board, author=author, tags=["mot"])
    browser = enter(reader)

    assert cost(browser, f"{HOME}recherche/?{asked}") <= MOST_OF_A_SEARCH


def statements(browser, address, form) -> list[str]:
    """What sending this form asks of the database, beside what holds a transaction together."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(address, form | {"key": str(uuid4())})
    assert answer.status_code == 302
    return [one["sql"][:150] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]


def naming() -> str:
    return f"@[Odette](membre:{listed(people.make_elected()).member.pk}) saura."


def attached(person, slot: str) -> int:
    """A file that was sent before, and waits in the draft of this place."""
    file = forum.make_file(person)
    PostFile.objects.update(draft=Draft.objects.get(person=person, slot=slot))
    return file.pk


ANSWERS = {  # what goes with an answer that was kept as a draft: what it then costs at most
    "quotation": (["reply_to"], MOST_OF_A_POST),
    "file": (["files"], MOST_OF_A_POST),
    "name": (["body"], MOST_OF_A_POST),
    "all": (["reply_to", "files", "body"], MOST_OF_A_POST + BESIDE_AN_ANSWER),
}


@pytest.mark.parametrize("with_it, most", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_costs_fifteen_statements_at_most(enter, reader, with_it, most):
    topic = forum.make_topic()
    address = f"{topic.get_absolute_url()}repondre/"
    forum.make_draft(reader, f"sujet-{topic.pk}")
    may_go = {
        "reply_to": lambda: forum.first_post(topic).pk,
        "files": lambda: attached(reader, f"sujet-{topic.pk}"),
        "body": naming,
    }
    form = {"body": "Ainsi.", "version": "1"} | {name: may_go[name]() for name in with_it}
    browser = enter(reader)
    browser.get(address)

    asked = statements(browser, address, form)

    assert (Draft.objects.count(), Mention.objects.count()) == (0, int("body" in with_it))
    assert PostFile.objects.filter(post__number=2).count() == int("files" in with_it)
    assert len(asked) <= most, "\n".join(asked)


def test_an_answer_whose_file_comes_with_it_costs_no_more(enter, reader):
    topic = forum.make_topic()
    address = f"{topic.get_absolute_url()}repondre/"
    browser = enter(reader)
    browser.get(address)

    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7\nUn plan.")
    asked = statements(browser, address, {"body": "Voici.", "version": "0", "upload": file})

    assert PostFile.objects.get().post.number == 2
    assert len(asked) <= MOST_OF_A_POST, "\n".join(asked)


@pytest.mark.parametrize("has_all, most", [(False, MOST_OF_A_POST), (True, MOST_OF_A_POST + BESIDE)])
def test_a_topic_costs_fifteen_statements_at_most_its_draft_and_new_words_included(enter, reader, has_all, most):
    board = forum.make_board()
    forum.make_topic(board)
    forum.make_draft(reader)
    beside = {"body": naming(), "files": attached(reader, "nouveau")} if has_all else {}
    browser = enter(reader)
    browser.get(f"{HOME}nouveau/")

    asked = statements(browser, f"{HOME}nouveau/", typed(board, version="1") | beside)

    assert (Draft.objects.count(), Mention.objects.count()) == (0, int(has_all))
    assert len(asked) <= most, "\n".join(asked)
