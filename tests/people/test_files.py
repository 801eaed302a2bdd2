"""Who reads which kind of file, and how it leaves: one table, every kind, every role."""

import gc

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, ReferenceIndex

from home.models import ContentPage, ReportPage
from millecafes.core.files import known_kinds
from millecafes.people.models import StaffAct
from tests.core.factories import french, make_document, make_image, make_partner, picture_bytes, resizes_pictures
from tests.core.visits import put_away
from tests.pages.factories import make_page, restrict
from tests.people import factories as people
from tests.people.second_factor import enter_half_way, give_factor
from tests.places.cafe_factories import make_cafe

pytestmark = [pytest.mark.django_db, resizes_pictures]

KEYS, AGAIN = "/compte/2fa/", "/compte/2fa/reauthenticate/"
ROLES = {
    "visitor": None,
    "account": people.make_account,
    "waiting": lambda: people.make_member(state="requested"),
    "refused": lambda: people.make_member(state="refused"),
    "suspended": lambda: people.make_elected(state="suspended"),
    "elected": people.make_elected,
    "manager": people.make_manager,
    "holder": people.make_holder,
    "team": lambda: people.make_staff("Culture"),
    "superuser": lambda: people.make_account(is_superuser=True),
}


@pytest.fixture(autouse=True, scope="module")
def files_left_open():
    """Answers that no test reads to the end are closed before other tests, which allow no warning, begin."""
    yield
    gc.collect()


def shelved(*groups):
    shelf = Collection.get_first_root_node().add_child(name="Réservé")
    kind = "groups" if groups else "login"
    restriction = CollectionViewRestriction.objects.create(collection=shelf, restriction_type=kind)
    people.make_staff(*groups)
    restriction.groups.set(people.Group.objects.filter(name__in=groups))
    return make_document(collection=shelf)


def used_by(*pages):
    document = make_document()
    for page in pages:
        ReportPage.objects.filter(pk=page.pk).update(document=document)
        ReferenceIndex.create_or_update_for_object(ReportPage.objects.get(pk=page.pk))
    return document


def report(**fields):
    return make_page(ReportPage, **fields)


def pictured(whose: str):
    """Somebody who runs a café, and shows her face to these."""
    member = people.make_manager(make_cafe(), photo_visibility=whose, roles_visibility="public").member
    member.photo.save("portrait.jpg", ContentFile(picture_bytes(kind="JPEG")))
    return member


# What the file is → what each role is answered, in the order above.
KINDS = {
    "documents, for everybody": (make_document, "200 200 200 200 200 200 200 200 200 200"),
    "documents, for members": (
        lambda: make_document(audiences=["members"]),
        "302 403 403 403 403 200 200 200 200 200",
    ),
    "documents, for elected": (
        lambda: make_document(audiences=["elected"]),
        "302 403 403 403 403 200 403 403 200 200",
    ),
    "documents, for two of them": (
        lambda: make_document(audiences=["managers", "holders"]),
        "302 403 403 403 403 403 200 200 200 200",
    ),
    "documents, on a shelf for accounts": (shelved, "302 200 200 200 200 200 200 200 200 200"),
    "documents, on a shelf for a desk": (lambda: shelved("Finances"), "302 403 403 403 403 403 403 403 403 200"),
    "documents, of a private page": (lambda: used_by(restrict(report())), "302 200 200 200 200 200 200 200 200 200"),
    "documents, of a page for a desk": (
        lambda: used_by(restrict(report(), "groups", "Finances")),
        "302 403 403 403 403 403 403 403 403 200",
    ),
    "documents, of a draft": (lambda: used_by(report(live=False)), "302 403 403 403 403 403 403 403 200 200"),
    "documents, of a private and a public page": (
        lambda: used_by(restrict(report()), report()),
        "200 200 200 200 200 200 200 200 200 200",
    ),
    "portraits, for members": (lambda: pictured("members"), "302 404 404 404 404 200 200 200 200 200"),
    "portraits, for everybody": (lambda: pictured("public"), "200 200 200 200 200 200 200 200 200 200"),
    "portraits, for nobody": (lambda: pictured("nobody"), "302 404 404 404 404 404 404 404 404 404"),
    "originaux": (make_image, "302 404 404 404 404 404 404 404 200 200"),
}


