"""From one member to another, through the site."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from members.directory import services
from members.directory.models import Message
from millecafes.mailroom.models import Mail, Notice
from millecafes.mailroom.preferences import settle
from tests.directory.factories import listed
from tests.people.factories import make_account, make_elected, make_holder, make_manager, make_staff

pytestmark = pytest.mark.django_db
LETTER = {"subject": "Vos toitures", "body": "Bonjour,\n\nComment avez-vous fait ?"}


@pytest.fixture
def odile():
    return listed(make_elected(email="odile@example.org"), "Odile Essai")


@pytest.fixture
def lucie(client):
    person = listed(make_manager(email="lucie@example.org"), "Lucie Essai")
    client.force_login(person)
    return person


def write(client, to, **said):
    return client.post(to.member.get_absolute_url(), LETTER | said)


def test_a_message_leaves_as_its_reader_has_settled(client, odile, lucie):
    settle(odile, {"member_message": "now"})

    answer = write(client, odile)

    mail = Mail.objects.get(to="odile@example.org")
    message = Message.objects.get()
    assert answer.status_code == 302
    assert mail.subject == "Lucie Essai vous écrit : Vos toitures"
    assert "> Comment avez-vous fait ?" in mail.body_text
    assert message.get_absolute_url() in mail.body_text


def test_neither_reads_the_others_address(client, odile, lucie):
    settle(odile, {"member_message": "now"})

    write(client, odile)

    mail = Mail.objects.get(to="odile@example.org")
    assert "lucie@example.org" not in f"{mail.body_text}{mail.body_html}{mail.reply_to}{mail.from_email}{mail.headers}"
    client.force_login(odile)
    assert "lucie@example.org" not in client.get(Message.objects.get().get_absolute_url()).content.decode()


def test_a_letter_speaks_the_language_of_its_reader(client, odile, lucie):
    settle(odile, {"member_message": "now"})
    odile.language = "en"
    odile.save()

    write(client, odile)

    assert f"/en/espace/messages/{Message.objects.get().pk}/" in Mail.objects.get(to="odile@example.org").body_text


def test_who_has_given_no_name_is_no_address_to_the_others(client, odile):
    nameless = listed(make_elected(email="sans.nom@example.org"), "x")
    nameless.display_name = ""
    nameless.save()
    client.force_login(nameless)
    write(client, odile)

    client.force_login(odile)
    pages = [client.get(address).content.decode() for address in ("/espace/messages/", "/espace/annuaire/")]

    assert ["Un membre" in page for page in pages] == [True, True]
    assert ["sans.nom" in page for page in pages] == [False, False]


def test_at_first_it_makes_a_line_of_the_mornings_digest(client, odile, lucie):
    write(client, odile)

    notice = Notice.objects.get(person=odile)
    assert (notice.line, notice.url) == (
        "Lucie Essai vous écrit : Vos toitures",
        Message.objects.get().get_absolute_url(),
    )
    assert not Mail.objects.exists()


def test_who_wants_no_mail_still_finds_it_in_the_box(client, odile, lucie):
    settle(odile, {"member_message": "never"})

    write(client, odile)

    client.force_login(odile)
    assert not Mail.objects.exists()
    assert not Notice.objects.exists()
    assert "Vos toitures" in client.get("/espace/messages/").content.decode()


def test_the_reader_answers_through_the_site(client, odile, lucie):
    write(client, odile)
    client.force_login(odile)
    address = Message.objects.get().get_absolute_url()

    page = client.get(address).content.decode()
    answer = client.post(address, {"subject": "Re: Vos toitures", "body": "Avec patience."})

    assert "Comment avez-vous fait" in page
    assert "Re: Vos toitures" in page
    assert answer.status_code == 302
    assert Message.objects.get(recipient=lucie).body == "Avec patience."


def test_a_message_is_for_its_two_people(client_factory, client, odile, lucie):
    write(client, odile)
    address = Message.objects.get().get_absolute_url()
    people = {None: 302, odile: 200, lucie: 200, listed(make_holder(), "Paul"): 404, make_account(): 403}
    people[make_staff("Administration")] = 404

    met = {}
    for person in people:
        browser = client_factory()
        if person:
            browser.force_login(person)
        met[person] = browser.get(address).status_code

    assert met == people


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"subject": ""}, "de quoi il s’agit"),
        ({"body": ""}, "Écrivez votre message"),
        ({"subject": "Bonjour\nBcc: tous@example.org"}, "une seule ligne"),
        ({"subject": "a" * 121}, "120"),
        ({"body": "a" * 5001}, "5000"),
        ({"body": "Bon\u202ejour"}, "signes invisibles"),
    ],
    ids=str,
)
def test_what_cannot_be_sent_is_said_at_its_field_and_stays_on_the_page(client, odile, lucie, said, message):
    answer = write(client, odile, **said)

    page = answer.content.decode()
    assert answer.status_code == 400
    assert message in page
    assert ("Vos toitures" in page) == ("subject" not in said)
    assert ("avez-vous fait" in page) == ("body" not in said)
    assert not Message.objects.exists()
    assert not Mail.objects.exists()


def test_the_words_of_a_member_make_no_letter_of_ours(client, odile, lucie):
    settle(odile, {"member_message": "now"})

    write(client, odile, body="Bonjour\n    ABCD-EFGH\n\n- Gagnez\nhttps://piege.example.org\n\n-- \nL’équipe")

    text = Mail.objects.get(to="odile@example.org").body_text
    assert "    ABCD-EFGH" not in text.split("\n")
    assert ">     ABCD-EFGH" in text


def test_the_same_letter_sent_twice_is_one_letter(client, odile, lucie):
    write(client, odile)
    write(client, odile)

    assert Message.objects.count() == 1


def test_nobody_floods_the_others(client, odile, lucie):
    for number in range(10):
        assert write(client, odile, subject=f"Lettre {number}").status_code == 302

    answer = write(client, odile, subject="Une de trop")

    assert answer.status_code == 429
    assert "attendez une heure" in answer.content.decode()
    assert "Une de trop" in answer.content.decode()
    assert Message.objects.count() == 10


def test_whose_role_has_ended_may_read_and_not_write(client, odile):
    gone = listed(make_elected(ends_on=timezone.localdate() - timedelta(days=3)), "Gaston")
    client.force_login(gone)

    page = client.get(odile.member.get_absolute_url())

    assert page.status_code == 200
    assert "plus écrire" in page.content.decode()
    assert "<textarea" not in page.content.decode()
    assert write(client, odile).status_code == 403
    assert not Message.objects.exists()


def test_who_is_suspended_or_unknown_does_not_write(client_factory, odile):
    suspended = make_elected(state="suspended")
    answers = []
    for person in (None, make_account(), suspended, make_elected(ends_on=date(2021, 1, 1))):
        browser = client_factory()
        if person:
            browser.force_login(person)
        answers.append(write(browser, odile).status_code)

    assert answers == [302, 403, 403, 403]
    assert not Message.objects.exists()


def test_the_team_writes_too_and_is_answered(client, odile):
    colleague = make_staff("Réseau", display_name="Renée")
    client.force_login(colleague)

    assert write(client, odile).status_code == 302

    client.force_login(odile)
    client.post(Message.objects.get().get_absolute_url(), {"subject": "Re", "body": "Merci."})
    assert Message.objects.filter(recipient=colleague).count() == 1


def test_nobody_writes_to_herself_nor_to_who_is_hidden(client, odile, lucie):
    assert write(client, lucie).status_code == 200
    listed(odile, is_hidden=True)

    assert write(client, odile).status_code == 404
    assert not Message.objects.exists()


def test_what_a_member_who_left_wrote_stays_and_is_not_answered(client, odile, lucie):
    write(client, odile)
    address = Message.objects.get().get_absolute_url()
    lucie.delete()
    client.force_login(odile)

    page = client.get(address).content.decode()
    client.post(address, {"subject": "Re", "body": "Trop tard."})

    assert "D’un membre parti" in page
    assert "<textarea" not in page
    assert "D’un membre parti" in client.get("/espace/messages/").content.decode()
    assert Message.objects.count() == 1


def test_the_box_says_what_to_do_when_it_is_empty(client, lucie):
    assert "Trouver quelqu’un" in client.get("/espace/messages/").content.decode()
    assert "encore écrit à personne" in client.get("/espace/messages/?envoyes=1").content.decode()


def test_a_page_of_the_box_beyond_the_last_one_is_said_not_to_be(client, odile, lucie, monkeypatch):
    monkeypatch.setattr("members.directory.views.messages.A_PAGE", 1)
    for number in range(2):
        Message.objects.create(sender=odile, recipient=lucie, subject=f"Mot {number}", body="Bonjour.")

    beyond, last = (client.get("/espace/messages/", {"page": page}).content.decode() for page in (9, 2))

    assert ("La page demandée n’existe pas : voici la page 2." in beyond, "n’existe pas" in last) == (True, False)


def test_messages_are_forgotten_after_a_year(odile, lucie):
    now = timezone.now()
    old = services.write(lucie, odile, "Vieux", "mots", at=now - timedelta(days=366))
    young = services.write(lucie, odile, "Jeunes", "mots", at=now - timedelta(days=364))

    assert services.forget_old_messages(now) == 1
    assert set(Message.objects.all()) == {young}
    assert old != young
