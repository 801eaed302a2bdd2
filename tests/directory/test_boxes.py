"""One's letter box: closed, spared of somebody, read, shown to the team when something is wrong, and not otherwise."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.directory import services
from members.directory.models import Block, ClosedBox, Message, MessageReport
from members.directory.privacy import forget
from members.directory.services import boxes
from members.forum.services import writing as forum
from millecafes.mailroom.models import Mail
from millecafes.people.models import StaffAct
from tests.directory.factories import listed
from tests.forum.factories import make_board
from tests.people.factories import make_account, make_elected, make_holder, make_manager, make_staff

pytestmark = pytest.mark.django_db
INBOX = "/espace/messages/"


@pytest.fixture
def odile():
    return listed(make_elected(email="odile@example.org"), "Odile Essai")


@pytest.fixture
def lucie():
    return listed(make_manager(email="lucie@example.org"), "Lucie Essai")


@pytest.fixture
def enter(client):
    def enter(person):
        client.force_login(person)
        return client

    return enter


def letter(sender, recipient, subject="Vos toitures") -> Message:
    return services.write(sender, recipient, subject, "Comment avez-vous fait ?")


def read(browser, address) -> str:
    return browser.get(address).content.decode()


def test_what_is_not_read_is_said_until_it_is(enter, odile, lucie):
    message = letter(lucie, odile)
    browser = enter(odile)

    before, home = read(browser, INBOX), read(browser, "/espace/")
    read(browser, message.get_absolute_url())

    assert "Nouveau" in before
    assert "Lucie Essai vous écrit" in home
    assert "Nouveau" not in read(browser, INBOX)
    assert "Lucie Essai vous écrit" not in read(browser, "/espace/")


def test_whoever_wrote_does_not_read_it_in_the_others_place(enter, odile, lucie):
    message = letter(lucie, odile)

    read(enter(lucie), message.get_absolute_url())

    assert Message.objects.get().read_at is None


def test_a_letter_is_read_with_what_the_two_wrote_before_and_nothing_else(enter, odile, lucie):
    other = listed(make_holder(), "Paul Essai")
    letter(odile, lucie, "Le premier mot")
    letter(lucie, other, "Un autre")
    letter(other, odile, "Encore un autre")
    message = letter(lucie, odile, "La réponse")

    page = read(enter(odile), message.get_absolute_url())

    assert "Vos échanges avec Lucie Essai" in page
    assert "Le premier mot" in page
    assert "Un autre" not in page
    assert "Encore un autre" not in page


def test_a_closed_box_receives_nothing_sends_nothing_and_is_opened_again(enter, odile, lucie):
    browser = enter(odile)
    browser.post("/espace/messages/boite/", {"boite": "fermer"})
    closed = read(browser, INBOX)

    with pytest.raises(services.Refused):
        letter(lucie, odile)
    with pytest.raises(services.Refused):
        letter(odile, lucie)
    answer = enter(lucie).post(odile.member.get_absolute_url(), {"subject": "Bonjour", "body": "Gardez mes mots."})
    enter(odile).post("/espace/messages/boite/", {"boite": "ouvrir"})

    assert "Votre boîte est fermée" in closed
    assert answer.status_code == 403
    assert "Gardez mes mots." in answer.content.decode()
    assert "ne reçoit pas de messages" in answer.content.decode()
    assert letter(lucie, odile)


def test_who_is_blocked_writes_no_more_and_is_told_nothing(enter, odile, lucie):
    message = letter(lucie, odile)
    mails = Mail.objects.count()
    browser = enter(odile)

    browser.post(f"{message.get_absolute_url()}bloquer/")
    box = read(browser, INBOX)

    with pytest.raises(services.Refused):
        letter(lucie, odile, "Encore")
    assert Mail.objects.count() == mails
    assert "Laisser Lucie Essai" in box
    browser.post(f"/espace/messages/bloques/{Block.objects.get().pk}/lever/")
    assert letter(lucie, odile, "Encore")


def test_only_whoever_received_it_blocks_or_shows_it(client_factory, odile, lucie):
    message = letter(lucie, odile)
    block = Block.objects.create(person=odile, blocked=make_account())
    people = {"who wrote": lucie, "another member": listed(make_holder(), "Paul"), "team": make_staff("Réseau")}

    for person in people.values():
        browser = client_factory()
        browser.force_login(person)
        answers = [
            browser.post(f"{message.get_absolute_url()}bloquer/"),
            browser.post(f"{message.get_absolute_url()}signaler/", {"reason": "Non"}),
            browser.post(f"/espace/messages/bloques/{block.pk}/lever/"),
        ]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not MessageReport.objects.exists()
    assert Block.objects.count() == 1


def test_the_team_reads_what_is_shown_to_it_under_its_name_and_nothing_else(client_factory, odile, lucie):
    shown, kept = letter(lucie, odile), letter(lucie, odile, "Entre nous")
    browser, team = client_factory(), client_factory()
    browser.force_login(odile)
    judge = make_staff("Réseau")
    team.force_login(judge)

    browser.post(f"{shown.get_absolute_url()}signaler/", {"reason": "Elle insiste."})
    report = MessageReport.objects.get()
    page = read(team, report.get_absolute_url())

    assert "Comment avez-vous fait" in page
    assert "Elle insiste." in page
    assert "Entre nous" not in page
    assert [team.get(one.get_absolute_url()).status_code for one in (shown, kept)] == [404, 404]
    assert list(StaffAct.objects.filter(action="message signalé lu").values_list("by", "person")) == [
        (judge.pk, lucie.pk)
    ]
    assert "message privé est signalé" in read(team, "/espace/")


def test_nobody_else_opens_what_is_shown_to_the_team(client_factory, odile, lucie):
    report = boxes.report(letter(lucie, odile), odile, "Elle insiste.")
    met = {}

    for name, person in {"visitor": None, "account": make_account(), "reporter": odile, "author": lucie,
                         "writer": make_staff("Communication"), "network": make_staff("Réseau")}.items():  # fmt: skip
        browser = client_factory()
        if person:
            browser.force_login(person)
        met[name] = browser.get(report.get_absolute_url()).status_code

    assert met == {"visitor": 302, "account": 403, "reporter": 404, "author": 404, "writer": 404, "network": 200}


def test_a_decision_is_told_to_both_once(enter, odile, lucie):
    report = boxes.report(letter(lucie, odile), odile, "Elle insiste.")
    browser = enter(make_staff("Réseau"))
    said = {"outcome": "upheld", "answer": "Écrivez moins souvent."}

    answers = [browser.post(report.get_absolute_url(), said) for _again in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    report.refresh_from_db()
    assert report.outcome == "upheld"
    told = Mail.objects.filter(to__in=["odile@example.org", "lucie@example.org"], body_text__contains="moins souvent")
    assert sorted(told.values_list("to", flat=True)) == ["lucie@example.org", "odile@example.org"]
    assert "odile@example.org" not in told.get(to="lucie@example.org").body_text


@pytest.mark.parametrize("said", [{}, {"outcome": "upheld"}, {"answer": "Non"}, {"outcome": "x", "answer": "Non"}])
def test_a_decision_says_which_and_why(enter, odile, lucie, said):
    report = boxes.report(letter(lucie, odile), odile, "Elle insiste.")

    answer = enter(make_staff("Réseau")).post(report.get_absolute_url(), said)

    assert answer.status_code == 400
    assert MessageReport.objects.get().outcome == "open"


def test_a_report_says_why_and_is_made_once(enter, odile, lucie):
    message = letter(lucie, odile)
    browser, address = enter(odile), f"{message.get_absolute_url()}signaler/"

    assert "Comment avez-vous fait" in read(browser, address)
    assert browser.post(address, {"reason": ""}).status_code == 400
    for _again in range(2):
        assert browser.post(address, {"reason": "Elle insiste."}).status_code == 302

    assert MessageReport.objects.count() == 1
    assert "Vous avez signalé ce message" in read(browser, message.get_absolute_url())


def test_whose_role_has_ended_closes_and_reports_nothing(enter, odile, lucie):
    message = letter(lucie, odile)
    odile.mandates.update(ends_on=timezone.localdate() - timedelta(days=3))
    browser = enter(odile)

    assert browser.post(f"{message.get_absolute_url()}bloquer/").status_code == 403
    assert browser.get(message.get_absolute_url()).status_code == 200


def test_what_a_member_who_leaves_had_closed_blocked_or_shown_is_forgotten(odile, lucie):
    message = letter(lucie, odile)
    boxes.report(letter(odile, lucie), lucie, "Elle insiste.")
    boxes.block(lucie, odile)
    boxes.close_box(lucie)

    forget(lucie)

    assert not Block.objects.exists()
    assert not ClosedBox.objects.exists()
    assert not MessageReport.objects.exists()  # the message she had received went with her
    assert Message.objects.get(pk=message.pk).sender is None


def test_the_database_refuses_a_block_of_oneself_and_a_report_without_a_reason(odile, lucie):
    message = letter(lucie, odile)

    for write in (
        lambda: Block.objects.create(person=odile, blocked=odile),
        lambda: MessageReport.objects.create(message=message, reason=""),
        lambda: MessageReport.objects.create(message=message, reason="x", outcome="upheld"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_the_author_of_a_post_is_written_to_from_there_unless_hidden(enter, odile, lucie):
    post = forum.open_topic(forum.Sent(odile, "Bonjour à tous."), board=make_board(), kind="discussion", title="Un mot")
    browser, address = enter(lucie), f'href="{odile.member.get_absolute_url()}"'

    shown = read(browser, post.topic.get_absolute_url())
    listed(odile, is_hidden=True)

    assert address in shown
    assert address not in read(browser, post.topic.get_absolute_url())
