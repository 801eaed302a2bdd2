"""Two colleagues at once, or ten; in a module of its own, because what its threads write is committed."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from events.claims import services
from events.claims.models import Claim, ClaimAct, ClaimLine, Envelope, Fund, FundLedger, Receipt
from events.tours.models import Activity
from millecafes.mailroom.models import Mail, MailSettings
from millecafes.people.models import CafeRole, Member, StaffAct, User
from millecafes.places.models import Cafe, Commune, Department
from tests.events.claims.factories import (
    again,
    euros,
    in_charge,
    make_activity,
    make_claim,
    make_desk,
    make_draft,
    make_fund,
    pdf,
)
from tests.people.factories import a_cafe

AFTERWARDS = (Mail, MailSettings, Activity, Envelope, FundLedger, Fund, CafeRole, StaffAct, Member, Cafe, User)


def all_at_once(calls) -> list:
    """The answer, or the error, of each call, made together in connections of their own."""
    answers, gate = [], threading.Barrier(len(calls))

    def run(call):
        try:
            gate.wait(timeout=30)
            answers.append(call())
        except Exception as error:  # told by the test
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """What threads write is committed: it is taken away by hand, claims before their history, as it wants."""
    with django_db_blocker.unblock():
        yield
        Receipt.objects.all().delete()
        ClaimLine.objects.all().delete()
        with transaction.atomic():
            for model in (Claim, ClaimAct):
                rows = model._base_manager.all()
                rows._raw_delete(rows.db)
        for model in (*AFTERWARDS, Commune, Department):
            model.objects.all().delete()


def codes_of(answers) -> list[str]:
    return sorted(getattr(answer, "code", str(answer)) for answer in answers)


def test_two_approvals_at_once_cannot_exceed_the_fund(committed):
    fund = make_fund(100, 100)
    claims, desks = [make_claim(fund, "60.00") for _ in range(2)], [make_desk(), make_desk()]
    pairs = list(zip(claims, desks, strict=True))

    answers = all_at_once([lambda c=claim, d=desk: services.accept(c, d, euros(60)) for claim, desk in pairs])

    assert codes_of(answers) == ["True", "over_fund"]
    assert FundLedger.objects.get(pk=fund.pk).committed == euros(60)
    assert services.drift(fund) == []


def test_ten_approvals_at_once_cannot_exceed_the_part_of_a_cafe(committed):
    fund, cafe = make_fund(1000, 100), a_cafe()
    claims, desk = [make_claim(fund, "30.00", cafe=cafe) for _ in range(10)], make_desk()

    answers = all_at_once([lambda c=claim: services.accept(c, desk, euros(30)) for claim in claims])

    assert codes_of(answers) == ["True"] * 3 + ["over_ceiling"] * 7
    assert Envelope.objects.get(fund=fund, cafe=cafe).committed == euros(90)
    assert services.drift(fund) == []


def test_one_claim_decided_by_ten_at_once_is_decided_once(committed):
    claim, desks = make_claim(make_fund(1000, 1000)), [make_desk() for _ in range(10)]
    letters = Mail.objects.count()

    answers = all_at_once([lambda d=desk: services.accept(claim, d, euros(100)) for desk in desks])

    assert codes_of(answers) == ["True", *["not_now"] * 9]
    assert [act.action for act in again(claim).acts.order_by("pk")] == ["send", "accept"]
    assert Mail.objects.count() == letters + 1


def test_one_form_sent_ten_times_at_once_is_one_claim(committed):
    fund, cafe = make_fund(), a_cafe()
    person, activity, key = in_charge(cafe), make_activity(cafe), uuid4()

    answers = all_at_once([lambda: services.begin(fund, activity, person, key=key)] * 10)

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert len({claim.pk for claim, _new in answers}) == Claim.objects.count() == 1


def test_one_photo_sent_five_times_at_once_is_one_receipt(committed):
    claim = make_draft()
    person = in_charge(claim.cafe)
    given = {"expense": "food", "label": "Pain", "spent_on": claim.activity.day, "amount": euros(5)}
    line, _new = services.add_line(claim, person, key=uuid4(), **given)

    answers = all_at_once([lambda: services.add_receipt(line, pdf(words="le même"), person)] * 5)

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert Receipt.objects.count() == 1
