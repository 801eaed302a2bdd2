"""Telling many people of one thing: a letter, a line or nothing, as each has settled, and once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from django.utils.translation import get_language

from millecafes.core.models import Audience
from millecafes.mailroom import crowds
from millecafes.mailroom.digests import send_digests
from millecafes.mailroom.models import Mail, Notice
from millecafes.mailroom.preferences import refuse_all, settle
from millecafes.people.models import User
from millecafes.people.permissions import access_of, people_written_for
from tests.mailroom.kinds import ALL, REPLY
from tests.people.factories import make_account, make_elected, make_holder, make_manager, make_member, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


def tell(people, key="1", **options) -> int:
    def line():
        return f"Une ligne ({get_language()})", "/espace/"

    given = {"key": key, "writer": "forum", "facts": {"post": 3}, "line": line, "thread": "t1"}
    return crowds.tell(people, "reply", **given | options)


def people() -> dict[str, User]:
    found = {frequency: make_elected() for frequency in ("now", "daily", "weekly", "never")}
    for frequency, person in found.items():
        settle(person, {"reply": frequency})
    return found | {"default": make_elected(), "nothing": make_elected()}


def test_each_is_told_as_she_has_settled():
    known = people()
    refuse_all(known["nothing"])

    assert tell(known.values()) == 4

    assert [(mail.to, mail.writer, mail.facts) for mail in Mail.objects.all()] == [
        (known["now"].email, "forum", {"post": 3, "person": known["now"].pk})
    ]
    assert set(Notice.objects.values_list("person", flat=True)) == {
        known[name].pk for name in ("daily", "weekly", "default")
    }


def test_telling_again_tells_nobody_even_who_has_changed_her_mind():
    known = people()
    tell(known.values())
    for person in known.values():
        settle(person, {"reply": "now"})
    again = tell([known["now"], known["daily"]])

    assert (again, Mail.objects.count()) == (0, 1)
    assert tell([known["now"], known["never"]], key="2") == 2


def test_whoever_is_told_quietly_is_sent_no_letter_but_reads_the_digest():
    known = people()
    quiet = {known["now"].pk, known["daily"].pk}

    tell(known.values(), quietly=quiet)

    assert Mail.objects.count() == 0
    assert Notice.objects.filter(person=known["daily"]).exists()


def test_a_line_is_in_the_language_of_its_reader():
    french, english = make_elected(), make_elected()
    User.objects.filter(pk=english.pk).update(language="en")

    tell(User.objects.filter(pk__in=[french.pk, english.pk]))

    lines = dict(Notice.objects.values_list("person", "line"))
    assert lines == {french.pk: "Une ligne (fr)", english.pk: "Une ligne (en)"}


@pytest.mark.parametrize("crowd", [2, 50])
def test_a_crowd_costs_what_two_do(crowd, django_assert_num_queries):
    known = User.objects.filter(pk__in=[make_elected().pk for _number in range(crowd)])
    for person in known[: crowd // 2]:
        settle(person, {"reply": "now"})

    with django_assert_num_queries(9):
        tell(list(known))


def only_t2(person, threads):
    return threads & {"t2"}


def test_a_digest_asks_which_threads_are_still_open(monkeypatch):
    asking = [replace(kind, still_open=f"{__name__}.only_t2") if kind == REPLY else kind for kind in ALL]
    monkeypatch.setattr(apps.get_app_config("mailroom"), "mail_kinds", asking)
    person = make_elected()
    tell([person], thread="t1")
    tell([person], key="2", thread="t2", line=lambda: ("Encore ouvert", "/espace/"))

    send_digests(timezone.now() + timedelta(days=1))

    text = Mail.objects.get().body_text
    assert ("Encore ouvert" in text, "Une ligne (fr)" in text) == (True, False)
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("audiences", [["members"], ["elected"], ["managers", "holders"], ["public"]])
def test_whom_something_is_open_to_is_asked_of_all_at_once_as_of_each(audiences):
    everybody = [
        make_elected(), make_manager(), make_holder(), make_staff("Culture"), make_staff(), make_account(),
        make_account(is_superuser=True), make_member(state="requested"), make_elected(state="suspended"),
        make_elected(ends_on=timezone.localdate() - timedelta(days=10)),
        make_manager(ends_on=timezone.localdate() - timedelta(days=40)),
    ]  # fmt: skip
    wanted = {Audience(audience) for audience in audiences}

    found = set(people_written_for(wanted))

    each = {person for person in everybody if (access := access_of(person)).may_enter and access.audiences & wanted}
    assert found == each
    assert found
