"""One's own profile: what is said, to whom, and what is refused."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture

from millecafes.people.models import User
from tests.core.visits import put_away
from tests.directory.factories import a_picture, listed, profile_of
from tests.people.factories import make_account, make_elected, make_manager, make_member, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile(client):
    person = listed(make_elected(), "Odile Essai")
    client.force_login(person)
    return person


def fresh(person):
    return User.objects.select_related("member").get(pk=person.pk)


def test_what_a_member_says_is_kept_with_who_reads_it(client, odile):
    said = {
        "display_name": "Odile d’Essai",
        "phone": "05 63 00 00 00",
        "phone_visibility": "members",
        "presentation": "Je connais\nles toitures.",
        "themes": ["works", "funding"],
        "language": "en",
    }

    answer = client.post("/espace/profil/", profile_of(odile, **said))

    kept = fresh(odile)
    assert (answer.status_code, answer.url) == (302, "/espace/profil/")
    assert (kept.display_name, kept.language) == ("Odile d’Essai", "en")
    assert (kept.member.phone, kept.member.phone_visibility) == ("05 63 00 00 00", "members")
    assert kept.member.presentation.split() == ["Je", "connais", "les", "toitures."]
    assert set(kept.member.themes) == {"works", "funding"}


def test_at_first_almost_nothing_is_seen(odile):
    member = fresh(odile).member

    assert (member.phone_visibility, member.photo_visibility) == ("nobody", "nobody")
    assert not member.photo


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("display_name", "", "Écrivez votre nom"),
        ("display_name", "Odile\u202eiassE", "en lettres ordinaires"),
        ("display_name", "Odile\u2066", "en lettres ordinaires"),
        ("display_name", "Odile\r\nBcc: tous@example.org", "une seule ligne"),
        ("display_name", "Odile\x07", "en lettres ordinaires"),
        ("first_name", "O\u202e", "en lettres ordinaires"),
        ("phone", "appelez-moi", "Écrivez un numéro"),
        ("phone_visibility", "friends", "une des trois réponses"),
        ("presentation", "Bon\u202ejour", "signes invisibles"),
        ("themes", ["poetry"], "parmi les sujets"),
        ("language", "xx", "une des langues"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_changes_nothing(client, odile, name, value, message):
    answer = client.post("/espace/profil/", profile_of(odile, presentation="Mes lignes à moi") | {name: value})

    assert answer.status_code == 400
    assert message in answer.content.decode()
    assert fresh(odile).display_name == "Odile Essai"
    assert name == "presentation" or "Mes lignes à moi" in answer.content.decode()


def test_a_name_of_two_megabytes_is_refused_kindly(client, odile):
    answer = client.post("/espace/profil/", profile_of(odile, display_name="é" * 1_000_000))

    assert answer.status_code == 400
    assert fresh(odile).display_name == "Odile Essai"


def test_a_null_character_is_refused(client, odile):
    answer = client.post("/espace/profil/", profile_of(odile, presentation="a\x00b", display_name="O\x00"))

    assert answer.status_code == 400


# -- The photo --------------------------------------------------------------------------------------------------------


def test_a_photo_is_cut_square_and_forgets_where_it_was_taken(client, odile):
    exif = Picture.Exif()
    exif[0x010F] = "Appareil secret"
    client.post("/espace/profil/", profile_of(odile, photo=a_picture(exif=exif), photo_visibility="members"))

    member = fresh(odile).member
    with member.photo.open() as file, Picture.open(file) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (640, 640), {})
    assert member.photo.name.startswith("portraits/")
    assert "moi" not in member.photo.name
    with pytest.raises(NotImplementedError):
        _ = member.photo.url


def test_a_transparent_picture_stands_on_white(client, odile):
    client.post("/espace/profil/", profile_of(odile, photo=a_png_with_nothing_on_it()))

    with fresh(odile).member.photo.open() as file, Picture.open(file) as kept:
        assert kept.getpixel((10, 10)) == (255, 255, 255)


def a_png_with_nothing_on_it():
    output = BytesIO()
    Picture.new("RGBA", (50, 50), (0, 0, 0, 0)).save(output, "PNG")
    return SimpleUploadedFile("rien.png", output.getvalue(), "image/png")


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("moi.jpg", b"<script>alert(1)</script>", "image/jpeg"),
        SimpleUploadedFile("moi.jpg", a_picture().read()[:600], "image/jpeg"),
        SimpleUploadedFile("moi.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        SimpleUploadedFile("moi.jpg", b"", "image/jpeg"),
    ],
    ids=["script", "cut short", "svg", "empty"],
)
def test_what_is_no_picture_is_refused_and_the_rest_is_kept_on_the_page(client, odile, upload):
    upload.seek(0)

    answer = client.post("/espace/profil/", profile_of(odile, photo=upload, presentation="Je garde ceci."))

    assert answer.status_code == 400
    assert "Je garde ceci." in answer.content.decode()
    assert not fresh(odile).member.photo


def test_a_new_photo_takes_the_place_of_the_former_one(client, odile, django_capture_on_commit_callbacks):
    client.post("/espace/profil/", profile_of(odile, photo=a_picture()))
    former = fresh(odile).member.photo

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/espace/profil/", profile_of(odile, photo=a_picture()))

    assert fresh(odile).member.photo.name != former.name
    assert not former.storage.exists(former.name)


def test_a_photo_is_taken_away(client, odile, django_capture_on_commit_callbacks):
    client.post("/espace/profil/", profile_of(odile, photo=a_picture()))
    former = fresh(odile).member.photo

    with django_capture_on_commit_callbacks(execute=True):
        client.post("/espace/profil/", profile_of(odile, remove_photo="on"))

    assert not fresh(odile).member.photo
    assert not former.storage.exists(former.name)


def test_each_photo_is_for_those_who_may_see_it(client, client_factory, odile):
    client.post("/espace/profil/", profile_of(odile, photo=a_picture()))
    address = f"/espace/annuaire/{odile.member.pk}/photo/"
    readers = {"visitor": None, "account": make_account(), "member": make_elected(), "team": make_staff("Culture")}
    browsers = {}
    for name, person in readers.items():
        browsers[name] = client_factory()
        if person:
            browsers[name].force_login(person)

    seen = {}
    for visibility in ("nobody", "members", "public"):
        listed(fresh(odile), photo_visibility=visibility, roles_visibility="public")
        seen[visibility] = [put_away(browsers[name].get(address)).status_code for name in readers]

    # A face is public on the page of a café only, and this member runs none.
    assert seen["nobody"] == [404, 404, 404, 404]
    assert seen["members"] == seen["public"] == [404, 404, 200, 200]
    assert put_away(client.get(address))["Cache-Control"].count("no-store") == 1


def test_a_hidden_member_shows_no_face(client, client_factory, odile):
    client.post("/espace/profil/", profile_of(odile, photo=a_picture(), photo_visibility="public", is_hidden="on"))
    neighbour = client_factory()
    neighbour.force_login(make_elected())

    assert neighbour.get(f"/espace/annuaire/{odile.member.pk}/photo/").status_code == 404
    assert put_away(client.get(f"/espace/annuaire/{odile.member.pk}/photo/")).status_code == 200


# -- Who may ---------------------------------------------------------------------------------------------------------


def test_a_profile_is_ones_own_and_for_nobody_outside(client, client_factory):
    people = {None: 302, make_account(): 403, make_member(state="requested"): 403, make_member(state="suspended"): 403}

    met = {}
    for person in people:
        browser = client_factory()
        if person:
            browser.force_login(person)
        met[person] = browser.get("/espace/profil/").status_code

    assert met == people


def test_somebody_of_the_team_has_a_name_and_a_language_to_say(client):
    colleague = make_staff("Culture", display_name="Colette")
    client.force_login(colleague)

    page = client.get("/espace/profil/").content.decode()
    answer = client.post("/espace/profil/", {"display_name": "Colette Essai", "language": "fr"})

    assert "Ne pas apparaître" not in page
    assert (answer.status_code, fresh_name(colleague)) == (302, "Colette Essai")
    assert client.get("/espace/profil/apercu/").status_code == 404


def fresh_name(person):
    return User.objects.get(pk=person.pk).display_name


def test_the_preview_shows_what_each_reads(client):
    manager = listed(
        make_manager(),
        "Lucie Essai",
        phone="05 49 00 00 00",
        phone_visibility="members",
        presentation="La soupe du jeudi",
        presentation_visibility="public",
        roles_visibility="public",
    )
    client.force_login(manager)

    page = client.get("/espace/profil/apercu/").content.decode()
    for_members, for_everybody = page.split('id="vu-membres"')[1].split('id="vu-public"')

    assert "05 49 00 00 00" in for_members
    assert "La soupe du jeudi" in for_members
    assert "05 49 00 00 00" not in for_everybody
    assert "La soupe du jeudi" in for_everybody


def test_who_is_hidden_is_told_that_nobody_sees_it(client, odile):
    listed(odile, is_hidden=True)

    page = client.get("/espace/profil/apercu/").content.decode()

    assert "personne ne voit ce qui suit" in page


def test_saving_may_lead_to_the_preview(client, odile):
    assert client.post("/espace/profil/", profile_of(odile, preview="1")).url == "/espace/profil/apercu/"
