"""Closing an account: what is said before, what is left after."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Revision
from wagtail.users.models import UserProfile

from millecafes.mailroom.models import Mail, MailSettings
from millecafes.mailroom.preferences import settings_of
from millecafes.mailroom.services import queue
from millecafes.people import services
from millecafes.people.models import Invitation, Mandate, Member, PolicyVersion, RoleRequest, StaffAct, User
from tests.people import factories as people
from tests.places.cafe_factories import make_cafe

pytestmark = pytest.mark.django_db

CLOSE = "/compte/mes-donnees/fermer/"
WORD = {"word": "FERMER"}


def day(number: int):
    return timezone.localdate() + timedelta(days=number)


def a_life(email="zoe@example.org", name="Zoé Zanzibar"):
    """Somebody with a trace of herself everywhere."""
    person = people.make_elected(email=email, phone="0612345678", presentation="Moi", team_notes="Note")
    person.display_name, person.last_name = name, "Zanzibar"
    person.save()
    colleague = people.make_staff("Réseau", email="collegue@example.org")
    asked = services.request_role(person, "holder", commune=people.a_commune(), message="zanzibar")
    services.refuse(asked, colleague, "zanzibar")
    services.invite(email, "holder", by=colleague, name=name)
    services.agree(person, PolicyVersion.objects.create(name="1", in_force_from="2024-01-01", changes="a", text="b"))
    settings_of(person)
    queue(email, "zanzibar", "zanzibar")
    return person


def test_the_effects_are_said_before_and_nothing_is_done_by_looking(enter):
    person = people.make_elected()

    page = enter(person).get(CLOSE)

    text = page.content.decode()
    assert page.status_code == 200
    assert "membre parti" in text
    assert "jours" in text
    assert User.objects.get(pk=person.pk).is_active


def test_it_asks_who_one_is_first(client):
    client.force_login(people.make_member())

    answers = [client.get(CLOSE), client.post(CLOSE, WORD)]

    assert [answer.url.partition("?")[0] for answer in answers] == ["/compte/confirmer/"] * 2
    assert User.objects.filter(is_active=True).exists()


@pytest.mark.parametrize("typed", ["", "oui", "fermé", "F" * 5000, "\u202eREMREF"])
def test_another_word_does_nothing_and_says_so_at_the_field(enter, typed):
    person = people.make_member()

    answer = enter(person).post(CLOSE, {"word": typed})

    assert answer.status_code == 400
    assert "field__error" in answer.content.decode()
    assert User.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize("typed", ["FERMER", "fermer", " « Fermer » ", "FERMER."])
def test_the_word_is_taken_as_people_type_it(enter, typed):
    person = people.make_member()

    answer = enter(person).post(CLOSE, {"word": typed}, follow=True)

    assert answer.redirect_chain == [("/compte/ferme/", 302)]
    assert "Votre compte est fermé" in answer.content.decode()
    assert not User.objects.get(pk=person.pk).is_active


def test_nothing_of_the_person_is_left_anywhere(enter):
    person = a_life()

    enter(person).post(CLOSE, WORD)

    person.refresh_from_db()
    member = Member.objects.get(person=person)
    assert str(person) == person.get_full_name() == "membre parti"
    assert (member.phone, member.presentation, member.team_notes, member.reason) == ("", "", "", "")
    assert (member.state, member.is_hidden) == ("ended", True)
    assert not person.groups.exists()
    for model in (RoleRequest, Invitation, EmailAddress, UserSession, MailSettings):
        assert not model.objects.exists(), model
    last = Mail.objects.get(to="zoe@example.org")
    assert last.subject == "Votre compte est fermé"
    assert "zanzibar" not in (last.body_text + last.subject).lower()


def test_the_places_keep_a_function_and_dates(enter):
    person = people.make_manager()
    cafe = person.cafe_roles.get().cafe
    mandate = person.mandates.create(commune=people.a_commune(), function="mayor", starts_on=day(-900), ends_on=day(9))
    person.cafe_roles.create(cafe=people.a_cafe(), starts_on=day(3))
    person.projects.create(starts_on=day(-9))

    enter(person).post(CLOSE, WORD)

    mandate.refresh_from_db()
    assert (mandate.starts_on, mandate.ends_on, str(mandate.person)) == (day(-900), day(-1), "membre parti")
    assert [(role.cafe, role.ends_on) for role in person.cafe_roles.all()] == [(cafe, day(-1))]
    assert not person.projects.exists()


def test_no_table_holds_the_name_or_the_address_any_longer(enter):
    """Whatever the table, whatever the column."""
    person = a_life()

    enter(person).post(CLOSE, WORD)

    left = set()
    for model in apps.get_models():
        for row in model._base_manager.values():
            text = str(row).lower()
            if "zanzibar" in text or "zoe@example.org" in text or "0612345678" in text:
                left.add(model._meta.label)
    assert left == {"mailroom.Mail"}
    assert [mail.subject for mail in Mail.objects.filter(to="zoe@example.org")] == ["Votre compte est fermé"]


def test_what_was_done_stays_without_the_name(enter):
    person = a_life()
    services.log("appel", by=None, subject="zoe@example.org", detail="a rappelé")

    enter(person).post(CLOSE, WORD)

    acts = StaffAct.objects.order_by("pk")
    assert [act.action for act in acts] == ["demande refusée", "invitation", "appel"]
    assert {act.subject + act.detail for act in acts} == {""}
    assert person.agreements.count() == 1


def test_her_other_devices_are_closed_and_her_address_opens_nothing(enter, client_factory):
    person = people.make_member()
    elsewhere = client_factory()
    elsewhere.force_login(person)

    here = enter(person)
    here.post(CLOSE, WORD)

    for browser in (here, elsewhere):
        assert browser.get("/compte/").url.startswith("/compte/login/")


def test_her_address_may_come_back_as_somebody_new(enter, client_factory, last_code):
    person = people.make_member(email="zoe@example.org")
    enter(person).post(CLOSE, WORD)
    browser = client_factory()

    browser.post("/compte/signup/", {"login": "zoe@example.org"})
    browser.post("/compte/login/code/confirm/", {"code": last_code()})

    assert User.objects.get(email="zoe@example.org").pk != person.pk


@pytest.mark.parametrize("group", ["Réseau", "Culture"])
def test_the_team_is_asked_to_hand_over_first(client, group):
    colleague = people.make_staff(group)
    client.force_login(colleague)

    answer = client.post(CLOSE, WORD)

    assert answer.status_code == 403
    assert "Passez d’abord le relais" in answer.content.decode()
    assert User.objects.get(pk=colleague.pk).is_active


def test_the_last_administrator_is_told_why(client):
    client.force_login(people.make_account(is_superuser=True))
    alone = client.get(CLOSE).content.decode()
    people.make_account(is_superuser=True)

    assert ("la seule personne" in alone, "la seule personne" in client.get(CLOSE).content.decode()) == (True, False)


def test_closing_twice_is_closing_once():
    person = people.make_member()

    assert [services.close_account(person), services.close_account(person)] == [True, False]
    assert Mail.objects.filter(subject="Votre compte est fermé").count() == 1


def test_if_anything_fails_nothing_is_erased(monkeypatch):
    person = a_life()
    monkeypatch.setattr("millecafes.people.services.closing.emails.account_closed", lambda *args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        services.close_account(person)

    person.refresh_from_db()
    assert (person.is_active, person.display_name, Mandate.objects.count()) == (True, "Zoé Zanzibar", 1)


def test_a_closed_account_cannot_be_given_a_name_again():
    person = people.make_member()
    services.close_account(person)
    person.refresh_from_db()
    person.display_name = "Zoé"

    with pytest.raises(IntegrityError), transaction.atomic():
        person.save()


def test_the_goodbye_needs_nobody(client):
    assert client.get("/compte/ferme/").status_code == 200


def test_a_portrait_is_deleted_with_the_rest_once_it_is_sure(django_capture_on_commit_callbacks):
    person = people.make_member()
    profile = UserProfile.objects.create(user=person, avatar=ContentFile(b"x", name="moi.png"))
    storage, name = profile.avatar.storage, profile.avatar.name

    with django_capture_on_commit_callbacks(execute=True):
        services.close_account(person)
        kept = storage.exists(name)

    assert (kept, storage.exists(name)) == (True, False)


def test_the_sheet_of_the_cafe_names_her_no_longer(client):
    cafe = make_cafe(manager_name="Zoé Zanzibar")
    person = people.make_manager(cafe)
    person.display_name = "Zoé Zanzibar"
    person.save()

    services.close_account(person)

    assert "Zanzibar" not in client.get(f"/cafes/{cafe.slug}/").content.decode()
    assert not [row for row in Revision.objects.all() if "Zanzibar" in str(row.content)]


def test_a_sheet_that_names_somebody_else_is_left_alone():
    cafe = make_cafe(manager_name="Odette Dupré")

    services.close_account(people.make_manager(cafe))

    cafe.refresh_from_db()
    assert cafe.manager_name == "Odette Dupré"
