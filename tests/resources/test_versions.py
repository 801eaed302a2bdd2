"""Files on their way in, their versions, and the way out: one address, checked, private."""

import html
import zipfile
from io import BytesIO

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL.Image import Exif

from millecafes.core import uploads
from resources.models import Resource, ResourceFile, TextState
from resources.services import versions
from resources.services.versions import add_version, checked, cleaned_name
from tests.core.factories import picture_bytes
from tests.people.factories import make_account, make_elected, make_staff
from tests.resources.factories import PDF, an_upload, give_file, make_resource

pytestmark = pytest.mark.django_db


def packed(**files) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in files.items():
            folder.writestr(name.replace("__", "/"), content)
    return output.getvalue()


def a_sheet(**more) -> bytes:
    return packed(**{"[Content_Types].xml": "<x/>", "xl__workbook.xml": "<x/>"} | more)


def stored() -> list:
    return sorted((django_settings.MEDIA_ROOT / "private" / "resources").glob("*"))


def words(answer) -> str:
    return html.unescape(answer.content.decode()).replace("\xa0", " ")


def received(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def publisher(client):
    colleague = make_staff("Validation")
    client.force_login(colleague)
    return colleague


def desk(resource) -> str:
    return reverse("resource_files", args=[resource.pk])


WRONG = {
    "a page in a PDF's name": ("bilan.pdf", lambda: b"<html><script>1</script></html>", "ce que dit son nom"),
    "a program": ("bilan.pdf", lambda: b"MZ\x90\x00", "ce que dit son nom"),
    "a sheet with macros": ("a.xlsx", lambda: a_sheet(**{"xl__vbaProject.bin": "x"}), "macros"),
    "an open sheet with macros": (
        "a.ods",
        lambda: packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", Basic__a="x"),
        "macros",
    ),
    "a sheet for macros": ("a.xlsm", a_sheet, "n’est pas accepté"),
    "a bomb": ("a.docx", lambda: bomb(), "ce que dit son nom"),
    "a folder of thousands": ("a.docx", lambda: crowd(), "ce que dit son nom"),
    "a picture that is none": ("a.png", lambda: b"\x89PNG\r\n\x1a\nrien", "incomplète ou abîmée"),
    "a picture in another's name": ("a.png", lambda: picture_bytes(kind="JPEG"), "ce que dit son nom"),
    "a page of the web": ("a.html", lambda: b"<html>", "n’est pas accepté"),
    "a drawing that could run": ("a.svg", lambda: b"<svg/>", "n’est pas accepté"),
    "no extension": ("rapport", lambda: PDF, "n’est pas accepté"),
    "nothing inside": ("a.pdf", lambda: b"", "est vide"),
    "too heavy": ("a.pdf", lambda: PDF + bytes(3 * 2**20), "pèse 3 Mo"),
}


def bomb() -> bytes:
    return packed(**{"[Content_Types].xml": "<x/>", "word__document.xml": bytes(3 * 2**20)})


def crowd() -> bytes:
    return packed(**{"[Content_Types].xml": "<x/>"} | {f"word__{n}.xml": "" for n in range(5_100)})


@pytest.mark.parametrize("what", WRONG)
def test_a_file_that_may_not_be_kept_is_refused_in_words_and_nothing_is_stored(client, publisher, what, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_UNPACKED", 2 * 2**20)
    monkeypatch.setattr(versions, "MOST_BYTES", 2 * 2**20)
    name, content, said = WRONG[what]
    resource, before = make_resource(), stored()

    answer = client.post(desk(resource), {"file": SimpleUploadedFile(name, content())})

    assert answer.status_code == 400
    assert said in words(answer)
    assert (ResourceFile.objects.count(), stored()) == (0, before)


def test_what_weighs_beyond_reason_is_never_written_and_the_page_says_so(client, publisher, settings):
    settings.FILE_UPLOAD_MOST = 1000
    resource = make_resource()

    answer = client.post(desk(resource), {"file": an_upload(content=PDF + bytes(2000))})

    assert answer.status_code == 400
    assert "Cet envoi est trop lourd" in words(answer)
    assert ResourceFile.objects.count() == 0


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("../../etc/pass\x00wd\x1b[31m.PDF", "passwd[31m.pdf"),
        ("C:\\Users\\Léa\\budget 2026.xlsx", "budget 2026.xlsx"),
        ("facture\u202efdp.pdf", "facturefdp.pdf"),
        ("é" * 300 + ".pdf", "é" * 120 + ".pdf"),
        (".pdf", "pdf"),
        ('a"<b>|?*.pdf', "ab.pdf"),
    ],
)
def test_names_are_kept_without_paths_nor_what_does_not_show(typed, kept):
    assert cleaned_name(typed) == kept


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.pdf", lambda: PDF),
        ("a.xlsx", a_sheet),
        ("a.docx", lambda: packed(**{"[Content_Types].xml": "<x/>", "word__document.xml": "<x/>"})),
        ("a.odt", lambda: packed(mimetype="application/vnd.oasis.opendocument.text")),
        ("a.csv", lambda: b"nom;prix\n"),
        ("A.PNG", picture_bytes),
        ("a.jpg", lambda: picture_bytes(kind="JPEG")),
    ],
)
def test_every_kind_that_is_announced_is_kept(name, content):
    version = give_file(make_resource(), name, content())

    assert (version.number, version.is_current, version.text_state) == (1, True, TextState.PENDING)
    assert version.extension == name[-len(version.extension) :].lower()
    assert len(version.sha256) == 64
    assert name.lower() == version.name.lower()


