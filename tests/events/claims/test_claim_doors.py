"""Whose claim it is, and until when it is written: what is another's does not exist, what is sent stays as it is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from events.claims import services
from events.claims.models import Claim, Receipt
from millecafes.people.models import CafeRole
from tests.events.claims.factories import (
    again,
    in_charge,
    in_state,
    make_activity,
    make_desk,
    make_draft,
    make_fund,
    make_line,
    pdf,
)
from tests.events.claims.screens import BEGIN, LIST, shown, spend
from tests.people.factories import a_cafe, make_account, make_elected, make_manager, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafe():
    return a_cafe()


@pytest.fixture
def manager(client, cafe):
    person = make_manager(cafe)
    client.force_login(person)
    return person


@pytest.fixture
def draft(cafe, manager):
    return make_draft(cafe=cafe, by=manager)


def code_of(client, path: str) -> int:
    """What is answered there; a file that is handed over is read to its end."""
    answer = client.get(path)
    assert not answer.streaming or b"".join(answer.streaming_content)
    return answer.status_code


@pytest.mark.parametrize("state", ["submitted", "checked", "accepted", "paid", "refused", "withdrawn"])
def test_what_is_sent_is_written_no_more(client, state):
    claim = in_state(state)
    line = claim.lines.get()
    receipt = line.receipts.get()
    client.force_login(in_charge(claim.cafe))
    base = "/espace/remboursements/"

    answers = [
        client.post(f"{base}{claim.pk}/depense/", spend(claim)),
        client.get(f"{base}{claim.pk}/depense/"),
        client.post(f"{base}depense/{line.pk}/", spend(claim)),
        client.post(f"{base}depense/{line.pk}/retirer/"),
        client.post(f"{base}depense/{line.pk}/justificatif/", {"file": pdf()}),
        client.post(f"{base}justificatif/{receipt.pk}/retirer/"),
        client.post(f"{base}{claim.pk}/effacer/"),
    ]

    assert [answer.status_code for answer in answers] == [409] * 7
    assert "Rien n’a été enregistré." in shown(answers[0])
    assert (claim.lines.count(), Receipt.objects.count(), again(claim).asked) == (1, 1, claim.asked)


def test_only_who_answers_for_the_cafe_today_sees_its_claims(client):
    claim = in_state("submitted")
    line = claim.lines.get()
    receipt, day, cafe = line.receipts.get(), timezone.localdate(), claim.cafe
    volunteer, treasurer = make_manager(cafe), make_manager(cafe)
    CafeRole.objects.filter(person=volunteer).update(kind="volunteer")
    CafeRole.objects.filter(person=treasurer).update(kind="treasurer")
    others = [
        make_manager(cafe, ends_on=day - timedelta(days=3)),
        make_manager(),
        volunteer,
        make_elected(cafe.commune),
    ]
    others += [make_staff("Culture"), make_staff("Réseau")]
    paths = [
        claim.get_absolute_url(), f"{claim.get_absolute_url()}depense/", line.get_absolute_url(),
        receipt.get_absolute_url(),
    ]  # fmt: skip

    met = {}
    for person in [*others, make_account()]:
        client.force_login(person)
        met[person.pk] = {code_of(client, path) for path in paths}
        assert claim.activity.get_kind_display() not in shown(client.get(LIST, follow=True))
        assert client.post(f"{claim.get_absolute_url()}abandonner/").status_code in {403, 404}
    client.force_login(treasurer)

    assert all(codes <= {403, 404} for codes in met.values())
    assert [code_of(client, path) for path in paths] == [200, 409, 409, 200]
    assert again(claim).state == "submitted"


def test_the_paper_of_a_draft_is_not_the_teams_yet(client):
    draft, sent, desk = in_state("draft"), in_state("submitted"), make_desk()
    client.force_login(desk)

    codes = [code_of(client, one.lines.get().receipts.get().get_absolute_url()) for one in (draft, sent)]
    client.logout()
    outside = client.get(sent.lines.get().receipts.get().get_absolute_url())

    assert codes == [404, 200]
    assert outside.status_code == 302


def test_an_activity_of_another_cafe_is_not_claimed(client, cafe, manager):
    fund, elsewhere = make_fund(), make_activity()
    make_activity(cafe)

    answer = client.post(BEGIN, {"key": uuid4(), "activity": f"{fund.pk}-{elsewhere.pk}"})

    assert (answer.status_code, Claim.objects.count()) == (400, 0)
    assert "choisissez-en une autre" in shown(answer)


def test_a_fund_that_closed_meanwhile_takes_nothing(client, draft):
    make_line(draft)
    type(draft.fund).objects.filter(pk=draft.fund_id).update(is_closed=True)

    answer = client.post(f"{draft.get_absolute_url()}envoyer/")

    assert (answer.status_code, "ne reçoit plus de demandes" in shown(answer)) == (400, True)
    assert again(draft).state == "draft"


def test_a_second_agreement_awaited_is_told_to_the_team_and_not_to_the_cafe(client):
    claim = in_state("checked")
    client.force_login(in_charge(claim.cafe))

    page = shown(client.get(claim.get_absolute_url()))

    assert "premier accord" not in page.lower()
    assert "Un accord sur deux" not in page
    assert "Envoyée" in page


def test_services_say_no_to_strangers_whatever_the_screens_do():
    with pytest.raises(PermissionDenied):
        services.begin(make_fund(), make_activity(), make_manager(), key=uuid4())
