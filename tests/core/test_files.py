"""Where files may be read from, and by whom."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from home.models import ContentPage, ReportPage
from tests.core.factories import make_document, make_image, resizes_pictures
from tests.pages.factories import make_page, restrict
from tests.people.factories import make_account, make_staff

pytestmark = [pytest.mark.django_db, resizes_pictures]


def content_of(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_an_original_is_read_by_the_team_only(client):
    address = make_image().file.url
    visitor = client.get(address)
    client.force_login(make_account())
    member = client.get(address)
    client.force_login(make_staff("Communication"))

    editor = client.get(address)

    assert address.startswith("/prive/")
    assert [answer.status_code for answer in (visitor, member, editor)] == [403, 403, 200]
    assert content_of(editor).startswith(b"\x89PNG")
    assert editor.headers["Cache-Control"] == "private, no-store"
    assert editor.headers["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize("path", ["absent.png", "../db.sqlite3", "..%2f..%2fetc/passwd", "original_images", "%00"])
def test_nothing_else_is_read_through_the_door_of_originals(client, path):
    client.force_login(make_staff("Communication"))

    assert client.get(f"/prive/{path}").status_code in {400, 404}


def test_a_resized_picture_is_public_and_may_be_kept_for_ever(client):
    answer = client.get(make_image().get_rendition("width-40").url)

    assert answer.status_code == 200
    assert content_of(answer).startswith(b"\x89PNG")
    assert {"public", "immutable", "max-age=31536000"} <= set(answer.headers["Cache-Control"].split(", "))


def test_a_resized_picture_s_name_does_not_give_the_original_s(client):
    image = make_image()
    names = [image.get_rendition(size).url for size in ("width-40", "width-20")]

    assert len({name.split(".")[-2] for name in names}) == 2
    for public in ("/media/", "/media/private/", "/media/../private/", "/media/%2e%2e/private/", "/static/"):
        assert client.get(public + image.file.name).status_code in {400, 404}


def test_a_document_is_downloaded_by_anybody_under_a_policy_of_its_own(client):
    document = make_document(b"Bilan", "bilan.txt")

    answer = client.get(document.url)

    assert (answer.status_code, content_of(answer)) == (200, b"Bilan")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.fixture
def private_document():
    shelf = Collection.get_first_root_node().add_child(name="Réservé")
    CollectionViewRestriction.objects.create(collection=shelf, restriction_type="login")
    return make_document(b"Secret", "secret.txt", collection=shelf)


def test_a_private_document_is_kept_from_visitors_whatever_the_address(client, private_document):
    report = make_page(ReportPage, document=private_document)
    addresses = [private_document.url, f"{report.url}telecharger/", private_document.file.url]

    assert [client.get(address).status_code for address in addresses] == [302, 302, 403]


def test_a_report_keeps_its_address_when_its_file_is_replaced(client):
    document = make_document(b"Premier tirage", "rapport-2025.txt")
    report = make_page(ReportPage, document=document)
    address = f"{report.url}telecharger/"
    first = content_of(client.get(address))
    editor = type(client)()
    editor.force_login(make_staff("Communication"))

    replacement = make_document(b"Second tirage", "rapport-2025-v2.txt").file
    with replacement.open() as file:
        editor.post(f"/gestion/documents/edit/{document.pk}/", {"title": "Rapport", "tags": "", "file": file})

    assert (first, content_of(client.get(address))) == (b"Premier tirage", b"Second tirage")
    assert f'href="{address}"' in client.get(report.url).content.decode()


def test_the_download_of_a_private_report_is_private_and_of_an_empty_one_absent(client):
    private = restrict(make_page(ReportPage, document=make_document()))
    empty = make_page(ReportPage)

    assert client.get(f"{private.url}telecharger/").status_code == 302
    assert client.get(f"{empty.url}telecharger/").status_code == 404


def test_a_page_is_shared_with_its_own_picture_and_no_other(client):
    image, other = make_image(), make_image()
    page = make_page(ContentPage, cover=image)
    hidden = restrict(make_page(ContentPage, cover=image))
    cards = [(image, page), (other, page), (image, hidden), (image, make_page(ContentPage, cover=image, live=False))]

    answers = [client.get(f"/partage/{picture.pk}-{shown.pk}.jpg") for picture, shown in cards]

    assert [answer.status_code for answer in answers] == [200, 404, 404, 404]
    assert content_of(answers[0]).startswith(b"\xff\xd8")
    assert f"/partage/{image.pk}-{page.pk}.jpg" in client.get(page.url).content.decode()


def test_a_card_whose_picture_has_lost_its_file_is_absent(client):
    image = make_image()
    page = make_page(ContentPage, cover=image)
    image.file.storage.delete(image.file.name)

    assert client.get(f"/partage/{image.pk}-{page.pk}.jpg").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "got", "place"),
    [
        ("bytes=0-1", 206, b"01", "bytes 0-1/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=5-2", 416, b"", "bytes */10"),
        ("octets", 200, b"0123456789", None),
    ],
)
def test_a_sound_is_listened_to_by_parts(client, asked, status, got, place):
    sound = make_document(b"0123456789", "cloche.wav")

    answer = client.get(sound.url, headers={"range": asked, "accept-encoding": "gzip"})

    assert (answer.status_code, content_of(answer), answer.headers.get("Content-Range")) == (status, got, place)
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_no_part_of_a_private_sound_is_given(client):
    collection = Collection.get_first_root_node().add_child(name="Privé")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    sound = make_document(b"0123456789", "cloche.wav", collection=collection)

    assert client.get(sound.url, headers={"range": "bytes=0-1"}).status_code == 302


def test_files_leave_with_their_length(client):
    answer = client.get(make_document(b"un mot " * 500, "mots.txt").url, headers={"accept-encoding": "gzip"})

    assert (answer.headers.get("Content-Encoding"), answer.headers["Content-Length"]) == (None, "3500")
