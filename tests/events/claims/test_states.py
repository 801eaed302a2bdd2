"""Every step from every state by everybody: what goes, and what is refused without anything being written."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from events.claims import services
from events.claims.models import Action, ClaimAct, ClaimState, FundLedger
from events.claims.services.machine import STEPS, WHO, Who
from millecafes.mailroom.models import Mail
from millecafes.people.models import CafeRole
from tests.events.claims.factories import again, in_charge, in_state, make_desk
from tests.people.factories import make_account, make_elected, make_holder, make_manager, make_staff

pytestmark = pytest.mark.django_db

DO = {
    Action.SEND: lambda claim, by: services.send(claim, by),
    Action.COMPLETE: lambda claim, by: services.complete(claim, by),
    Action.WITHDRAW: lambda claim, by: services.withdraw(claim, by),
    Action.ASK: lambda claim, by: services.ask(claim, by, "La date"),
    Action.ACCEPT: lambda claim, by: services.accept(claim, by, claim.asked),
    Action.CONFIRM: lambda claim, by: services.confirm(claim, by),
    Action.REFUSE: lambda claim, by: services.refuse(claim, by, "Hors sujet."),
    Action.REOPEN: lambda claim, by: services.reopen(claim, by, "Erreur de lecture."),
    Action.PAY: lambda claim, by: services.pay(claim, by, timezone.localdate(), "VIR-2"),
    Action.BOUNCE: lambda claim, by: services.bounce(claim, by, "Compte fermé."),
}
CAFE, DESK = {"manager", "treasurer"}, {"Finances", "Administration", "superuser"}
NOBODY = {
    "volunteer", "former manager", "another manager", "elected", "holder", "account",
    "Culture", "Réseau", "Communication", "Finances, of the café",
}  # fmt: skip


def everybody(claim) -> dict:
    """People on each side, and those who have no say."""
    cafe, day = claim.cafe, timezone.localdate()
    treasurer, volunteer, of_both = make_manager(cafe), make_manager(cafe), make_staff("Finances")
    CafeRole.objects.filter(person=treasurer).update(kind="treasurer")
    CafeRole.objects.filter(person=volunteer).update(kind="volunteer")
    CafeRole.objects.create(person=of_both, cafe=cafe, starts_on=day - timedelta(days=900), ends_on=day)
    CafeRole.objects.filter(person=of_both).update(ends_on=day - timedelta(days=400))
    return {
        "manager": in_charge(cafe),
        "treasurer": treasurer,
        "volunteer": volunteer,
        "former manager": make_manager(cafe, ends_on=day - timedelta(days=5)),
        "another manager": make_manager(),
        "elected": make_elected(cafe.commune),
        "holder": make_holder(),
        "account": make_account(),
        "Finances": make_desk(),
        "Administration": make_staff("Administration"),
        "superuser": make_account(is_superuser=True),
        "Culture": make_staff("Culture"),
        "Réseau": make_staff("Réseau"),
        "Communication": make_staff("Communication"),
        "Finances, of the café": of_both,
    }


def tried(action, claim, by) -> str:
    """What became of it; nothing stays written."""
    before = (ClaimAct.objects.count(), Mail.objects.count(), claim.state)
    try:
        with transaction.atomic():
            done = DO[action](claim, by)
            state = again(claim).state if done else "already"
            transaction.set_rollback(True)
            return state
    except PermissionDenied:
        return "forbidden"
    except services.NotNow:
        return "not now"
    except services.Refused as refusal:
        return refusal.code
    finally:
        assert (ClaimAct.objects.count(), Mail.objects.count(), again(claim).state) == before


@pytest.mark.parametrize("state", ClaimState)
def test_every_step_from_every_state_by_everybody(state):
    claim = in_state(state)
    people = everybody(claim)
    met, expected = {}, {}

    for action in DO:
        allowed = CAFE if WHO[action] == Who.CAFE else DESK
        target = STEPS.get((state, action), "not now")
        for name, person in people.items():
            met[action, name] = tried(action, claim, person)
            expected[action, name] = str(target) if name in allowed else "forbidden"

    assert set(people) == CAFE | DESK | NOBODY
    # The letter of a café has been sent by its manager already: she is told so.
    done_by_manager = {ClaimState.SUBMITTED: Action.SEND, ClaimState.WITHDRAWN: Action.WITHDRAW}
    if state in done_by_manager:
        expected[done_by_manager[state], "manager"] = "already"
    assert met == expected


def test_the_table_is_that_of_the_design():
    flow = {(str(before), str(action), str(after)) for (before, action), after in STEPS.items()}

    assert flow >= {
        ("draft", "send", "submitted"), ("submitted", "ask", "incomplete"), ("incomplete", "complete", "submitted"),
        ("submitted", "accept", "accepted"), ("accepted", "pay", "paid"), ("submitted", "refuse", "refused"),
    }  # fmt: skip
    assert {before for before, _action in STEPS} == set(ClaimState) - {ClaimState.REFUSED, ClaimState.WITHDRAWN}
    assert set(WHO) == set(Action)


@pytest.mark.parametrize(
    ("state", "repeat"),
    [
        ("accepted", lambda claim, by: services.accept(claim, by, claim.asked)),
        ("paid", lambda claim, by: services.pay(claim, by, timezone.localdate(), "VIR-1")),
        ("refused", lambda claim, by: services.refuse(claim, by, "Hors sujet.")),
        ("incomplete", lambda claim, by: services.ask(claim, by, "La facture")),
        ("checked", lambda claim, by: services.accept(claim, by, claim.asked)),
    ],
)
def test_the_same_answer_twice_is_one_and_a_colleague_who_comes_after_is_told_so(state, repeat):
    claim = in_state(state)
    first, letters, acts = claim.acts.last().by, Mail.objects.count(), ClaimAct.objects.count()

    assert repeat(claim, first) is False
    with pytest.raises(services.NotNow) as refusal:
        repeat(claim, make_desk())

    assert first.get_full_name() in str(refusal.value)
    assert (Mail.objects.count(), ClaimAct.objects.count()) == (letters, acts)


def test_two_people_are_needed_above_the_limit_and_they_are_two():
    claim = in_state("checked")
    first = claim.agreed_by

    with pytest.raises(services.Refused, match="premier accord"):
        services.confirm(claim, first)
    assert FundLedger.objects.get(pk=claim.fund_id).committed == 0
    assert services.confirm(claim, make_desk()) is True

    claim = again(claim)
    assert (claim.state, claim.accepted, claim.agreed, claim.agreed_by) == ("accepted", claim.asked, None, None)
    assert [act.action for act in claim.acts.order_by("pk")] == ["send", "agree", "confirm"]


def test_whoever_made_a_claim_decides_on_it_no_more_once_on_the_team():
    claim = in_state("submitted")
    person = in_charge(claim.cafe)
    CafeRole.objects.filter(person=person).delete()
    person.groups.set(make_desk().groups.all())

    with pytest.raises(PermissionDenied):
        services.accept(claim, person, claim.asked)


def test_the_history_says_who_when_from_what_to_what_and_how_much():
    claim = in_state("paid")

    rows = [(act.action, act.before, act.after, act.amount) for act in claim.acts.order_by("pk")]

    assert rows == [
        ("send", "draft", "submitted", claim.asked),
        ("accept", "submitted", "accepted", claim.asked),
        ("pay", "accepted", "paid", claim.asked),
    ]
    assert claim.acts.order_by("pk").last().detail == "VIR-1"
    assert not claim.acts.filter(by=None).exists()


def test_the_database_itself_keeps_the_history():
    claim = in_state("submitted")
    act = claim.acts.get()

    for statement in (
        "UPDATE claims_claimact SET detail = 'autre' WHERE id = %s",
        "UPDATE claims_claimact SET amount = 1 WHERE id = %s",
        "DELETE FROM claims_claimact WHERE id = %s",
    ):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            run(statement, act.pk)
    ClaimAct.objects.forget(act.by)

    assert claim.acts.get().by is None


def run(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "accepted"},
        {"state": "accepted", "accepted": "100.01"},
        {"state": "accepted", "accepted": "0.00"},
        {"accepted": "10.00"},
        {"state": "paid", "accepted": "10.00"},
        {"state": "refused"},
        {"state": "incomplete"},
        {"state": "checked"},
        {"sent_at": None},
        {"asked": "-1.00"},
    ],
)
def test_the_table_refuses_what_cannot_be(fields):
    claim = in_state("submitted")

    with pytest.raises(DatabaseError), transaction.atomic():
        type(claim).objects.filter(pk=claim.pk).update(**fields)
