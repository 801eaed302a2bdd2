"""Letters that get their words when they leave."""

import pytest
from django.apps import apps

from millecafes.mailroom.delivery import deliver
from millecafes.mailroom.later import queue_later
from millecafes.mailroom.models import Mail

pytestmark = pytest.mark.django_db
WRITTEN = []


def short(name):
    """What an application would write with."""
    WRITTEN.append(name)
    if name == "parti":
        return None
    return {"subject": f"Bonjour {name}", "body_text": f"À bientôt, {name}." if name else 1 / 0, "headers": {}}


@pytest.fixture(autouse=True)
def writer(monkeypatch):
    WRITTEN.clear()
    config = apps.get_app_config("mailroom")
    monkeypatch.setattr(config, "letter_writers", {"short": f"{__name__}.short"}, raising=False)


def promise(name, key=None):
    queue_later(f"{name or 'faute'}@example.org", "short", {"name": name}, dedupe_key=key or name)


def test_a_promised_letter_leaves_with_its_words_once(sink):
    promise("zoe")
    promise("zoe")

    rounds = [deliver(), deliver()]

    assert [done.sent for done in rounds] == [1, 0]
    assert "À bientôt, zoe." in sink.taken[0].text
    assert Mail.objects.get().subject == "Bonjour zoe"


def test_the_words_are_kept_for_the_next_try(sink):
    promise("zoe")
    sink.answers["data"] = "451 plus tard"
    deliver()
    del sink.answers["data"]
    Mail.objects.update(not_before=Mail.objects.get().created_at)

    deliver()

    assert (WRITTEN, [letter.to for letter in sink.taken]) == (["zoe"], ["zoe@example.org"])


def test_a_letter_that_has_nothing_to_say_any_more_is_forgotten(sink):
    promise("parti")
    promise("zoe")

    assert (deliver().sent, sink.people.keys()) == (1, {"zoe@example.org"})
    assert list(Mail.objects.values_list("to", flat=True)) == ["zoe@example.org"]


def test_faults_in_what_writes_stop_no_other_letter_and_are_told_to_the_team(sink):
    for number in range(5):
        promise("", key=f"faute {number}")
    promise("zoe")

    assert deliver().sent == 1
    waiting = Mail.objects.filter(state="queued")
    assert {mail.last_error for mail in waiting} == {"Unwritable: ZeroDivisionError: division by zero"}
    assert waiting.count() == 5
