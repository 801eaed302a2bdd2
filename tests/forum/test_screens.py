"""Where one writes: what is wrong is said, and nothing that was typed is ever lost."""

from uuid import uuid4

import pytest

from members.forum.models import Draft, Mention, Post, Topic
from members.forum.services import changing, limits
from tests.directory.factories import listed
from tests.forum import factories as forum
from tests.forum.forms import TEXT, body_of, typed
from tests.people import factories as people
from tests.resources.factories import make_resource

pytestmark = pytest.mark.django_db
NEW = "/espace/forum/nouveau/"


# -- A new topic ------------------------------------------------------------------------------------------------------


def test_a_question_is_asked_and_read(enter):
    browser, board = enter(people.make_elected()), forum.make_board()
    assert browser.get(f"{NEW}?espace={board.slug}").context["form"]["board"].value() == board.pk

    data = typed(board)
    answer = browser.post(NEW, data)

    topic = Topic.objects.get()
    assert answer.url == f"{topic.get_absolute_url()}?recu={data['key']}#m1"
    page = browser.get(answer.url).content.decode()
    assert "qui a déjà obtenu une licence IV" in page
    assert "#licence" in page
    assert browser.post(NEW, data).url == answer.url
    assert Post.objects.count() == 1


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"title": ""}, "Donnez un titre"),
        ({"title": "\u200b\u202e "}, "Donnez un titre"),
        ({"title": "x" * 141}, "Ce titre est trop long"),
        ({"body": ""}, "Écrivez votre message"),
        ({"body": " \u200b\u2060\u0301 "}, "Écrivez votre message"),
        ({"board": ""}, "Choisissez l’espace"),
        ({"board": "99"}, "Cet espace n’est pas ouvert"),
        ({"board": "abc"}, "Cet espace n’est pas ouvert"),
        ({"kind": "announcement"}, "Dites si vous posez une question"),
        ({"kind": "\x00"}, "Dites si vous posez une question"),
        ({"tags": "a, b, c, d, e, f"}, "Cinq mots-clés au plus"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_all_that_was_typed_comes_back(enter, wrong, said):
    page = enter(people.make_elected()).post(NEW, typed(**wrong))

    assert page.status_code == 422
    assert said in page.content.decode()
    assert body_of(page) == wrong.get("body", TEXT)
    assert not Topic.objects.exists()


def test_a_book_is_too_long_and_comes_back_whole(enter):
    words = "é" * 20_003

    page = enter(people.make_elected()).post(NEW, typed(body=words))

    assert page.status_code == 422
    assert "3 signes de trop" in page.content.decode()
    assert body_of(page) == words


def test_a_board_one_does_not_read_is_as_if_it_were_not(enter):
    page = enter(people.make_elected()).post(NEW, typed(forum.make_board(audiences=["managers"])))

    assert page.status_code == 422
    assert not Topic.objects.exists()


def test_an_archived_board_takes_no_topic(enter):
    board = forum.make_board(is_archived=True)

    page = enter(people.make_elected()).post(NEW, typed(board))

    assert (page.status_code, Topic.objects.count()) == (422, 0)


def test_only_the_team_announces(enter):
    answer = enter(people.make_staff("Réseau")).post(NEW, typed(kind="announcement"))

    assert answer.status_code == 302
    assert Topic.objects.get().kind == "announcement"


def test_the_preview_shows_the_words_and_sends_nothing(enter):
    browser = enter(people.make_elected())

    page = browser.post(NEW, typed(body="Du **gras**", action="apercu"))
    piece = browser.post("/espace/forum/apercu/", {"body": "<script>alert(1)</script>"}).content.decode()

    assert page.status_code == 200
    assert body_of(page) == "Du **gras**"
    assert "Aperçu" in page.content.decode()
    assert "<script" not in piece
    assert not Topic.objects.exists()


# -- Answering --------------------------------------------------------------------------------------------------------


def test_an_answer_may_quote(enter):
    topic = forum.make_topic(body="Comment *faire* ?\nVite.")
    post, browser = forum.first_post(topic), enter(people.make_elected())
    page = browser.get(f"{topic.get_absolute_url()}repondre/?citer={post.pk}")

    assert "> Comment *faire* ?\n> Vite." in body_of(page)
    browser.post(f"{topic.get_absolute_url()}repondre/", {"body": body_of(page) + "Ainsi.", "reply_to": post.pk})

    assert topic.posts.get(number=2).reply_to == post


def test_nothing_is_quoted_that_one_may_not_read(enter):
    topic, secret = forum.make_topic(), forum.make_topic(forum.make_board(audiences=["managers"]), body="zanzibar")
    gone = forum.make_reply(topic, body="zanzibar")
    changing.delete(gone, gone.author)
    browser = enter(people.make_elected())

    for pk in (forum.first_post(secret).pk, gone.pk, "abc", "9" * 40, ""):
        page = browser.get(f"{topic.get_absolute_url()}repondre/?citer={pk}")
        assert "zanzibar" not in page.content.decode()


def test_what_was_closed_meanwhile_gives_the_text_back(enter):
    topic = forum.make_topic(is_locked=True)

    page = enter(people.make_elected()).post(f"{topic.get_absolute_url()}repondre/", {"body": "Mon long texte."})

    assert page.status_code == 409
    assert "Mon long texte." in page.content.decode()


def test_too_fast_is_said_and_kept(enter):
    topic, person = forum.make_topic(), people.make_elected()
    browser, address = enter(person), f"{topic.get_absolute_url()}repondre/"
    browser.post(address, {"body": "Un.", "key": str(uuid4())})

    page = browser.post(address, {"body": "Deux.", "key": str(uuid4())})

    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert "Votre message est gardé" in page.content.decode()
    assert Draft.objects.get().body == "Deux."


def test_a_resource_is_talked_about_where_all_who_read_it_find_it_again(enter):
    resource, board = make_resource(title="Le bail commenté", audiences=["elected"]), forum.make_board()
    page = enter(people.make_elected()).get(resource.get_absolute_url()).content.decode()
    address = f"{NEW}?ressource={resource.slug}"
    assert f'href="{address}"' in page

    browser = enter(people.make_elected())
    assert browser.get(address).context["form"]["title"].value() == "À propos de «\u00a0Le bail commenté\u00a0»"
    answer = browser.post(NEW, typed(board) | {"ressource": resource.slug})

    assert resource.get_absolute_url() in browser.get(answer.url).content.decode()
    stranger = enter(people.make_manager())
    assert resource.slug not in stranger.get(answer.url).content.decode()
    assert stranger.get(address).context["resource"] is None


def test_a_form_of_long_ago_gives_what_it_gave(enter):
    topic, person = forum.make_topic(), people.make_elected()
    first = forum.make_reply(topic, author=person)
    for _n in range(limits.MOST_AN_HOUR):
        forum.make_reply(topic, author=person)
    Post.objects.filter(author=person).update(created_at="2026-01-01T00:00Z")
    typed = {"body": "Encore.", "key": str(first.key), "version": "1"}

    answer = enter(person).post(f"{topic.get_absolute_url()}repondre/", typed)

    assert answer.url.endswith("#m2")
    assert Post.objects.count() == limits.MOST_AN_HOUR + 2


# -- Changing ---------------------------------------------------------------------------------------------------------


def test_a_post_is_changed_and_its_history_read(enter):
    topic = forum.make_topic(body="Une faute")
    Post.objects.update(created_at="2026-01-01T00:00Z")
    post, browser = forum.first_post(topic), enter(topic.author)
    edit = f"/espace/forum/message/{post.pk}/modifier/"
    page = browser.get(edit)

    browser.post(edit, {"title": topic.title, "body": "Plus de faute", "base": 1, "reason": "Relu"})
    history = browser.get(f"/espace/forum/message/{post.pk}/historique/").content.decode()

    assert body_of(page) == "Une faute"
    assert "<del>Une faute</del>" in history
    assert "<ins>Plus de faute</ins>" in history
    assert "Relu" in history


def test_two_who_change_the_same_post_both_keep_their_text(enter):
    topic = forum.make_topic(body="Début")
    post, browser = forum.first_post(topic), enter(topic.author)
    changing.edit(post, topic.author, changing.Edit("Celui d’un autre", 1))

    page = browser.post(
        f"/espace/forum/message/{post.pk}/modifier/", {"title": topic.title, "body": "Le mien", "base": 1}
    )

    assert page.status_code == 409
    assert "Celui d’un autre" in page.content.decode()
    assert body_of(page) == "Le mien"
    assert page.context["form"]["base"].value() == 2


@pytest.mark.parametrize("base", ["", "0", "-1", "x", str(2**40)])
def test_a_version_that_is_none_is_refused_kindly(enter, base):
    topic = forum.make_topic()
    post = forum.first_post(topic)

    page = enter(topic.author).post(f"/espace/forum/message/{post.pk}/modifier/", {"body": "Mien", "base": base})

    assert page.status_code == 422
    assert body_of(page) == "Mien"


def test_a_post_is_taken_away_after_one_more_question(enter):
    topic = forum.make_topic()
    post = forum.make_reply(topic, author=topic.author)
    browser, address = enter(topic.author), f"/espace/forum/message/{post.pk}/supprimer/"

    assert "Supprimer ce message ?" in browser.get(address).content.decode()
    assert browser.post(address).url == f"{topic.get_absolute_url()}#m2"
    assert Post.objects.get(pk=post.pk).state == "deleted"


# -- Naming somebody --------------------------------------------------------------------------------------------------


def called(name: str, **lines):
    return listed(people.make_elected(), name, **lines)


def test_a_member_is_named_by_the_first_letters_of_a_name_whatever_the_accents(enter):
    topic, helene = forum.make_topic(), called("Hélène Essai")
    called("Odette Essai")
    called("Hélène Cachée", is_hidden=True)
    browser, address = enter(people.make_elected()), f"{topic.get_absolute_url()}repondre/"
    source = f"@[Hélène Essai](membre:{helene.member.pk})"

    found = browser.post(address, {"body": "Bonjour", "nommer": "hele", "action": "nommer"})
    chosen = browser.post(address, {"body": "Bonjour", "action": f"nommer-{helene.member.pk}"})
    sent = browser.post(address, {"body": body_of(chosen), "action": "envoyer"})

    assert [one.source for one in found.context["names"]] == [source]
    assert "Cachée" not in found.content.decode()
    assert (body_of(found), body_of(chosen)) == ("Bonjour", f"Bonjour {source} ")
    assert sent.status_code == 302
    assert Mention.objects.get().person == helene


def test_enter_beside_the_name_looks_for_it_and_sends_nothing(enter):
    topic = forum.make_topic()
    address = f"{topic.get_absolute_url()}repondre/"

    page = enter(topic.author).post(address, {"body": "Bonjour", "nommer": "Zanzibar", "action": "envoyer"})

    assert (page.status_code, body_of(page), topic.posts.count()) == (200, "Bonjour", 1)
    assert "Personne à nommer pour «\u00a0Zanzibar\u00a0»" in page.content.decode()


@pytest.mark.parametrize("number", ["0", "x", "999999999", ""])
def test_nobody_is_named_by_a_number_that_is_none(enter, number):
    topic = forum.make_topic()

    page = enter(topic.author).post(
        f"{topic.get_absolute_url()}repondre/", {"body": "Bonjour", "action": f"nommer-{number}"}
    )

    assert (page.status_code, body_of(page)) == (200, "Bonjour")


def test_the_script_is_given_five_names_at_most_and_none_for_one_letter(enter):
    for number in range(7):
        called(f"Odette Essai{number}")
    browser = enter(called("Odette Moi"))

    names = [browser.get(f"/espace/forum/membres/?nom={words}").content.decode() for words in ("o", "ode ess", "%00")]

    assert [page.count("data-source") for page in names] == [0, 5, 0]
    assert "Odette Moi" not in names[1]
