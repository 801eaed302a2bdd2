"""Documents on their way in: what a file holds is what its name says, by every way there is to send one."""

import json
import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.users.models import UserProfile

from millecafes.core import uploads
from millecafes.core.models import Document, Image
from tests.core.factories import make_document, picture_bytes, resizes_pictures
from tests.core.test_pictures import bomb, send_alone
from tests.people.factories import make_staff

pytestmark = [pytest.mark.any_database, pytest.mark.django_db, resizes_pictures]

DETAILS = {"title": "Le rapport", "tags": ""}


@pytest.fixture(autouse=True)
def editor(client):
    colleague = make_staff("Communication")
    client.force_login(colleague)
    return colleague


def alone(client, upload):
    return client.post("/gestion/documents/add/", DETAILS | {"file": upload})


def with_others(client, upload):
    return client.post("/gestion/documents/multiple/add/", {"files[]": upload, "title": "Le rapport"})


def from_a_page(client, upload):
    given = {f"document-chooser-upload-{name}": value for name, value in DETAILS.items()}
    return client.post("/gestion/documents/chooser/create/", given | {"document-chooser-upload-file": upload})


every_way = pytest.mark.parametrize("send", [alone, with_others, from_a_page])


def packed(**files) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name.replace("__", "/"), content)
    return output.getvalue()


def heavy() -> bytes:
    """A light office file that unfolds to more than is allowed in this test."""
    return packed(**{"[Content_Types].xml": "<x/>", "word__document.xml": bytes(3 * 1024 * 1024)})


LYING = {
    "a page in a PDF's name": ("bilan.pdf", lambda: b"<html><script>alert(1)</script></html>"),
    "a PDF after a page": ("bilan.pdf", lambda: b"<html></html>\n%PDF-1.7"),
    "a program": ("bilan.pdf", lambda: b"MZ\x90\x00"),
    "a PDF in a sheet's name": ("budget.xlsx", lambda: b"%PDF-1.7\n"),
    "any packed folder": ("lettre.docx", lambda: packed(**{"a.txt": "a"})),
    "a sheet in a letter's name": ("lettre.docx", lambda: packed(**{"[Content_Types].xml": "", "xl__a.xml": ""})),
    "a packed folder cut short": ("lettre.docx", lambda: packed(**{"[Content_Types].xml": "x" * 999})[:60]),
    "an open document of another kind": (
        "lettre.odt",
        lambda: packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    ),
    "a page in a text's name": ("note.txt", lambda: b"  <!DOCTYPE html><script>alert(1)</script>"),
    "a drawing in a text's name": ("note.csv", lambda: b'\xef\xbb\xbf<svg onload="alert(1)">'),
    "a picture in a text's name": ("note.csv", lambda: b"\x89PNG\r\n\x1a\n\0\0"),
    "a text in a sound's name": ("cloche.mp3", lambda: b"Ding dong"),
    "a bomb": ("lettre.docx", heavy),
    "a page": ("page.html", lambda: b"<html></html>"),
    "nothing": ("bilan.pdf", lambda: b""),
}


@every_way
@pytest.mark.parametrize("what", LYING)
def test_a_file_that_is_not_what_its_name_says_is_refused_with_a_word(client, send, what, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_UNPACKED", 2 * 1024 * 1024)
    name, content = LYING[what]

    answer = send(client, SimpleUploadedFile(name, content(), "application/pdf"))

    is_json = answer.headers["Content-Type"] == "application/json"
    words = str(json.loads(answer.content)) if is_json else answer.content.decode()
    assert answer.status_code == 200
    assert Document.objects.count() == 0
    assert any(said in words for said in ("ce que dit son nom", "xtension", "vide"))


SOUND = {
    "bilan.pdf": lambda: b"%PDF-1.7\n",
    "BILAN.PDF": lambda: b"%PDF-1.7\n",
    "cloche.mp3": lambda: b"ID3\x04",
    "bourdon.mp3": lambda: b"\xff\xfb\x90",
    "cloche.ogg": lambda: b"OggS\0",
    "cloche.wav": lambda: b"RIFF\x24\0\0\0WAVEfmt ",
    "note.txt": lambda: "Été, déjà.".encode("cp1252"),
    "liste.csv": lambda: "\ufeffnom;prénom\n".encode(),
    "liste-unicode.txt": lambda: "nom\tprénom".encode("utf-16"),
    "lettre.docx": lambda: packed(**{"[Content_Types].xml": "<x/>", "word__document.xml": "<x/>"}),
    "budget.ods": lambda: packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
}


@every_way
@pytest.mark.parametrize("name", SOUND)
def test_every_kind_of_document_we_announce_is_kept_as_it_is(client, send, name):
    content = SOUND[name]()

    send(client, SimpleUploadedFile(name, content, "application/x"))

    with Document.objects.get().file.open() as kept:
        assert kept.read() == content


def test_a_document_is_not_replaced_by_what_it_is_not(client):
    document = make_document(b"%PDF-1.7", "bilan.pdf")
    lying = SimpleUploadedFile("bilan.pdf", b"<html></html>")

    client.post(f"/gestion/documents/edit/{document.pk}/", DETAILS | {"file": lying})

    with Document.objects.get().file.open() as kept:
        assert kept.read() == b"%PDF-1.7"


def test_a_document_is_kept_for_some_from_its_own_form(client):
    given = DETAILS | {"audiences": ["elected", "managers"], "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}

    client.post("/gestion/documents/add/", given)
    document = Document.objects.get()
    client.post(f"/gestion/documents/edit/{document.pk}/", DETAILS | {"audiences": ["holders"]})

    assert document.audiences == ["elected", "managers"]
    assert Document.objects.get().audiences == ["holders"]
    assert Document.objects.filter(audiences__contains=",holders,").count() == 1


@pytest.mark.parametrize("tail", [b"<html><script>alert(1)</script></html>", packed(**{"a.txt": "a"})])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hides_behind_a_picture_is_left_outside(client, kind, tail):
    name = f"photo.{kind.lower()}"

    send_alone(client, SimpleUploadedFile(name, picture_bytes(kind=kind) + tail, "image/x"))

    with Image.objects.get().file.open() as kept:
        assert tail[:20] not in kept.read()


def test_thirty_thousand_points_by_thirty_thousand_are_refused_before_they_are_unfolded(client):
    answer = send_alone(client, SimpleUploadedFile("plan.png", bomb(30_000), "image/png"))

    assert "40 millions" in answer
    assert Image.objects.count() == 0


@pytest.mark.parametrize("content", [b"<svg><script/></svg>", picture_bytes(kind="PNG")[:40], bomb(20_000)])
def test_a_portrait_of_the_team_is_a_sound_picture_too(client, editor, content):
    given = {"submitted": "avatar", "avatar-avatar": SimpleUploadedFile("moi.png", content, "image/png")}

    answer = client.post("/gestion/account/", given)

    assert answer.status_code in {200, 302}
    assert not UserProfile.objects.filter(user=editor).exclude(avatar="").exists()
