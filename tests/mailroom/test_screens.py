"""Reading the outbox: the team's list, and the demo's mailbox."""

import re

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from millecafes.mailroom.delivery import RETRY_AFTER, deliver
from millecafes.mailroom.models import Mail
from millecafes.mailroom.services import Attachment, queue
from tests.people.factories import make_account, make_staff

pytestmark = pytest.mark.django_db

LIST = "/gestion/courrier/"


@pytest.fixture
def mail():
    return queue("zoe@example.org", "Votre inscription", "Bonjour <b>Zoé</b>,\nà demain.")


def test_a_visitor_is_served_while_the_mail_server_is_away_and_the_mail_leaves_later(client, settings, sink):
    there = settings.MAIL_TRANSPORT
    settings.MAIL_TRANSPORT = there | {"options": there["options"] | {"port": 9}}
    make_account("zoe@example.org")

    answer = client.post("/compte/login/", {"login": "zoe@example.org"})
    deliver()
    waiting = Mail.objects.get().state
    settings.MAIL_TRANSPORT = there
    deliver(at=timezone.now() + RETRY_AFTER[0])

    assert (answer.status_code, waiting) == (302, "queued")
    assert sink.people == {"zoe@example.org": 1}


def test_administration_reads_the_outbox(client, mail):
    client.force_login(make_staff("Administration"))

    listed = client.get(LIST).content.decode()
    read = client.get(f"{LIST}inspect/{mail.pk}/").content.decode()

    assert "Votre inscription" in listed
    assert "Bonjour &lt;b&gt;Zoé&lt;/b&gt;,<br>à demain." in read


@pytest.mark.parametrize("desk", ["Communication", "Validation", "Finances"])
def test_nobody_else_reads_the_outbox(client, mail, desk):
    client.force_login(make_staff(desk))

    answers = [client.get(LIST), client.get(f"{LIST}inspect/{mail.pk}/"), client.post(f"{LIST}renvoyer/{mail.pk}/")]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert LIST not in client.get("/gestion/").content.decode()


def test_even_a_superuser_writes_and_deletes_no_trace(client, mail):
    client.force_login(make_account(is_superuser=True))

    answers = [client.get(f"{LIST}{path}") for path in ("new/", f"edit/{mail.pk}/", f"delete/{mail.pk}/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert client.get(LIST).status_code == 200


def test_the_outbox_is_filtered_by_state_and_searched(client, mail):
    queue("paul@example.org", "Autre lettre", "Texte")
    Mail.objects.filter(pk=mail.pk).update(state="failed")
    client.force_login(make_staff("Administration"))

    pages = [client.get(LIST, {"state": "failed"}), client.get(LIST, {"q": "zoe@"})]

    for page in pages:
        html = page.content.decode()
        assert ("Votre inscription" in html, "Autre lettre" in html) == (True, False)


def test_the_list_costs_the_same_for_one_row_and_for_ten(client, mail):
    client.force_login(make_staff("Administration"))

    def queries():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(LIST).status_code == 200
        return len(seen)

    queries()
    one = queries()
    for number in range(9):
        queue(f"p{number}@example.org", "Bonjour", "Texte")

    assert queries() == one


def test_a_code_is_read_by_nobody(client):
    secret = queue("zoe@example.org", "Votre code", "BQCN-VKCX", is_secret=True)
    client.force_login(make_staff("Administration"))

    assert "BQCN-VKCX" not in client.get(f"{LIST}inspect/{secret.pk}/").content.decode()


def test_a_failed_mail_is_sent_again_by_a_button(client, mail):
    Mail.objects.update(state="failed", attempts=6)
    client.force_login(make_staff("Administration"))
    address = f"{LIST}renvoyer/{mail.pk}/"

    assert address in client.get(f"{LIST}inspect/{mail.pk}/").content.decode()
    assert client.get(address).status_code == 405
    client.post(address)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("queued", 0)
    assert address not in client.get(f"{LIST}inspect/{mail.pk}/").content.decode()


def test_the_demo_shows_its_last_letters(client, settings, mail):
    settings.DEMO = True

    page = client.get("/demo/courriel/")

    html = page.content.decode()
    assert "Bonjour &lt;b&gt;Zoé&lt;/b&gt;" in html
    assert html.count("<h1") == 1
    assert "no-store" in page.headers["Cache-Control"]


def test_the_demo_shows_a_letter_as_a_mail_reader_would_and_nothing_in_it_runs(client, settings):
    settings.DEMO = True
    EmailMessage("Bonjour", "Suivez :\nhttp://testserver/compte/", to=["zoe@example.org"]).send()
    letter = Mail.objects.get()

    mailbox, shown = client.get("/demo/courriel/").content.decode(), client.get(f"/demo/courriel/{letter.pk}/")

    frame = re.search(r"<iframe[^>]*>", mailbox)[0]
    assert f'src="/demo/courriel/{letter.pk}/"' in frame
    assert 'sandbox="allow-top-navigation-by-user-activation"' in frame
    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert "script-src" not in policy
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_top">' in shown.content.decode()
    assert 'href="http://testserver/compte/"' in shown.content.decode()


def test_the_demo_names_what_is_attached(client, settings):
    settings.DEMO = True
    calendar = Attachment("guinguette.ics", b"x" * 1100, "text/calendar")
    queue("zoe@example.org", "Bonjour", "Texte", attachments=[calendar])

    html = client.get("/demo/courriel/").content.decode()

    assert "guinguette.ics, 1,1\u00a0Ko" in html


def test_the_mailbox_does_not_exist_outside_the_demo(client, settings, mail):
    settings.DEMO = False

    assert client.get("/demo/courriel/").status_code == 404
    assert client.get(f"/demo/courriel/{mail.pk}/").status_code == 404
