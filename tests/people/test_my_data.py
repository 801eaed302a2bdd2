"""What the site knows of a person: she takes it away, whatever she is in the network."""

import json
import zipfile
from io import BytesIO

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.utils import timezone

from home.models import ContactMessage
from millecafes.core.memo import as_one_request
from millecafes.core.privacy import chapters_of
from millecafes.mailroom.models import Notice
from millecafes.mailroom.preferences import settings_of
from millecafes.mailroom.services import queue
from millecafes.people import services
from millecafes.people.models import Member, User
from tests.people import factories as people
from tests.people.second_factor import give_factor

pytestmark = pytest.mark.django_db

PAGE, DOWNLOAD = "/compte/mes-donnees/", "/compte/mes-donnees/telecharger/"
# Tables that point at a person without saying anything of her: work done, rights, and the pen of a sheet.
NOT_HERS = {
    "core.document", "core.image", "forum.board_referents", "people.user_groups", "people.user_user_permissions",
    "places.cafe", "resources.replay", "resources.resource", "resources.toolkit", "tours.offer",
    # A title that her posts give, her name in others' words, a key.
    "forum.topic", "forum.mention", "forum.feedtoken",
}  # fmt: skip


def opened(answer) -> dict:
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as folder:
        return {name: folder.read(name).decode() for name in folder.namelist()}


def rows(folder, name) -> list[dict]:
    return json.loads(folder[f"{name}.json"])


@pytest.mark.parametrize("state", ["requested", "approved", "refused", "suspended", "ended"])
def test_the_page_opens_to_whoever_is_signed_in(client, state):
    client.force_login(people.make_member(state=state))

    page = client.get(PAGE)
    from_the_area = client.get("/espace/mes-donnees/", follow=True)

    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    assert from_the_area.redirect_chain == [(PAGE, 302)]
    assert "Télécharger mes données" in page.content.decode()
    assert "Ce que vous nous écrivez par le formulaire" in page.content.decode()


def test_the_file_asks_who_one_is_first(client):
    client.force_login(people.make_member())

    answer = client.get(DOWNLOAD)

    assert answer.url == f"/compte/confirmer/?next={DOWNLOAD.replace('/', '%2F')}"


def test_everything_that_is_known_is_in_the_file(enter):
    person = people.make_elected(phone="0612345678", presentation="J’aime le pain.", team_notes="Appeler le mardi.")
    colleague = people.make_staff("Réseau")
    asked = services.request_role(person, "holder", commune=people.a_commune(), message="Un projet ici.")
    services.refuse(asked, colleague, "Pas encore.")
    ContactMessage.objects.create(
        subject="other", name="Zoé", email=person.email.upper(), message="Bonjour !", sent_to="x@example.org",
        submission="6f1c1f5e-9d8a-4e31-9d57-000000000001",
    )  # fmt: skip
    queue(person.email, "Un mot", "Le texte du mot.")
    queue(person.email, "Un code", "ABCD-EFGH", is_secret=True)
    settings_of(person)
    Notice.objects.create(person=person, kind="x", thread="t", line="Une ligne", url="/x/", due_at=timezone.now())

    folder = opened(enter(person).get(DOWNLOAD))

    whole = "".join(folder.values())
    for word in (
        person.email, "0612345678", "J’aime le pain.", "Appeler le mardi.", "Un projet ici.", "Pas encore.",
        "Bonjour !", "Le texte du mot.", "Une ligne", "demande refusée", "Maire",
    ):  # fmt: skip
        assert word in whole
    assert "ABCD-EFGH" not in whole
    assert colleague.email not in whole
    assert rows(folder, "profil")[0]["Téléphone"] == "0612345678"
    assert rows(folder, "profil")[0]["Qui lit le téléphone"] == "Moi seulement"
    assert "profil.json" in folder["LISEZ-MOI.txt"]


def test_no_key_leaves_with_the_rest(enter):
    person = people.make_member()
    give_factor(person)
    Authenticator.objects.filter(user=person).update(type="webauthn")
    person.set_password("un mot de passe ancien")
    person.save()

    whole = "".join(opened(enter(person).get(DOWNLOAD)).values())

    assert "JBSWY3DPEHPK3PXP" not in whole
    assert person.password not in whole
    assert settings_of(person).token not in whole


def test_nothing_of_anybody_else_is_in_it(enter):
    other = people.make_elected(presentation="Ma vie privée.", team_notes="Une note.")
    services.request_role(other, "holder", commune=people.a_commune(), message="Mon projet.")

    whole = "".join(opened(enter(people.make_member()).get(DOWNLOAD)).values())

    assert not [word for word in (other.email, "Ma vie privée.", "Une note.", "Mon projet.") if word in whole]


def test_a_note_of_the_team_is_in_the_file_and_on_no_page(client, client_factory):
    person = people.make_elected(team_notes="zanzibar")
    client.force_login(person)
    pages = ["/compte/", PAGE, "/compte/mes-donnees/fermer/", "/espace/notifications/"]

    assert not [page for page in pages if "zanzibar" in client.get(page, follow=True).content.decode()]
    assert "zanzibar" in str([list(chapter.rows) for chapter in chapters_of(person)])


def test_whoever_has_an_account_and_nothing_else_gets_a_file_too(enter):
    folder = opened(enter(people.make_account(language="en")).get(DOWNLOAD))

    assert rows(folder, "profil") == rows(folder, "roles") == []
    assert len(rows(folder, "compte")) == 1


def test_the_archive_costs_as_many_questions_for_a_long_life(django_assert_max_num_queries):
    person = people.make_elected()
    for number in range(50):
        queue(person.email, f"Mot {number}", "Texte")
        services.log("acte", by=None, person=person, subject=number)

    with django_assert_max_num_queries(56), as_one_request():  # as it is made
        assert sum(len(list(chapter.rows)) for chapter in chapters_of(person)) > 100


def test_every_table_that_points_at_a_person_is_accounted_for():
    """A table added later is either given back to the person or listed above, with somebody's agreement."""
    told = {
        "account.emailaddress", "agenda.calendartoken", "agenda.event", "bookings.headcount", "bookings.registration",
        "claims.claim", "claims.claimact", "claims.receipt",
        "directory.block", "directory.closedbox", "directory.message", "directory.messagereport",
        "forum.boardfollow", "forum.draft", "forum.moderationact", "forum.post", "forum.postfile",
        "forum.reading", "forum.report", "forum.useful", "forum.vote", "forum.notice", "forum.postrevision",
        "forum.suspension", "home.endorsement", "portal.cafechange",
        "mailroom.mailsettings", "mailroom.notice", "mailroom.preference",
        "mfa.authenticator", "people.caferole", "people.invitation", "people.mandate", "people.member",
        "people.policyagreement", "people.projectholder", "people.rolerequest", "people.staffact", "resources.download",
        "resources.favourite", "resources.resourcefile", "resources.stepdone", "resources.usefulness",
        "resources.viewed",
        "socialaccount.socialaccount", "tours.activity", "tours.agreement", "tours.programmerequest", "tours.stoptask",
        "tours.touract", "usersessions.usersession", "wagtailusers.userprofile",
    }  # fmt: skip
    pointing = {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if field.is_relation and field.related_model is User
    }
    tools = {label for label in pointing if label.startswith("wagtail")}  # the work of the team, in Wagtail's tables

    assert Member._meta.label_lower in pointing
    assert pointing - told - NOT_HERS - tools == set()