def test_a_picture_forgets_where_it_was_taken():
    hidden = Exif()
    hidden[0x0110] = "Le téléphone de Léa"
    sent = picture_bytes(kind="JPEG", exif=hidden)

    kept = checked(an_upload("a.jpg", sent)).read()

    assert b"Exif" in sent
    assert b"Exif" not in kept


def test_a_new_version_has_the_same_address_and_the_former_one_is_for_the_team(client):
    resource, editor = make_resource(audiences=["public"]), make_staff("Communication")
    first, second = give_file(resource, content=PDF + b"1"), give_file(resource, "neuf.pdf", PDF + b"2", editor)
    address, former = f"{resource.get_absolute_url()}fichier/", f"/fichiers/ressources/{first.pk}/"

    newest = client.get(address)
    asked = client.get(former)
    client.force_login(make_elected())
    refused = client.get(former)
    client.force_login(editor)
    seen = client.get(former)

    first.refresh_from_db()
    assert (first.is_current, second.is_current, second.number) == (False, True, 2)
    assert received(newest) == PDF + b"2"
    assert "neuf.pdf" in newest.headers["Content-Disposition"]
    assert (asked.status_code, refused.status_code, received(seen)) == (302, 404, PDF + b"1")


def test_a_version_that_cannot_be_written_leaves_nothing_on_disk(monkeypatch):
    resource, before = make_resource(), stored()
    monkeypatch.setattr(ResourceFile, "save", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        add_version(resource, checked(an_upload()))

    assert stored() == before


def test_a_part_is_given_and_none_beyond_the_end(client):
    resource = make_resource(audiences=["public"])
    give_file(resource)
    address = f"{resource.get_absolute_url()}fichier/"

    part = client.get(address, headers={"range": "bytes=0-3"})
    beyond = client.get(address, headers={"range": "bytes=9999-"})

    assert (part.status_code, received(part)) == (206, b"%PDF")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(PDF)}")


def test_the_proxy_is_told_where_the_file_is_without_its_being_read(client, settings):
    settings.ACCEL_PREFIX = "/interne/"
    resource = make_resource()
    version = give_file(resource)
    client.force_login(make_elected())

    answer = client.get(f"{resource.get_absolute_url()}fichier/")

    assert answer.headers["X-Accel-Redirect"] == f"/interne/{version.file.name}"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content == b""


@pytest.mark.parametrize("address", ["fichier/", "apercu/"])
def test_what_has_no_file_or_lost_it_has_no_address(client, address):
    empty, lost = make_resource(audiences=["public"]), make_resource(audiences=["public"])
    version = give_file(lost)
    version.file.storage.delete(version.file.name)

    for resource in (empty, lost):
        assert client.get(f"{resource.get_absolute_url()}{address}").status_code == 404


@pytest.mark.parametrize(
    "role, is_live, may",
    [
        ("Communication", False, True),
        ("Communication", True, False),
        ("Validation", True, True),
        ("Réseau", True, True),
        ("Finances", False, False),
        ("", False, False),
    ],
)
def test_a_version_is_sent_by_those_who_publish_or_write_the_draft(client, role, is_live, may):
    resource = make_resource(live=is_live)
    client.force_login(make_staff(role) if role else make_account())

    shown = client.get(desk(resource))
    client.post(desk(resource), {"file": an_upload()})

    assert (shown.status_code == 200) is may
    assert Resource.objects.get().files.count() == int(may)
