"""Leaving: tries, refusals, and a server that is away."""

from datetime import timedelta
from time import monotonic

import pytest
from django.utils import timezone

from millecafes.mailroom.delivery import RETRY_AFTER, deliver, put_back
from millecafes.mailroom.leases import LEASE, lease
from millecafes.mailroom.models import Mail
from millecafes.mailroom.services import purge, queue, send_again

pytestmark = pytest.mark.django_db


def letter_to(name, **fields):
    return queue(f"{name}@example.org", "Bonjour", "Texte", **fields)


def states():
    return dict(Mail.objects.values_list("to", "state"))


def test_a_queued_mail_leaves_once(sink):
    mail = letter_to("zoe")

    rounds = [deliver(), deliver()]

    assert [done.sent for done in rounds] == [1, 0]
    assert [(taken.to, taken.message_id) for taken in sink.taken] == [("zoe@example.org", mail.message_id)]
    assert states() == {"zoe@example.org": "sent"}


def test_a_mail_for_later_waits_for_its_hour(sink):
    now = timezone.now()
    letter_to("zoe", not_before=now + timedelta(hours=1))

    assert deliver(at=now).sent == 0
    assert deliver(at=now + timedelta(hours=1)).sent == 1


def test_a_refused_address_fails_alone_and_says_why(sink):
    for name in ("absent", "zoe"):
        letter_to(name)
    sink.answers["absent@example.org"] = "550 5.1.1 boîte inconnue"

    deliver()

    assert states() == {"absent@example.org": "failed", "zoe@example.org": "sent"}
    assert Mail.objects.get(to="absent@example.org").last_error == "550 5.1.1 boîte inconnue"


def test_a_message_refused_for_good_is_not_tried_again(sink):
    letter_to("zoe")
    sink.answers["data"] = "554 trop gros"

    deliver()

    assert states() == {"zoe@example.org": "failed"}


def test_a_message_that_cannot_be_built_stops_nobody(sink):
    for name in ("a", "b", "c", "d", "zoe"):
        letter_to(name)
    Mail.objects.exclude(to="zoe@example.org").update(headers={"X": "deux\nlignes"})

    done = [deliver(), deliver()]

    assert sink.people == {"zoe@example.org": 1}
    assert sum(turn.postponed for turn in done) == 4


def test_a_server_away_keeps_everything_and_all_leaves_when_it_is_back(settings, sink, dead_server):
    for name in ("a", "b", "c", "d", "e"):
        letter_to(name)
    back = settings.MAIL_TRANSPORT | {"options": settings.MAIL_TRANSPORT["options"] | {"port": sink.port}}

    away = deliver()
    settings.MAIL_TRANSPORT = back
    done = deliver(at=timezone.now() + RETRY_AFTER[0])

    assert (away.postponed, done.sent) == (3, 5)
    assert set(states().values()) == {"sent"}


def test_a_server_that_never_answers_keeps_nobody_for_ever_and_all_leaves_when_it_speaks(settings, sink, silent_server):
    for name in ("a", "b", "c", "d", "e"):
        letter_to(name)
    speaking = settings.MAIL_TRANSPORT | {"options": settings.MAIL_TRANSPORT["options"] | {"port": sink.port}}

    began = monotonic()
    silent = deliver()
    waited, told = monotonic() - began, Mail.objects.get(to="a@example.org").last_error
    settings.MAIL_TRANSPORT = speaking
    done = deliver(at=timezone.now() + RETRY_AFTER[0])

    assert (silent.postponed, silent.sent, waited < 5, done.sent) == (3, 0, True, 5)
    assert "timed out" in told
    assert set(states().values()) == {"sent"}


def test_a_server_that_falls_silent_over_one_mail_is_called_again_for_the_others(settings, sink):
    for name in ("mute", "b", "c"):
        letter_to(name)
    sink.mute_for = {"mute@example.org"}
    settings.MAIL_TRANSPORT["options"]["timeout"] = 0.5

    done = deliver()

    assert (done.postponed, done.sent) == (1, 2)
    assert states() == {"mute@example.org": "queued", "b@example.org": "sent", "c@example.org": "sent"}


def test_a_mail_is_tried_six_times_at_growing_intervals_then_given_up(dead_server):
    mail = letter_to("zoe")
    now = timezone.now()
    waits = []

    for _try in range(len(RETRY_AFTER)):
        deliver(at=now)
        mail.refresh_from_db()
        assert deliver(at=mail.not_before - timedelta(seconds=1)).postponed == 0
        waits.append(mail.not_before - now)
        now = mail.not_before
    deliver(at=now)

    mail.refresh_from_db()
    assert waits == [timedelta(minutes=m) for m in (1, 5, 30, 120, 720)]
    assert (mail.state, mail.attempts) == ("failed", 6)
    assert "refused" in mail.last_error


def test_a_failed_mail_may_be_sent_again(sink):
    mail = letter_to("zoe")
    sink.answers["zoe@example.org"] = "550 non"
    deliver()
    sink.answers.clear()

    assert send_again(mail)
    deliver()

    assert sink.people == {"zoe@example.org": 1}
    assert not send_again(mail)


def test_a_mail_taken_by_a_worker_that_died_comes_back_after_its_lease(sink):
    mail = letter_to("zoe")
    now = timezone.now()
    lease(at=now)

    early, late = deliver(at=now + LEASE / 2), deliver(at=now + LEASE)

    assert (early.sent, late.sent) == (0, 1)
    assert [taken.message_id for taken in sink.taken] == [mail.message_id]


def test_a_worker_that_was_too_slow_leaves_the_outcome_to_the_next(sink):
    letter_to("zoe")
    now = timezone.now()
    [slow] = lease(at=now)
    deliver(at=now + LEASE)

    put_back(slow, OSError("trop tard"), now + LEASE)

    assert states() == {"zoe@example.org": "sent"}


def test_a_code_is_forgotten_once_it_has_left(sink):
    letter_to("zoe", is_secret=True)
    letter_to("paul")

    deliver()

    assert dict(Mail.objects.values_list("to", "body_text")) == {"zoe@example.org": "", "paul@example.org": "Texte"}
    assert "Texte" in sink.taken[0].text


def test_traces_are_forgotten_after_ninety_days_and_never_before_they_left(sink):
    now = timezone.now()
    for name, age in (("recent", 89), ("old", 91)):
        letter_to(name)
        deliver()
        Mail.objects.filter(to=f"{name}@example.org").update(created_at=now - timedelta(days=age))
    letter_to("waiting")
    Mail.objects.filter(to="waiting@example.org").update(created_at=now - timedelta(days=400))

    forgotten = purge(now)

    assert forgotten == 1
    assert states() == {"recent@example.org": "sent", "waiting@example.org": "queued"}


@pytest.mark.parametrize("queued", [1, 10])
def test_each_mail_costs_the_same_number_of_queries(sink, django_assert_num_queries, queued):
    for number in range(queued):
        letter_to(f"p{number}")

    with django_assert_num_queries(7 + queued):  # two looks, five to take them all, one for each that has left
        deliver()

    assert len(sink.taken) == queued


def test_messages_that_cannot_be_written_do_not_stop_the_others(sink):
    for number in range(4):
        queue(f"a@{'é' * 60}{number}.org", "Impossible", "Bonjour")
    queue("zoe@example.org", "Possible", "Bonjour")

    deliver()

    assert list(sink.people) == ["zoe@example.org"]
