"""Writing: a row in the caller's transaction."""

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction

from millecafes.mailroom.models import Mail
from millecafes.mailroom.services import queue
from millecafes.mailroom.transport import message_for, parse_email_url

pytestmark = pytest.mark.django_db


def test_a_mail_is_forgotten_with_the_transaction_that_caused_it():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue("zoe@example.org", "Bonjour", "Texte")
        raise ZeroDivisionError

    assert Mail.objects.count() == 0


def test_a_mail_is_written_with_the_transaction_that_caused_it(dead_server):
    with transaction.atomic():
        queue("zoe@example.org", "Bonjour", "Texte")

    assert list(Mail.objects.values_list("to", "state", "attempts")) == [("zoe@example.org", "queued", 0)]


def test_the_same_key_gives_the_same_mail():
    first = queue("zoe@example.org", "Rappel", "Demain", dedupe_key="rappel-1")
    second = queue("zoe@example.org", "Rappel", "Demain", dedupe_key="rappel-1")

    assert (second, Mail.objects.count()) == (first, 1)


def test_what_django_sends_is_queued_one_row_a_recipient(dead_server):
    message = mail.EmailMultiAlternatives(
        "Objet", "Texte", "equipe@example.org", ["a@example.org"], cc=["b@example.org"], reply_to=["c@example.org"]
    )
    message.attach_alternative("<p>Texte</p>", "text/html")

    message.send()

    columns = ("to", "from_email", "reply_to", "subject", "body_text", "body_html", "state")
    same = ("equipe@example.org", "c@example.org", "Objet", "Texte", "<p>Texte</p>", "queued")
    assert list(Mail.objects.order_by("to").values_list(*columns)) == [
        ("a@example.org", *same),
        ("b@example.org", *same),
    ]


def test_a_line_break_in_a_header_is_refused():
    with pytest.raises(mail.BadHeaderError):
        queue("zoe@example.org", "Bonjour\nBcc: victime@example.org", "Texte")

    assert Mail.objects.count() == 0


def test_each_try_is_the_same_message_to_the_byte():
    letter = queue("zoe@example.org", "Élus & cafés", "Bonjour Zoé", headers={"X-Motif": "essai"})

    tries = [message_for(Mail.objects.get(pk=letter.pk)).message().as_bytes() for _try in range(2)]

    assert tries[0] == tries[1]
    assert letter.message_id in tries[0].decode()


@pytest.mark.parametrize(
    "impossible",
    [{"state": "sent"}, {"state": "sending"}, {"to": ""}],
    ids=["sent without a date", "being sent without a lease", "to nobody"],
)
def test_the_database_refuses_an_impossible_mail(impossible):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(**{"to": "zoe@example.org", "from_email": "a@example.org"} | impossible)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("console:", {}),
        ("file:///var/mails", {"file_path": "/var/mails"}),
        ("smtp://localhost", {"host": "localhost", "port": 25, "username": "", "password": ""}),
        ("smtp+tls://a%40b:p%3Aq@mx:2525", {"host": "mx", "port": 2525, "username": "a@b", "password": "p:q"}),
        ("smtps://mx", {"host": "mx", "port": 465, "use_ssl": True}),
    ],
)
def test_the_address_of_the_mail_server_is_read(url, expected):
    options = parse_email_url(url)["options"]

    assert {name: options[name] for name in expected} == expected


@pytest.mark.parametrize("url", ["", "smtp:", "pigeon://mx", "file:", "localhost:25"])
def test_an_address_of_a_mail_server_that_says_nothing_is_refused(url):
    with pytest.raises(ImproperlyConfigured):
        parse_email_url(url)