def address(name, thing) -> str:
    kind = name.partition(",")[0]
    return thing.url if kind == "documents" else f"/fichiers/{kind}/{thing.pk}/"


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_file_is_read_by_its_readers_and_by_nobody_else(client_factory, name):
    make, answers = KINDS[name]
    thing, met = make(), []

    for make_person in ROLES.values():
        client = client_factory()
        if make_person:
            client.force_login(make_person())
        met.append(put_away(client.get(address(name, thing))).status_code)

    assert " ".join(map(str, met)) == answers


def test_the_team_shows_its_second_factor_before_it_reads_what_is_reserved(client):
    reader = people.make_staff("Culture")
    reserved, public = shelved(), make_document()

    enter_half_way(client, reader)
    without = client.get(reserved.url)
    give_factor(reader)
    unshown = client.get(reserved.url)

    assert [answer.url.partition("?")[0] for answer in (without, unshown)] == [KEYS, AGAIN]
    assert client.get(public.url).status_code == 200


def test_every_registered_kind_is_in_the_table():
    elsewhere = {"ressources", "apercus", "films", "diaporamas", "forum"}  # tried in tests/resources, tests/forum
    elsewhere |= {"affiches", "bilans", "conventions", "justificatifs"}  # in tests/events/tours, tests/events/claims
    assert {name.partition(",")[0] for name in KINDS} | elsewhere == set(known_kinds())


def test_the_two_addresses_of_a_document_follow_the_same_rule(client):
    document = make_document(audiences=["elected"])
    client.force_login(people.make_manager())

    answers = [client.get(address).status_code for address in (document.url, f"/fichiers/documents/{document.pk}/")]

    assert answers == [403, 404]
    assert client.get(f"/fichiers/documents/{make_document().pk}/").status_code == 200


def test_a_face_has_two_addresses_and_one_rule(client):
    member = pictured("members")
    own = f"/espace/annuaire/{member.pk}/photo/"
    outside = client.get(own).status_code
    client.force_login(member.person)

    answers = [put_away(client.get(address)) for address in (own, f"/fichiers/portraits/{member.pk}/")]

    assert outside == 404
    assert {answer.headers["Content-Type"] for answer in answers} == {"image/jpeg"}
    assert all("no-store" in answer.headers["Cache-Control"] for answer in answers)


def test_whether_a_file_exists_is_told_to_no_stranger(client):
    absent = client.get("/fichiers/originaux/999/")
    unknown = client.get("/fichiers/inconnu/1/")
    there = client.get(f"/fichiers/originaux/{make_image().pk}/")

    assert {answer.status_code for answer in (absent, unknown, there)} == {302}


def test_who_may_not_read_is_told_for_whom_it_is_and_not_what_it_is(client):
    document = make_document(b"x", "zanzibar.txt", title="Zanzibar", audiences=["elected", "managers"])
    client.force_login(people.make_holder())

    html = client.get(document.url).content.decode()

    assert "élues et élus, gérantes et gérants" in html
    assert "Zanzibar" not in html


def test_a_document_of_the_furniture_or_of_a_register_follows_its_own_rule(client):
    document = make_document()
    partner = make_partner()
    ReferenceIndex.objects.create(
        base_content_type_id=ReferenceIndex._get_base_content_type(partner).pk,
        content_type_id=ReferenceIndex._get_base_content_type(partner).pk,
        object_id=partner.pk,
        to_content_type_id=ReferenceIndex._get_base_content_type(document).pk,
        to_object_id=document.pk,
        model_path="logo",
        content_path="logo",
        content_path_hash=ReferenceIndex._get_content_path_hash("logo"),
    )

    assert client.get(document.url).status_code == 200


def test_a_link_in_the_text_of_a_private_page_closes_its_document(client):
    document = make_document()
    text = f'<p><a linktype="document" id="{document.pk}">Lire</a></p>'
    page = make_page(ContentPage, body=[("paragraph", text)], locale=french())
    ReferenceIndex.create_or_update_for_object(page)
    before = client.get(document.url).status_code

    restrict(page)

    assert (before, client.get(document.url).status_code) == (200, 302)


