"""Files in a bucket (``STORAGE_URL``): the site does with them all that it does with a disk."""

import gc
from urllib.parse import quote

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from millecafes.core.models import Document, Image, Rendition
from millecafes.settings.growth import bucket as place_of
from millecafes.settings.growth import storages as storages_of
from tests.core.backups import back_up, own_site, run  # noqa: F401
from tests.core.buckets import KEY, NAME, SECRET, client_of, empty, s3_server
from tests.core.factories import make_document, make_image, resizes_pictures
from tests.people.factories import make_staff
from tools.site import free_port


@pytest.fixture(scope="module")
def server():
    with s3_server() as port:
        client_of(port).create_bucket(Bucket=NAME)
        yield port


@pytest.fixture
def files(server, settings):
    """The site keeps its files there; gives what the bucket holds, seen from outside."""
    settings.STORAGES = storages_at(server, settings)
    client = client_of(server)
    yield lambda: [found["Key"] for found in client.list_objects_v2(Bucket=NAME).get("Contents", [])]
    empty(client)
    gc.collect()  # boto holds in a cycle what Wagtail leaves open of a picture: let go here, not in a later test


def storages_at(port: int, settings) -> dict:
    url = f"s3+http://{KEY}:{quote(SECRET, safe='')}@127.0.0.1:{port}/{NAME}/site"
    return storages_of(url) | {"staticfiles": settings.STORAGES["staticfiles"]}


def read(storage, name: str) -> bytes:
    with storage.open(name) as file:
        return file.read()


def test_the_address_of_a_bucket_is_read():
    place = place_of("s3://AKIA:a%2Fb@s3.example.org/bucket/a/folder?region=fr-par")

    assert place == {
        "endpoint_url": "https://s3.example.org",
        "bucket_name": "bucket",
        "prefix": "a/folder",
        "access_key": "AKIA",
        "secret_key": "a/b",
        "region_name": "fr-par",
    }


@pytest.mark.parametrize("url", ["bucket", "s3://host/bucket", "s3://key:secret@host", "https://key:secret@host/b"])
def test_an_address_that_says_too_little_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="STORAGE_URL"):
        place_of(url)


def test_without_a_bucket_files_are_in_folders():
    assert {place["BACKEND"].rpartition(".")[2] for place in storages_of("").values()} == {
        "PrivateStorage",
        "RenditionStorage",
        "ClosedStorage",
    }


def test_a_name_that_is_taken_is_not_written_over(files):
    storage = storages["default"]

    first = storage.save("documents/été.txt", ContentFile(b"un"))
    second = storage.save("documents/été.txt", ContentFile(b"deux"))

    assert first != second
    assert [read(storage, name) for name in (first, second)] == [b"un", b"deux"]
    assert set(files()) == {f"site/private/{first}", f"site/private/{second}"}
    assert storage.listdir("") == (["documents"], [])


def test_a_file_that_is_not_there_is_missed_as_on_a_disk(files):
    storage = storages["closed"]

    for ask in (storage.open, storage.size, storage.get_modified_time, lambda name: storage.part(name, 0, 1)):
        with pytest.raises(FileNotFoundError):
            ask("claims/lost.pdf")
    storage.delete("claims/lost.pdf")
    assert not storage.exists("claims/lost.pdf")


def test_only_pictures_have_an_address_and_it_is_one_of_the_site(files):
    assert storages["renditions"].url("images/é.webp") == "/media/images/%C3%A9.webp"
    assert storages["default"].url("a.pdf") == "/prive/a.pdf"
    with pytest.raises(NotImplementedError):
        storages["closed"].url("a.pdf")


@pytest.mark.django_db
@resizes_pictures
def test_a_picture_is_resized_and_shown(files, client, monkeypatch):
    monkeypatch.setattr(Rendition._meta.get_field("file"), "storage", storages["renditions"])  # chosen at the start
    rendition = make_image().get_rendition("width-32|format-webp")

    answer = client.get(rendition.url)

    assert rendition.url.startswith("/media/images/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "immutable" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert {key.split("/")[1] for key in files()} == {"private", "public"}


@pytest.mark.django_db
def test_an_original_is_for_the_back_office_only(files, client):
    original = make_image().file

    refused = client.get(original.url).status_code
    client.force_login(make_staff("Communication"))

    assert refused in {302, 403}
    answer = client.get(original.url)
    assert b"".join(answer.streaming_content) == original.read()
    original.close()


@pytest.mark.django_db
def test_a_document_is_read_whole_or_in_parts(files, client):
    document = make_document(b"0123456789", name="note.txt")
    document = Document.objects.get(pk=document.pk)

    whole, part = client.get(document.url), client.get(document.url, headers={"range": "bytes=2-4"})

    assert b"".join(whole.streaming_content) == b"0123456789"
    assert (part.status_code, part.content, part["Content-Range"]) == (206, b"234", "bytes 2-4/10")
    document.delete()


@pytest.mark.django_db
def test_a_file_goes_with_its_row(files, django_capture_on_commit_callbacks):
    image = make_image()

    with django_capture_on_commit_callbacks(execute=True):
        Image.objects.get(pk=image.pk).delete()

    assert files() == []


@pytest.mark.django_db
def test_a_bucket_out_of_reach_is_no_fault_of_the_site(files, settings, client):
    document = make_document(name="note.txt")
    settings.STORAGES = storages_at(free_port(), settings)

    assert client.get(document.url).status_code == 404
    with pytest.raises(OSError, match="connect"):
        storages["default"].size("documents/note.txt")


@pytest.fixture
def site(files, own_site):  # noqa: F811
    return own_site


def test_a_backup_takes_the_files_of_the_bucket_and_gives_them_back(site, files):
    archive, before = back_up(site), sorted(files())
    storages["closed"].save("claims/later.pdf", ContentFile(b"later"))
    storages["default"].delete("original_images/été.jpg")

    run("restore", site.folder, "--yes")

    assert [name for name in archive.files if name.startswith("files/")] == [
        "files/default/original_images/été.jpg",
        "files/renditions/images/a.webp",
        "files/closed/claims/2026/reçu.pdf",
    ]
    assert sorted(files()) == before
    assert read(storages["default"], "original_images/été.jpg") == "original_images/été.jpg".encode()


def test_an_archive_of_folders_is_put_back_into_a_bucket(own_site, server, settings):  # noqa: F811
    """How a site moves its files there."""
    back_up(own_site)
    settings.STORAGES = storages_at(server, settings)

    run("restore", own_site.folder, "--yes", "--without-safety")

    assert read(storages["closed"], "claims/2026/reçu.pdf") == "claims/2026/reçu.pdf".encode()
    empty(client_of(server))
