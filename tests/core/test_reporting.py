"""What leaves for a Sentry, where there is one: nothing of anybody."""

import json
import logging

import pytest
import sentry_sdk
from django.conf import settings as given
from django.test import Client
from sentry_sdk.transport import Transport

from millecafes.core import reporting
from millecafes.core.logs import HEADER

pytestmark = pytest.mark.django_db

CANARIES = ["zoe@example.org", "0612345678", "qqcanari", "qqcorps", "qqtemoin", "Zoé"]


class Kept(Transport):
    """Sends nothing: what would have left is here."""

    def __init__(self):
        super().__init__()
        self.sent = []

    def capture_envelope(self, envelope):
        self.sent.append(envelope.serialize().decode())


@pytest.fixture
def sent(settings):
    settings.SENTRY_DSN, settings.RELEASE = "https://cle@sentry.invalid/1", "20261127-one"
    transport = Kept()
    reporting.begin(transport=transport)
    yield transport.sent
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def test_it_is_off_by_default():
    assert given.SENTRY_DSN == ""
    assert not sentry_sdk.get_client().is_active()


def test_a_fault_leaves_with_its_place_and_its_reference_and_nothing_of_anybody(sent, monkeypatch):
    def break_down(page, request, *args, **kwargs):
        mailbox, telephone = "zoe@example.org", "0612345678"
        raise ValueError(f"{mailbox} {telephone} 'Zoé' sessionid=qqtemoin")

    monkeypatch.setattr("home.models.HomePage.serve", break_down)
    client = Client(raise_request_exception=False)
    client.cookies["autre"] = "qqcanari"

    headers = {"Authorization": "Bearer qqcanari", "User-Agent": "qqcanari", "Referer": "https://example.org/?qqcanari"}
    answer = client.get("/?q=qqcanari", headers=headers)

    (envelope,) = sent
    event = json.loads(envelope.splitlines()[-1])
    (error,) = event["exception"]["values"]
    assert [canary for canary in CANARIES if canary in envelope] == []
    assert (error["type"], event["transaction"], event["release"]) == ("ValueError", "/", "20261127-one")
    assert error["stacktrace"]["frames"][-1]["filename"] == "tests/core/test_reporting.py"
    assert event["tags"] == {"reference": answer.headers[HEADER]}


def test_a_body_and_what_a_line_was_given_do_not_leave(sent):
    logging.getLogger("essai").error("%s a écrit", "zoe@example.org", extra={"body": "qqcorps", "request": None})

    (envelope,) = sent
    assert [canary for canary in CANARIES if canary in envelope] == []
    assert json.loads(envelope.splitlines()[-1])["logentry"] == {"message": "… a écrit"}


def test_a_warning_and_what_is_sent_by_hand_stay_here(sent):
    logging.getLogger("essai").warning("Rien de grave")
    sentry_sdk.capture_message("zoe@example.org")

    assert sent == []
