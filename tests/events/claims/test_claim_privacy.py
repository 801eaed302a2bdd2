"""What claims know of a person, and for how long: given back, forgotten; the sums stay."""

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from events.claims import services
from events.claims.models import Claim, FundLedger, Receipt
from millecafes.core.privacy import chapters_of, erase, months_before
from tests.events.claims.factories import again, in_charge, in_state, make_desk
from tests.events.letters import letters
from tests.people.factories import make_manager

pytestmark = pytest.mark.django_db


def test_a_member_takes_away_what_she_asked_and_sent():
    claim = in_state("paid")

    told = {chapter.code: list(chapter.rows) for chapter in chapters_of(in_charge(claim.cafe))}
    desk = {chapter.code: list(chapter.rows) for chapter in chapters_of(claim.acts.last().by)}

    assert told["remboursements"][0]["Demandé"] == claim.asked
    assert [row["Quoi"] for row in told["remboursements-actes"]] == ["envoyée"]
    assert told["remboursements-justificatifs"][0]["Fichier"] == "facture.pdf"
    assert desk["remboursements"] == []
    assert [row["Quoi"] for row in desk["remboursements-actes"]] == ["acceptée", "payée"]


def test_a_member_who_leaves_takes_her_name_and_her_drafts_and_leaves_the_accounts():
    claim = in_state("paid")
    person, colleague = in_charge(claim.cafe), claim.acts.last().by
    other = in_state("draft")
    Claim.objects.filter(pk=other.pk).update(made_by=person)

    erase(person)
    erase(colleague)

    claim = again(claim)
    assert not Claim.objects.filter(pk=other.pk).exists()
    assert (claim.state, claim.accepted, claim.made_by) == ("paid", claim.asked, None)
    assert list(claim.acts.exclude(by=None)) == []
    assert [act.action for act in claim.acts.order_by("pk")] == ["send", "accept", "pay"]
    assert Receipt.objects.get().sent_by is None
    assert FundLedger.objects.get(pk=claim.fund_id).paid == claim.accepted


@pytest.mark.parametrize(
    ("state", "forget", "months"),
    [
        ("draft", services.forget_drafts, 7),
        ("refused", services.forget_refused_papers, 13),
        ("withdrawn", services.forget_refused_papers, 13),
        ("paid", services.forget_old_papers, 121),
    ],
)
def test_papers_are_kept_as_long_as_they_must_and_no_longer(state, forget, months, django_capture_on_commit_callbacks):
    claim, others = in_state(state), [in_state("submitted"), in_state("accepted")]
    name = claim.lines.get().receipts.get().file.name
    now = timezone.now()

    assert forget(now) == 0
    Claim.objects.update(changed_at=months_before(now, months - 2))
    assert forget(now) == 0
    Claim.objects.update(changed_at=months_before(now, months))
    with django_capture_on_commit_callbacks(execute=True):
        assert (forget(now), forget(now)) == (1, 0)

    assert not storages["closed"].exists(name)
    assert Receipt.objects.count() == len(others)
    assert Claim.objects.filter(pk=claim.pk).exists() == (state != "draft")


def test_a_letter_is_written_for_whoever_is_in_charge_when_it_leaves():
    claim = in_state("submitted")
    former, newcomer = in_charge(claim.cafe), make_manager(claim.cafe)
    former.cafe_roles.update(ends_on=timezone.localdate() - timedelta(days=1))
    services.ask(claim, make_desk(), "La date")

    assert set(letters().filter(subject__contains=claim.number).values_list("to", flat=True)) == {newcomer.email}


def test_letters_are_in_the_language_of_each(client):
    claim = in_state("submitted")
    person = in_charge(claim.cafe)
    person.language = "en"
    person.save()

    services.accept(claim, make_desk(), claim.asked)

    assert letters().filter(to=person.email).count() == 2
    assert all("{" not in letter.body_text + letter.subject for letter in letters())
