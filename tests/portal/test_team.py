"""Who is at a place, whom they invite, and how one leaves: nobody goes without a word."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from millecafes.mailroom.models import Mail, Notice
from millecafes.people import services
from millecafes.people.models import CafeRole, Invitation, Mandate, StaffAct
from millecafes.people.permissions import access_of
from tests.people.factories import a_cafe, a_commune, make_account, make_elected, make_holder, make_manager, make_staff

pytestmark = pytest.mark.django_db
WHOM = {"email": "Awa@example.org", "name": "Awa Essai", "task": "co_manager"}


@pytest.fixture
def cafe():
    return a_cafe()


@pytest.fixture
def manager(cafe, enter):
    return enter(make_manager(cafe, email="lucie@example.org"))


def at(cafe, page="equipe/"):
    return f"/espace/lieux/cafe/{cafe.slug}/{page}"


def in_commune(page="equipe/"):
    return f"/espace/lieux/commune/{a_commune().code}/{page}"


def day(number):
    return timezone.localdate() + timedelta(days=number)


def named(person, name, **fields):
    person.display_name = name
    person.save()
    type(person.member).objects.filter(pk=person.member.pk).update(**fields)
    return person


def test_a_manager_invites_a_colleague_who_enters_beside_her(client, cafe, manager):
    answer = client.post(at(cafe), WHOM, follow=True)

    assert "L’invitation est partie à awa@example.org" in answer.content.decode()
    assert "awa@example.org" in client.get(at(cafe)).content.decode()
    services.accept_invitations(colleague := make_account("awa@example.org"))
    assert access_of(colleague).runs(cafe.pk)
    assert "Awa Essai" in client.get(at(cafe)).content.decode()


def test_an_elected_invites_a_colleague_of_the_commune(client, enter):
    enter(make_elected())

    client.post(in_commune(), WHOM | {"task": "deputy"})

    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.function, invitation.commune) == ("elected", "deputy", a_commune())


def test_the_same_invitation_twice_is_one_letter(client, cafe, manager):
    answers = [client.post(at(cafe), WHOM, follow=True).content.decode() for _n in range(2)]

    assert ("est déjà invitée" in answers[1], Mail.objects.count(), Invitation.objects.count()) == (True, 1, 1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": ""}, "Écrivez son adresse"),
        ({"email": "pas une adresse"}, "adresse"),
        ({"email": "Lucie@example.org"}, "C’est votre adresse"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "adresse"),
        ({"name": "Awa\u202e"}, "une seule ligne"),
        ({"name": "x" * 121}, "120"),
        ({"task": ""}, "Choisissez son rôle"),
        ({"task": "mayor"}, "mayor"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_kept(client, cafe, manager, wrong, said):
    answer = client.post(at(cafe), WHOM | wrong)

    html = answer.content.decode()
    assert (answer.status_code, said in html, "field__error" in html) == (400, True, True)
    assert (Invitation.objects.count(), Mail.objects.count()) == (0, 0)
    assert "name" in wrong or "Awa Essai" in html


def test_the_address_of_a_colleague_is_answered_as_any_other(client, cafe, manager):
    colleague = make_manager(cafe, email="awa@example.org")

    pages = [
        client.post(at(cafe), WHOM | {"email": email}, follow=True).content.decode().replace(email, "elle@example.org")
        for email in ("awa@example.org", "inconnue@example.org")
    ]
    services.accept_invitations(colleague)

    assert ["L’invitation est partie à elle@example.org" in page for page in pages] == [True, True]
    assert [role.kind for role in colleague.cafe_roles.all()] == ["manager"]


def test_of_a_hidden_colleague_nothing_is_told(client, cafe, manager):
    named(make_manager(cafe, email="awa@example.org"), "Awa Cachée", is_hidden=True)

    answer = client.post(at(cafe), WHOM)
    page, past = (client.get(at(cafe, page)).content.decode() for page in ("equipe/", "histoire/"))

    assert answer.status_code == 302
    assert ("Awa Cachée" in page + past, "ne souhaite pas apparaître" in page) == (False, True)


def test_an_invitation_is_sent_again_after_a_day_and_taken_back(client, cafe, manager):
    client.post(at(cafe), WHOM)
    invitation = Invitation.objects.get()
    again, back = (at(cafe, f"invitations/{invitation.pk}/{verb}/") for verb in ("renvoyer", "annuler"))

    client.post(again)
    at_once = Mail.objects.count()
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=2))
    client.post(again)
    later = Mail.objects.count()
    client.post(back, follow=True)

    assert (at_once, later) == (1, 2)
    assert services.accept_invitations(make_account("awa@example.org")) == 0
    assert "awa@example.org" not in client.get(at(cafe)).content.decode()


def test_somebody_elses_invitation_is_out_of_reach(client, cafe, manager):
    other = services.invite("b@example.org", "manager", by=make_manager(), cafe=a_cafe(), kind="manager")

    assert client.post(at(cafe, f"invitations/{other.pk}/annuler/")).status_code == 404
    assert Invitation.objects.open().count() == 1


def test_twenty_invitations_wait_at_most(client, cafe, manager):
    for number in range(20):
        services.invite(f"p{number}@example.org", "manager", by=manager, cafe=cafe, kind="volunteer")

    answer = client.post(at(cafe), WHOM)

    assert (answer.status_code, "Vingt invitations" in answer.content.decode()) == (400, True)


PAGES = ["equipe/", "histoire/", "quitter/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("make", [make_manager, make_elected, make_holder, lambda: make_staff("Finances")])
def test_a_strangers_place_is_not_found(client, cafe, enter, make, page):
    enter(make())

    assert client.get(at(cafe, page)).status_code == 404
    assert client.post(at(cafe, page), WHOM).status_code == 404


@pytest.mark.parametrize("page", ["equipe/", "quitter/", "invitations/1/annuler/"])
def test_who_has_left_reads_and_writes_no_more(client, cafe, enter, page):
    enter(make_manager(cafe, ends_on=day(-3)))

    assert client.get(at(cafe)).status_code == 200
    assert client.post(at(cafe, page), WHOM | {"last_day": day(0)}).status_code == 403
    assert not Invitation.objects.exists()


def test_a_word_that_is_no_kind_of_place_is_not_found(client, cafe, manager):
    assert client.get(f"/espace/lieux/mairie/{cafe.slug}/equipe/").status_code == 404


def test_one_leaves_and_invites_who_follows_in_the_same_act(client, cafe, manager):
    answer = client.post(at(cafe, "quitter/"), WHOM | {"task": "manager", "last_day": day(10)}, follow=True)

    role = CafeRole.objects.get()
    assert "votre dernier jour à" in answer.content.decode()
    assert (role.ends_on, access_of(manager, day(11)).may_write) == (day(10), False)
    assert access_of(manager, day(40)).may_enter
    assert Invitation.objects.get().email == "awa@example.org"
    assert "se termine" in Mail.objects.get(to="lucie@example.org").body_text
    assert StaffAct.objects.filter(action="fin de rôle", by=manager).count() == 1


def test_leaving_twice_is_leaving_once(client, cafe, manager):
    for _n in range(2):
        client.post(at(cafe, "quitter/"), WHOM | {"task": "manager", "last_day": day(10)})

    assert sorted(Mail.objects.values_list("to", flat=True)) == ["awa@example.org", "lucie@example.org"]
    assert services.warn_of_ends() == 0


def test_those_who_stay_are_told_once(client, cafe, manager):
    other = make_manager(cafe)

    for _n in range(2):
        client.post(at(cafe, "quitter/"), {"last_day": day(10)})

    notice = Notice.objects.get()
    assert (notice.person, "quitte" in notice.line) == (other, True)


@pytest.mark.parametrize("last_day", ["", "demain", "2019-01-01", "2190-01-01"])
def test_a_last_day_that_cannot_be_is_refused_and_the_rest_kept(client, cafe, manager, last_day):
    answer = client.post(at(cafe, "quitter/"), WHOM | {"task": "manager", "last_day": last_day})

    assert (answer.status_code, 'value="Awa Essai"' in answer.content.decode()) == (400, True)
    assert (CafeRole.objects.get().ends_on, Invitation.objects.exists()) == (None, False)


def test_nobody_makes_ones_own_role_last_longer(client, cafe, enter):
    enter(make_manager(cafe, ends_on=day(5)))

    assert client.post(at(cafe, "quitter/"), {"last_day": day(6)}).status_code == 400
    assert CafeRole.objects.get().ends_on == day(5)


def test_a_successor_without_address_or_role_is_asked_for(client, cafe, manager):
    for missing in ("email", "task"):
        data = WHOM | {"task": "manager", "last_day": day(3), missing: ""}
        assert client.post(at(cafe, "quitter/"), data).status_code == 400
    assert CafeRole.objects.get().ends_on is None


def test_the_last_one_is_told_that_the_team_takes_care(client, cafe, manager):
    alone = client.get(at(cafe, "quitter/")).content.decode()
    make_manager(cafe)
    together = client.get(at(cafe, "quitter/")).content.decode()

    assert ["la seule personne" in alone, "la seule personne" in together] == [True, False]


def test_the_successor_finds_who_was_there_before(client, enter):
    named(make_elected(ends_on=day(-400), starts_on=day(-900)), "Ancienne Maire")
    named(make_elected(ends_on=day(-400), starts_on=day(-900)), "Cachée Essai", roles_visibility="nobody")
    enter(make_elected())

    html = client.get(in_commune("histoire/")).content.decode()

    assert ("Ancienne Maire" in html, "Cachée Essai" in html) == (True, False)
    assert Mandate.objects.count() == html.count("<strong>")


def test_who_closed_the_account_leaves_a_function_and_dates_without_a_name(client, enter):
    services.close_account(named(make_elected(ends_on=day(-400), starts_on=day(-900)), "Partie Essai"))
    services.close_account(named(make_elected(), "Partie Hier"))
    enter(make_elected())

    history, team = (client.get(in_commune(page)).content.decode() for page in ("histoire/", "equipe/"))

    assert (history.count("Une personne partie"), "Partie" in history.replace("Une personne partie", "")) == (2, False)
    assert history.count("Maire<br>") == 3
    assert f"au {date_format(day(-400))}" in history
    assert "Une personne partie" not in team


@pytest.mark.parametrize("said", [{"is_hidden": True}, {"roles_visibility": "nobody"}])
def test_who_kept_out_of_sight_leaves_only_dates(client, enter, said):
    services.close_account(named(make_elected(ends_on=day(-400), starts_on=day(-900)), "Cachée Essai", **said))
    enter(make_elected())

    html = client.get(in_commune("histoire/")).content.decode()

    assert (html.count("Une personne partie"), html.count("Maire<br>")) == (1, 1)


def test_my_places_lead_to_each(client, cafe, manager):
    manager.mandates.create(commune=a_commune(), function="mayor")

    html = client.get("/espace/lieux/").content.decode()

    assert all(f'href="{page}"' in html for page in (at(cafe), in_commune(), f"/espace/cafe/{cafe.slug}/"))


@pytest.mark.parametrize("kind", ["manager", "co_manager", "president"])
def test_who_runs_the_cafe_may_invite(client, cafe, manager, kind):
    CafeRole.objects.update(kind=kind)

    assert client.post(at(cafe), WHOM).status_code == 302
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("kind", ["treasurer", "volunteer"])
def test_who_only_helps_invites_nobody_and_cancels_nothing(client, cafe, manager, kind):
    client.post(at(cafe), WHOM)
    invitation = Invitation.objects.get()
    CafeRole.objects.update(kind=kind)

    page = client.get(at(cafe))
    answers = [client.post(at(cafe), WHOM | {"email": "b@example.org", "task": "manager"})]
    answers += [client.post(at(cafe, f"invitations/{invitation.pk}/{verb}/")) for verb in ("annuler", "renvoyer")]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert list(Invitation.objects.open()) == [invitation]
    assert "Demandez-le-lui" in page.content.decode()
    assert 'name="task"' not in page.content.decode()


@pytest.mark.parametrize(("function", "status"), [("mayor", 302), ("delegated_mayor", 302), ("deputy", 403)])
def test_at_the_town_hall_the_mayor_invites(client, enter, function, status):
    enter(make_elected())
    Mandate.objects.update(function=function)

    assert client.post(in_commune(), WHOM | {"task": "mayor"}).status_code == status


def test_who_only_helps_may_leave_and_names_no_successor(client, cafe, manager):
    CafeRole.objects.update(kind="volunteer")

    page = client.get(at(cafe, "quitter/")).content.decode()
    client.post(at(cafe, "quitter/"), WHOM | {"task": "manager", "last_day": day(10)})

    assert 'name="email"' not in page
    assert (CafeRole.objects.get().ends_on, Invitation.objects.exists()) == (day(10), False)


def test_a_colleague_without_a_name_is_not_named_by_her_address(client, cafe, manager):
    make_manager(cafe, email="sansnom@example.org")
    client.post(at(cafe), WHOM)
    link = f"/compte/invitation/{Invitation.objects.get().token}/"

    pages = [client.get(at(cafe, page)).content.decode() for page in ("equipe/", "histoire/")]
    client.post(at(cafe, "quitter/"), {"last_day": day(10)})
    client.logout()
    opened = client.get(link).content.decode()

    assert all("sansnom@example.org" not in page and "Un membre" in page for page in pages)
    assert ("lucie@example.org" in opened, "Un membre vous invite" in opened) == (False, True)
    texts = [mail.body_text for mail in Mail.objects.filter(to="awa@example.org")]
    assert ("lucie@example.org" in "".join(texts), len(texts)) == (False, 1)
    assert "lucie@example.org" not in Notice.objects.get().line


def test_an_invitation_that_nobody_signs_comes_from_the_team_in_the_readers_language(client, cafe, manager):
    client.post(at(cafe), WHOM)
    Invitation.objects.update(invited_by=None)
    token = Invitation.objects.get().token
    client.logout()

    assert "L’équipe des 1000 cafés vous invite" in client.get(f"/compte/invitation/{token}/").content.decode()
    english = client.get(f"/en/compte/invitation/{token}/").content.decode()
    assert ("L’équipe" in english, "The 1000 cafés team" in english) == (False, True)
