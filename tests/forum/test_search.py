"""Posts that are found: by their words and their filters, by who reads them, and by nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from members.forum.models import Post, State, Tag, Topic
from members.forum.services import looking, sifting
from members.forum.services.looking import near_titles
from millecafes.core.search import index
from millecafes.people.models import Member
from tests.core.search.factories import titles
from tests.directory.factories import listed
from tests.forum.factories import fill
from tests.forum.life import make_board, make_post, make_topic
from tests.people.factories import make_elected, make_holder, make_manager, make_staff
from tests.resources.files import make_read_resource, publish

pytestmark = pytest.mark.django_db
SEARCH, NEAR = "/espace/forum/recherche/", "/espace/forum/proches/"


@pytest.fixture
def elected():
    return make_elected()


@pytest.fixture
def look(client, elected):
    """Titles found by this member."""
    client.force_login(elected)

    def look(words="", **asked):
        hits = client.get(SEARCH, {"q": words, **asked}).context["hits"]
        return [hit.post.topic.title for hit in hits.items] if hits else []

    return look


def test_words_are_found_in_titles_and_in_posts_whatever_their_accents(look):
    topic = make_topic(title="La licence IV", body="Qui l’a **déjà** demandée ?")
    make_post(topic, body="La sous-préfecture répond en deux mois.")

    assert [look(words) for words in ("licences", "deja demandee", "SOUS PREFECTURE", "guinguette")] == [
        ["La licence IV"],
        ["La licence IV"],
        ["La licence IV"],
        [],
    ]


def test_a_topic_is_one_answer_by_its_best_post(client, elected):
    topic = make_topic(title="Travaux", body="Bonjour.")
    make_post(topic, body="Le loyer, un mot en passant dans une longue phrase qui parle de tout autre chose encore.")
    best = make_post(topic, body="Loyer, loyer, loyer.")
    client.force_login(elected)

    hits = client.get(SEARCH, {"q": "loyer"}).context["hits"]

    assert [hit.post.pk for hit in hits.items] == [best.pk]
    assert "<mark>Loyer</mark>, <mark>loyer</mark>" in hits.items[0].excerpt


def test_what_is_quoted_is_found_where_it_was_said(look):
    make_topic(title="Origine", body="Le tirage de la pompe à bière.")
    make_topic(title="Écho", body="> Le tirage de la pompe à bière.\n\nMerci !")

    assert look("pompe") == ["Origine"]


def test_filters_narrow_and_work_without_words(look, elected):
    odette = make_elected()
    odette.display_name = "Odette Exemple"
    odette.save()
    finance = make_board(slug="finances")
    mine = make_topic(finance, author=odette, title="Budget", solved_at=timezone.now())
    mine.tags.add(Tag.objects.create(name="loyer", slug="loyer"))
    other = make_topic(title="Budget du bar")
    make_post(other, body="Un budget ancien", at=timezone.now() - timedelta(days=90))

    assert look("budget") == ["Budget du bar", "Budget"] or look("budget") == ["Budget", "Budget du bar"]
    for asked in ({"espace": "finances"}, {"auteur": "odette"}, {"mot": "Loyer"}, {"resolu": "oui"}):
        assert look("budget", **asked) == look(**asked) == ["Budget"]
    assert look("budget", resolu="non") == ["Budget du bar"]
    assert look("ancien", depuis="mois") == []
    assert look("ancien", depuis="annee") == ["Budget du bar"]


def test_an_author_who_would_rather_not_appear_is_found_by_herself_alone(look, elected, client):
    author = listed(make_elected(), "Hélène Élan")
    make_topic(author=author, title="D’elle")
    Member.objects.filter(person=author).update(is_hidden=True)

    by_another = look(auteur="Hélène")
    client.force_login(author)

    assert (by_another, look(auteur="Hélène")) == ([], ["D’elle"])


def test_an_author_is_found_by_the_beginnings_of_a_name_whatever_the_accents(look, elected):
    make_topic(author=listed(make_elected(), "Hélène Élan"), title="D’elle")
    make_topic(author=listed(make_elected(), "Hélène Autre"), title="D’une autre")

    for name in ("helene elan", "élan", "Hélène Élan", "hel el"):
        assert look(auteur=name) == ["D’elle"]
    assert sorted(look(auteur="HELENE")) == ["D’elle", "D’une autre"]
    assert look(auteur="zanzibar") == []


@pytest.mark.parametrize(
    "query", ["?q=%00", "?q=%22*", "?espace=rien&q=x", "?depuis=%F0%9F%98%80", "?page=abc&q=a", "?q=" + "a+" * 500]
)
def test_odd_questions_have_an_answer(client, elected, query):
    client.force_login(elected)

    assert client.get(SEARCH + query).status_code == 200


def test_only_what_one_reads_is_found(client):
    for_elected, for_all = make_board("elected"), make_board("members")
    secret = make_topic(for_elected, title="Secret zanzibar")
    shared = make_topic(for_all, title="Commun zanzibar")
    for state in (State.HIDDEN, State.DELETED, State.PENDING):
        make_post(shared, body="zanzibar", state=state)
    gone = make_topic(for_all, title="Parti zanzibar")
    Topic.objects.filter(pk=gone.pk).update(state=State.DELETED)
    found = {}
    for person in (
        make_elected(),
        make_manager(),
        make_holder(),
        make_staff("Réseau"),
        make_elected(state="suspended"),
    ):
        found[person] = set(titles("zanzibar", person))
        client.force_login(person)
        if (answer := client.get(SEARCH, {"q": "zanzibar"})).status_code == 200:
            assert {hit.post.topic.title for hit in answer.context["hits"].items} == found[person]

    both = {secret.title, shared.title}
    assert list(found.values()) == [both, {shared.title}, {shared.title}, both, set()]
    assert titles("zanzibar") == []


def test_a_topic_that_moves_or_a_role_that_ends_is_followed_at_once(client):
    board, other = make_board("members"), make_board("managers")
    topic, person = make_topic(board, title="Zanzibar"), make_elected()
    before = titles("zanzibar", person)
    Topic.objects.filter(pk=topic.pk).update(board=other)

    assert (before, titles("zanzibar", person), titles("zanzibar", make_manager())) == (["Zanzibar"], [], ["Zanzibar"])


@pytest.mark.parametrize("topics", [1, 30])
def test_searching_costs_as_much_for_one_topic_and_for_many(client, elected, topics, store, django_assert_num_queries):
    board = make_board()
    for number in range(topics):
        make_topic(board, title=f"Zanzibar {number}", author=elected).tags.add(
            Tag.objects.get_or_create(slug="loyer", name="loyer")[0]
        )
    client.force_login(elected)
    client.get(SEARCH)  # menus are read once

    # PostgreSQL is also asked how far the filters looked.
    with django_assert_num_queries(6 if connection.vendor == "postgresql" else 5):
        client.get(SEARCH, {"q": "zanzibar", "espace": board.slug, "mot": "loyer", "depuis": "mois", "resolu": "non"})


def test_filters_leave_nothing_out_however_much_was_said_since(look, elected):
    old = make_board(slug="ancien")
    make_topic(old, author=elected, title="Le premier", body="Zanzibar, la première fois.")
    talk = make_topic(title="Le bavardage")
    fill(talk, 2100)
    Post.objects.filter(topic=talk).update(body="Zanzibar, encore.")
    index.write("post", Post.objects.filter(topic=talk).select_related("topic"))

    assert look("zanzibar") == ["Le bavardage"]
    assert look("zanzibar", espace="ancien") == look("zanzibar", espace="ancien", depuis="mois") == ["Le premier"]


def test_near_titles_are_shown_while_one_types(client, elected):
    make_topic(title="Transférer une licence IV d’une commune à l’autre")
    make_topic(make_board("managers"), title="La licence IV des gérants")
    publish(make_read_resource(title="Obtenir une licence IV", audiences=["elected"]))
    make_topic(title="Une fête au village")

    found = [near.title for near in near_titles(elected, "Comment transférer la licence IV")]
    client.force_login(elected)
    page = client.get(NEAR, {"titre": "licence iv"}).content.decode()

    assert found == ["Transférer une licence IV d’une commune à l’autre", "Obtenir une licence IV"]
    assert "Obtenir une licence IV" in page
    assert "gérants" not in page
    assert "<html" not in page


@pytest.mark.parametrize("typed", ["", "la", "\0", "x" * 500, "\"'*("])
def test_near_titles_of_nothing_are_none(client, elected, typed):
    client.force_login(elected)
    answer = client.get(NEAR, {"titre": typed})

    assert (answer.status_code, answer.content.decode().strip()) == (200, "")


def test_without_words_each_topic_is_found_by_its_last_post_the_latest_first(client, elected):
    old, new = make_topic(title="Ancien"), make_topic(title="Récent")
    last, only = make_post(old, body="Le dernier mot."), new.first
    make_post(old, body="Retiré.", state=State.HIDDEN)
    Topic.objects.filter(pk=old.pk).update(bumped_at=timezone.now() - timedelta(hours=1))
    client.force_login(elected)

    hits = client.get(SEARCH, {"resolu": "non"}).context["hits"]

    assert [hit.post for hit in hits.items] == [only, last]
    assert not hits.is_full


def test_an_author_is_read_by_her_own_posts_and_the_filters_beside(look, elected):
    author = listed(make_elected(), "Odette Essai")
    told, other = make_topic(title="Le loyer", solved_at=timezone.now()), make_topic(title="Le bail")
    for topic in (told, other):
        make_post(topic, author=author)
    make_post(make_topic(make_board("managers"), title="Ailleurs"), author=author)
    told.tags.add(Tag.objects.create(name="loyer", slug="loyer"))

    assert look(auteur="odette") == ["Le bail", "Le loyer"]
    assert look(auteur="odette", mot="loyer", resolu="oui", depuis="mois") == ["Le loyer"]
    assert look(auteur="odette", resolu="oui", espace=other.board.slug) == []


def test_of_a_name_that_many_bear_the_answer_says_that_there_is_more(client, elected, monkeypatch):
    monkeypatch.setattr(sifting, "MOST_AUTHORS", 1)
    for number in range(2):
        make_topic(author=listed(make_elected(), f"Odette {number}"), title=f"Sujet {number}")
    client.force_login(elected)

    hits = client.get(SEARCH, {"auteur": "odette"}).context["hits"]

    assert (len(hits.items), hits.is_full) == (1, True)


@pytest.mark.postgres
def test_of_words_that_many_say_the_answer_tells_how_far_the_filters_looked(client, elected, monkeypatch):
    monkeypatch.setattr(looking, "SIFTED", 2)
    for number in range(3):
        make_topic(title=f"Le loyer {number}", solved_at=None if number else timezone.now())
    client.force_login(elected)

    told = [
        " ".join(client.get(SEARCH, {"q": words, **asked}).content.decode().split())
        for words, asked in [("loyer", {"resolu": "oui"}), ("loyer", {"resolu": "non"}), ("loyer", {}), ("bail", {})]
    ]

    assert ["portent sur les 2 plus récents" in page for page in told] == [True, True, False, False]
    assert "Aucun message ne répond" in told[0]


@pytest.mark.every_case
@pytest.mark.parametrize("asked, index", [("oui", "forum_solved_of_board"), ("non", "forum_unsolved_of_board")])
def test_a_board_solved_or_not_is_read_in_the_order_of_an_index_and_no_further(elected, asked, index):
    board = make_topic(make_topic().board).board
    wanted = sifting.Asked(espace=board.slug, resolu=asked)

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which reads so few rows one by one, whatever their indexes
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        plan = sifting.last_posts(elected, wanted).explain()

    assert index in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_a_page_beyond_the_last_one_is_said_not_to_be(client, elected):
    for number in range(16):
        make_topic(title=f"Le loyer {number}")
    client.force_login(elected)

    beyond, last = (client.get(SEARCH, {"q": "loyer", "page": page}).content.decode() for page in (9, 2))

    assert ("La page demandée n’existe pas : voici la page 2." in beyond, "n’existe pas" in last) == (True, False)
