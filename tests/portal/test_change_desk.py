"""The team reads over what cafés propose: the difference, then yes, or no and why."""

import pytest

from members.portal.models import CafeChange
from millecafes.mailroom.models import Mail
from millecafes.people.models import StaffAct
from millecafes.places.models import Cafe
from tests.core.factories import make_image, resizes_pictures
from tests.people.factories import make_manager, make_staff
from tests.places.cafe_factories import make_cafe
from tests.portal.factories import make_change

pytestmark = [pytest.mark.django_db, resizes_pictures]
LIST = "/gestion/fiches/"


@pytest.fixture
def cafe():
    return make_cafe(summary="Un comptoir au bord de l’eau.", phone="01 23 45 67 89")


@pytest.fixture
def proposal(cafe):
    return make_change(cafe, make_manager(cafe, email="lucie@example.org"), summary="Un comptoir au bord du bois.")


def inspect(client, change):
    return client.get(f"{LIST}inspect/{change.pk}/")


def decide(client, change, verb, **data):
    read = inspect(client, change).context["read"]
    return client.post(f"{LIST}{change.pk}/{verb}/", {"read": read} | data, follow=True)


def summary(cafe):
    return Cafe.objects.get(pk=cafe.pk).summary


def test_who_publishes_sees_what_waits_and_the_difference(client, enter, proposal):
    enter(make_staff("Validation"))

    assert "propose de changer sa fiche" in client.get("/gestion/").content.decode()
    html = inspect(client, proposal).content.decode()
    assert '<span class="deletion">' in html
    assert '<span class="addition">' in html


def test_yes_publishes_logs_and_tells(client, enter, cafe, proposal):
    enter(make_staff("Validation"))

    decide(client, proposal, "publier")

    proposal.refresh_from_db()
    assert (proposal.state, summary(cafe)) == ("accepted", "Un comptoir au bord du bois.")
    assert "bord du bois" in client.get(cafe.get_absolute_url()).content.decode()
    assert StaffAct.objects.filter(action="proposition de fiche publiée", person=proposal.by).exists()
    assert Mail.objects.get(to="lucie@example.org").subject.endswith("votre proposition est publiée")


def test_no_says_why_and_leaves_the_sheet_alone(client, client_factory, enter, cafe, proposal):
    enter(make_staff("Validation"))

    decide(client, proposal, "refuser", reason="L’adresse du bois est privée.")

    assert summary(cafe) == "Un comptoir au bord de l’eau."
    assert "L’adresse du bois est privée." in Mail.objects.get(to="lucie@example.org").body_text
    hers = client_factory()
    hers.force_login(proposal.by)
    assert "L’adresse du bois est privée." in hers.get(f"/espace/cafe/{cafe.slug}/").content.decode()


def test_no_without_a_reason_does_nothing(client, enter, proposal):
    enter(make_staff("Validation"))

    answer = decide(client, proposal, "refuser", reason="  ")

    proposal.refresh_from_db()
    assert ("Rien n’est fait" in answer.content.decode(), proposal.state) == (True, "waiting")


def test_two_answers_are_one(client, enter, proposal):
    enter(make_staff("Validation"))

    read = inspect(client, proposal).context["read"]
    for verb in ("publier", "refuser"):
        answer = client.post(f"{LIST}{proposal.pk}/{verb}/", {"read": read, "reason": "Non."}, follow=True)

    proposal.refresh_from_db()
    assert ("relisez-la" in answer.content.decode(), proposal.state) == (True, "accepted")
    assert Mail.objects.count() == 1


def test_what_changed_while_it_was_read_is_read_again(client, enter, cafe, proposal):
    enter(make_staff("Validation"))
    read = inspect(client, proposal).context["read"]
    make_change(cafe, proposal.by, summary="Tout autre chose.")

    client.post(f"{LIST}{proposal.pk}/publier/", {"read": read})

    assert summary(cafe) == "Un comptoir au bord de l’eau."


def test_a_sheet_that_has_moved_since_is_pointed_out(client, enter, cafe, proposal):
    enter(make_staff("Validation"))
    cafe.summary = "Réécrit par l’équipe."
    cafe.save_revision().publish()

    assert "a changé depuis" in inspect(client, proposal).content.decode()


def test_the_draft_of_the_team_stays_a_draft_and_keeps_both(client, enter, cafe, proposal):
    enter(make_staff("Validation"))
    cafe.description = "Un brouillon de l’équipe."
    cafe.save_revision()

    decide(client, proposal, "publier")

    live = Cafe.objects.get(pk=cafe.pk)
    draft = live.get_latest_revision_as_object()
    assert (live.summary, live.description, live.has_unpublished_changes) == ("Un comptoir au bord du bois.", "", True)
    assert (draft.summary, draft.description) == ("Un comptoir au bord du bois.", "Un brouillon de l’équipe.")


def test_a_review_under_way_does_not_bring_the_former_text_back(client, enter, cafe, proposal):
    validator = enter(make_staff("Validation"))
    cafe.description = "À relire."
    cafe.save_revision(user=validator)
    cafe.get_workflow().start(cafe, validator)
    decide(client, proposal, "publier")

    Cafe.objects.get(pk=cafe.pk).current_workflow_task_state.specific.approve(user=validator)

    live = Cafe.objects.get(pk=cafe.pk)
    assert (live.summary, live.description) == ("Un comptoir au bord du bois.", "À relire.")


def test_pictures_are_shown_before_they_are_public(client, enter, cafe):
    image = make_image(description="Le comptoir")
    change = make_change(cafe, make_manager(cafe), photos=[[image.pk, "Le soir"]])
    enter(make_staff("Validation"))

    html = inspect(client, change).content.decode()
    decide(client, change, "publier")

    assert ("Le comptoir" in html, Cafe.objects.get(pk=cafe.pk).photos.get().image) == (True, image)


def test_a_picture_lost_meanwhile_is_left_out(client, enter, cafe):
    image = make_image()
    change = make_change(cafe, make_manager(cafe), photos=[[image.pk, ""]])
    image.delete()
    enter(make_staff("Validation"))

    decide(client, change, "publier")

    assert Cafe.objects.get(pk=cafe.pk).photos.count() == 0


def test_nobody_decides_on_ones_own(client, enter, cafe):
    both = make_staff("Validation")
    change = make_change(cafe, both)
    enter(both)

    html = inspect(client, change).content.decode()

    assert "Quelqu’un d’autre la relit" in html
    assert client.post(f"{LIST}{change.pk}/publier/", {"read": "x"}).status_code == 302
    assert CafeChange.objects.get().state == "waiting"


@pytest.mark.parametrize("desk", ["Communication", "Réseau", "Finances"])
def test_a_desk_that_does_not_publish_decides_nothing(client, enter, proposal, desk):
    enter(make_staff(desk))

    client.post(f"{LIST}{proposal.pk}/publier/", {"read": "x"})

    assert CafeChange.objects.get().state == "waiting"
    assert "propose de changer" not in client.get("/gestion/").content.decode()


def test_who_has_left_is_told_nothing(client, enter, cafe, proposal):
    enter(make_staff("Validation"))
    proposal.by.cafe_roles.update(ends_on="2021-01-01")

    decide(client, proposal, "publier")

    assert not Mail.objects.exists()
