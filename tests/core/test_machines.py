"""Two machines on one database: what is done on one is known by the other at its next answer.

Processes of one machine are asked in ``test_web_processes``; here nothing is shared but PostgreSQL, which keeps the
pages too (``CACHE_URL=database:``), and the folder of files; at the end, with a Redis.
"""

import re

import pytest
from django.db import connection

from home.models import ContentPage
from millecafes.mailroom.models import Mail
from tests.core.backups import drop_database
from tests.core.machines import Visitor, two_machines, wait_for
from tests.core.redis_server import redis_server
from tests.directory.factories import a_picture, profile_of
from tests.forum.factories import make_board
from tests.forum.forms import typed
from tests.pages.factories import make_page
from tests.people.factories import make_elected
from tools.mail_sink import Sink, write_mails

pytestmark = pytest.mark.postgres

PATH, MAILS = "/essai/", 200
SENT = re.compile(r"^(\d+) envoyés", re.MULTILINE)
FIND = "from home.models import ContentPage, HomePage; "
WRITE = (
    f"{FIND}home = HomePage.objects.get(depth=2, locale__language_code='fr');"
    "home.add_child(instance=ContentPage(title='Premier état', slug='essai'))"
)
CHANGE = (
    f"{FIND}page = ContentPage.objects.get(slug='essai'); page.title = 'Second état'; page.save_revision().publish()"
)


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def sink():
    with Sink() as sink:
        yield sink


@pytest.fixture(scope="module")
def machines(database, sink, tmp_path_factory):
    with two_machines(tmp_path_factory.mktemp("machines"), sink.port) as machines:
        yield machines


@pytest.fixture
def visitor():
    with Visitor() as visitor:
        yield visitor


def test_a_session_opened_on_one_is_known_by_the_other_and_closed_on_both(machines, visitor):
    one, other = machines
    entered = visitor.sign_in(one, other, make_elected().email)
    inside = [visitor.get(machine, "/espace/").status_code for machine in machines]

    visitor.post(other, "/compte/logout/", {}, seen_at="/compte/logout/")

    assert (entered.status_code, inside) == (302, [200, 200])
    assert [visitor.get(machine, "/espace/").status_code for machine in machines] == [302, 302]


def test_codes_asked_on_both_are_counted_together(machines):
    one, other = machines

    answers = [ask_for_a_code(machine) for machine in (one, other, one, other, one)]

    assert answers == [302, 302, 302, 400, 400]


def ask_for_a_code(machine) -> int:
    """Each time from another browser; always for the same mailbox."""
    with Visitor() as visitor:
        return visitor.post(machine, "/compte/login/", {"login": "lea@example.org"}).status_code


def test_who_has_just_written_on_one_waits_on_the_other(machines, visitor):
    one, other = machines
    board, author = make_board(), make_elected()
    visitor.sign_in(one, one, author.email)

    sent = [visitor.post(machine, "/espace/forum/nouveau/", typed(board)) for machine in (one, other)]

    assert [answer.status_code for answer in sent] == [302, 429]
    assert "Retry-After" in sent[1].headers


def test_what_is_published_on_one_is_shown_by_both_at_the_next_answer(machines, visitor):
    one, other = machines
    one.manage("shell", "-c", WRITE)
    before = [title(visitor.get(machine, PATH)) for machine in machines * 2]

    one.manage("shell", "-c", CHANGE)

    assert before == ["Premier état"] * 4
    assert [title(visitor.get(machine, PATH)) for machine in (other, one)] == ["Second état"] * 2


def test_a_late_copy_answers_questions_and_nothing_that_is_kept(machines, visitor):
    """Of the copy, which knows no page of ours: a question is answered late, a page never is, nor a member."""
    other = machines[1]
    make_page(ContentPage, slug="copie", title="Toute neuve")
    late = visitor.get(other, "/copie/?x=1").status_code
    kept = title(visitor.get(other, "/copie/"))
    visitor.sign_in(other, other, make_elected().email)
    member = title(visitor.get(other, "/copie/?x=1"))

    drop_database(f"{connection.settings_dict['NAME']}_copy")
    with Visitor() as stranger:
        without = title(stranger.get(other, "/copie/?x=1"))

    assert (late, kept, member, without) == (404, "Toute neuve", "Toute neuve", "Toute neuve")


def title(answer) -> str:
    return re.search(r"<h1>(.*?)</h1>", answer.text)[1]


def test_a_picture_given_to_one_is_read_on_the_other(machines, visitor):
    one, other = machines
    author = make_elected()
    visitor.sign_in(one, one, author.email)
    said = profile_of(author, photo_visibility="members")

    given = visitor.post(one, "/espace/profil/", said, files={"photo": ("moi.jpg", a_picture().read())})
    read = visitor.get(other, f"/espace/annuaire/{author.member.pk}/photo/")

    assert (given.status_code, read.status_code, read.headers["Content-Type"]) == (302, 200, "image/jpeg")
    assert read.content.startswith(b"\xff\xd8")


def test_two_workers_empty_one_outbox_and_each_mail_leaves_once(machines, sink):
    workers = [machine.work() for machine in machines]
    wait_for(lambda: all(machine.is_at_work() for machine in machines))
    written = list(Mail.objects.values_list("pk", flat=True))

    write_mails(MAILS)
    fresh = Mail.objects.exclude(pk__in=written)
    wait_for(lambda: not fresh.exclude(state=Mail.State.SENT).exists())
    for worker in workers:
        worker.terminate()
    shares = [sum(map(int, SENT.findall(worker.communicate()[0]))) for worker in workers]

    copies = {line.partition(" ")[2]: times for line, times in sink.taken.items()}
    identifiers = set(fresh.values_list("message_id", flat=True))
    assert {name: copies.get(name) for name in identifiers} == dict.fromkeys(identifiers, 1)
    assert (len(identifiers), sum(shares) >= MAILS, min(shares) > 0) == (MAILS, True, True)


def test_with_a_redis_two_machines_agree_as_they_do_without(database, sink, tmp_path):
    with redis_server(tmp_path) as redis, two_machines(tmp_path, sink.port, redis.url) as machines:
        for journey in [
            test_a_session_opened_on_one_is_known_by_the_other_and_closed_on_both,
            test_what_is_published_on_one_is_shown_by_both_at_the_next_answer,
        ]:
            with Visitor() as visitor:
                journey(machines, visitor)
        test_codes_asked_on_both_are_counted_together(machines)

        kept = redis.holds()
        with connection.cursor() as cursor:
            beside = [cursor.execute(f"SELECT 1 FROM {table}").fetchone() for table in ("cache", "cache_pages")]

    assert ("allauth:rl:" in kept, "pages:1:generation" in kept, beside) == (True, True, [None, None])