def test_a_role_that_has_ended_closes_the_file_with_the_door(client):
    today = timezone.localdate()
    document = make_document(audiences=["elected"])
    met = []

    for days in (1, 30, 31):
        client.force_login(people.make_elected(ends_on=today - timezone.timedelta(days=days)))
        met.append(client.get(document.url).status_code)

    assert met == [200, 200, 403]


def test_what_is_reserved_wears_a_lock(client):
    reserved, public = make_document(title="Relevé", audiences=["elected"]), make_document(title="Bilan")
    body = [("documents", {"title": "", "items": [reserved, public]})]
    client.force_login(people.make_account())

    private = client.get(restrict(make_page(ContentPage, body=body)).url).content.decode()
    open_page = client.get(make_page(ContentPage).url).content.decode()

    assert ("Page réservée" in private, "Page réservée" in open_page) == (True, False)
    assert private.count("réservé\u00a0: élues et élus") == 1


# -- How it leaves ----------------------------------------------------------------------------------------------------


def test_a_private_file_is_kept_by_nobody_on_its_way(client):
    client.force_login(people.make_elected())

    answer = client.get(make_document(b"Secret", "plan.txt", audiences=["elected"]).url)

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert "ETag" not in answer.headers


def test_a_public_file_is_asked_again_only_if_it_has_changed(client):
    document = make_document(b"Bilan", "bilan.txt")
    document._set_document_file_metadata()
    document.save()
    first = client.get(document.url)

    again = client.get(document.url, headers={"if-none-match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize(
    ("name", "kind", "way"),
    [
        ("a.pdf", "application/pdf", "inline"),
        ("a.mp3", "audio/mpeg", "inline"),
        ("a.txt", "text/plain; charset=utf-8", "attachment"),
        ("a.html", "application/octet-stream", "attachment"),
        ("a.svg", "application/octet-stream", "attachment"),
        ("a.xml", "application/octet-stream", "attachment"),
        ("a", "application/octet-stream", "attachment"),
        ('l’été "1".pdf', "application/pdf", "inline"),
    ],
)
def test_a_browser_shows_what_cannot_run_and_saves_the_rest(client, name, kind, way):
    answer = client.get(make_document(b"<script>alert(1)</script>", name).url)

    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Disposition"].startswith(way)


@pytest.mark.parametrize(
    "tail", [b"<html><script>alert(1)</script></html>", b"PK\x03\x04" + b"\0" * 40], ids=["page", "zip"]
)
def test_a_pdf_that_is_also_something_else_is_only_ever_read_as_a_pdf(client, tail):
    answer = client.get(make_document(b"%PDF-1.7\n%%EOF\n" + tail, "bilan.pdf").url)

    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"


def test_where_there_is_a_proxy_it_hands_over_what_the_site_allows(client, settings):
    settings.ACCEL_PREFIX = "/interne/"
    document = make_document(b"Secret", "plan d’été.txt", audiences=["elected"])
    refused = client.get(document.url)
    client.force_login(people.make_elected())

    answer = client.get(document.url)

    assert "X-Accel-Redirect" not in refused.headers
    assert answer.headers["X-Accel-Redirect"].startswith("/interne/documents/plan_d")
    assert answer.headers["X-Accel-Redirect"].isascii()
    assert (answer.content, answer.headers["Cache-Control"]) == (b"", "private, no-store")
    document.file.storage.delete(document.file.name)
    assert client.get(document.url).status_code == 404


def test_a_file_that_is_lost_is_absent(client):
    document = make_document()
    document.file.storage.delete(document.file.name)

    assert client.get(document.url).status_code == 404


# -- What the team reads is written -----------------------------------------------------------------------------------


def test_what_the_team_reads_of_what_is_reserved_is_in_its_log(client):
    colleague = people.make_staff("Culture")
    reserved, public = make_document(title="Relevé", audiences=["members"]), make_document()
    client.force_login(colleague)

    client.get(public.url)
    client.get(reserved.url)
    client.get(reserved.url, headers={"range": "bytes=1-"})
    client.head(reserved.url)

    assert list(StaffAct.objects.values_list("by", "action", "subject")) == [
        (colleague.pk, "fichier réservé lu", "Relevé")
    ]


def test_what_a_member_reads_is_written_nowhere(client):
    client.force_login(people.make_elected())

    client.get(make_document(audiences=["members"]).url)

    assert StaffAct.objects.count() == 0
