"""What is read of a file in the background, and what becomes of one that does not let itself be read."""

import io
import os
import signal
import subprocess
import sys
import textwrap
import zipfile
import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from reportlab.pdfgen import canvas

from resources.models import ResourceFile, SlidesText
from resources.services import reading
from resources.services.reading import read, read_waiting
from tests.resources.files import make_replay, make_version, packed, pdf

DOCX = (
    '<w:document xmlns:w="urn:w"><w:p><w:r><w:t>La buvette</w:t></w:r><w:instrText>PAGE</w:instrText></w:p>'
    "<w:p><w:t>et le bal &amp; la kermesse</w:t></w:p></w:document>"
)
ODT = '<o:doc xmlns:o="urn:o" xmlns:t="urn:t"><t:h>La licence</t:h><t:p>du <t:span>café</t:span></t:p></o:doc>'
OFFICE = {
    "docx": ({"word/document.xml": DOCX}, "La buvette\net le bal & la kermesse", None),
    "odt": ({"content.xml": ODT}, "La licence\ndu café", None),
    "ods": ({"content.xml": ODT}, "La licence\ndu café", None),
    "xlsx": (
        {
            "xl/workbook.xml": '<w><sheet name="Budget"/></w>',
            "xl/sharedStrings.xml": "<s><si><t>Loyer</t></si><si><t>Caution</t></si></s>",
        },
        "Budget\nLoyer\nCaution",
        None,
    ),
    "pptx": (
        {f"ppt/slides/slide{n}.xml": f'<p xmlns:a="urn:a"><a:p><a:t>Vue {n}</a:t></a:p></p>' for n in (10, 2)},
        "Vue 2\nVue 10",
        2,
    ),
}
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><document><t>&b;</t></document>'


def opened(content: bytes) -> ContentFile:
    return ContentFile(content, "document")


def told(content: bytes, extension: str, **given) -> tuple:
    found = read(opened(content), extension, **given)
    return found.state, found.text


def test_a_pdf_gives_its_words_its_pages_and_a_picture_of_the_first():
    found = read(opened(pdf("Financer l’été du café", "Deuxième page")), "pdf")

    assert (found.state, found.text, found.pages) == ("done", "Financer l’été du café\nDeuxième page", 2)
    with Image.open(io.BytesIO(found.preview)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (799, 1130))


@pytest.mark.parametrize("extension", OFFICE)
def test_an_office_file_gives_its_words(extension):
    parts, words, pages = OFFICE[extension]

    found = read(opened(packed(parts)), extension)

    assert (found.state, found.text, found.pages, found.preview) == ("done", words, pages, b"")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_of_words_is_read_whatever_wrote_it(encoding):
    assert told("nom;prénom".encode(encoding), "csv") == ("done", "nom;prénom")


def locked_pdf() -> bytes:
    output = io.BytesIO()
    page = canvas.Canvas(output, encrypt="sésame")
    page.drawString(100, 700, "Secret")
    page.save()
    return output.getvalue()


def test_a_file_with_a_password_is_told_apart():
    locked = packed({"content.xml": "?", "META-INF/manifest.xml": "<m><encryption-data/></m>"})

    assert told(locked_pdf(), "pdf") == ("encrypted", "")
    assert told(locked, "odt") == ("encrypted", "")


def pdf_bomb() -> bytes:
    """A first page whose picture unfolds to gigabytes."""
    side = 60_000
    data = zlib.compress(zlib.compress(bytes(60_000_000), 9) * 20, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
        b"/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (side, side, len(data), data),
        b"<</Length 30>>stream\nq 600 0 0 800 0 0 cm /I Do Q  \nendstream",
    ]
    return (
        b"%PDF-1.7\n"
        + b"".join(b"%d 0 obj\n%s\nendobj\n" % row for row in enumerate(objects, 1))
        + (b"trailer<</Root 1 0 R/Size 6>>\n%%EOF")
    )


BROKEN = {
    "nothing": (b"", "pdf"),
    "a name only": (b"%PDF-1.7\n", "pdf"),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 400, "pdf"),
    "cut short": (pdf("Un mot " * 50)[:300], "pdf"),
    "no folder": (b"PK\x03\x04", "docx"),
    "no XML": (packed({"word/document.xml": "<w:document"}), "docx"),
    "entities": (packed({"word/document.xml": LAUGHS}), "docx"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_said_unreadable(what):
    assert told(*BROKEN[what]) == ("failed", "")


def test_a_bomb_bursts_in_its_own_process_and_little_of_it_is_kept():
    found = read(opened(pdf_bomb()), "pdf")
    office = read(opened(packed({"word/document.xml": f"<d><t>{'a ' * 40_000_000}</t></d>"})), "docx")

    assert found.state in {"done", "failed"}
    assert (office.state, len(office.text) <= 200_000) == ("done", True)


@pytest.fixture
def hangs(monkeypatch, tmp_path):
    """A reader that finds the pages, then waits for ever."""
    program = tmp_path / "reader.py"
    program.write_text(
        textwrap.dedent("""
        import pathlib, sys, time
        pathlib.Path(sys.argv[3], "facts.json").write_text('{"state": "failed", "pages": 3}')
        while True:
            time.sleep(1)
        """)
    )
    monkeypatch.setattr(reading, "READER", program)


def test_a_document_that_takes_all_the_time_keeps_its_picture_and_its_first_words(monkeypatch, tmp_path):
    slow = textwrap.dedent("""
        import sys, time
        sys.path.insert(0, {folder!r})
        import reader
        reader.PAGES_AT_ONCE, bounded = 1, reader.words_of
        def words_of(document):
            for said in bounded(document):
                yield said
                time.sleep(0 if said.count("mot") < 2 else 60)
        reader.words_of = words_of
        reader.main(*sys.argv[1:4])
    """)
    program = tmp_path / "slow.py"
    program.write_text(slow.format(folder=os.path.dirname(reading.READER)))
    monkeypatch.setattr(reading, "READER", program)

    found = read(opened(pdf("Un mot", "Un mot de plus", "Jamais")), "pdf", seconds=20)

    assert (found.state, found.text, found.pages) == ("done", "Un mot\nUn mot de plus", 3)
    assert Image.open(io.BytesIO(found.preview)).format == "JPEG"


def test_a_file_that_hangs_is_left_when_its_time_is_up(hangs):
    found = read(opened(pdf("Un mot")), "pdf", seconds=1.5)

    assert (found.state, found.text, found.pages) == ("failed", "", 3)


@pytest.mark.parametrize(
    ("does", "wall", "signals"),
    [
        ("bytearray(10 ** 10)", 60, {None}),
        ("while True: pass", 60, {signal.SIGXCPU, signal.SIGKILL}),
        ("import time; time.sleep(60)", 2, {signal.SIGALRM}),
    ],
)
def test_the_reader_bounds_itself(does, wall, signals):
    program = f"""import sys; sys.path.insert(0, {os.path.dirname(reading.READER)!r})
import reader; reader.CPU, reader.WALL = 1, {wall}; reader.bound()
{does}"""

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=50, check=False)

    assert ended.returncode in {-(number or -1) for number in signals}
    assert (b"MemoryError" in ended.stderr) == (signals == {None})


def test_the_reader_knows_no_secret_of_the_site(monkeypatch, tmp_path):
    program, seen = tmp_path / "reader.py", tmp_path / "seen"
    program.write_text(f"import os, pathlib; pathlib.Path({str(seen)!r}).write_text(str(dict(os.environ)))")
    monkeypatch.setattr(reading, "READER", program)
    monkeypatch.setenv("SECRET_KEY", "zanzibar")

    found = read(opened(b"x"), "pdf")

    assert (found.state, "zanzibar" in seen.read_text()) == ("failed", False)


# -- The job ----------------------------------------------------------------------------------------------------------


def states() -> list[str]:
    return list(ResourceFile.objects.order_by("pk").values_list("text_state", flat=True))


@pytest.mark.django_db
def test_the_worker_reads_what_waits_once():
    version = make_version(pdf("Réunion publique"))

    first, again = read_waiting(), read_waiting()

    version.refresh_from_db()
    assert (first, again, version.text, version.pages) == (1, 0, "Réunion publique", 1)
    with version.preview.open() as picture:
        assert picture.read().startswith(b"\xff\xd8")


@pytest.mark.django_db
def test_a_file_that_resists_stops_no_other_and_its_resource_stays():
    hard, lost, easy = make_version(b"%PDF-1.7\n"), make_version(pdf("Perdu")), make_version(pdf("Facile"))
    lost.file.storage.delete(lost.file.name)

    read_waiting()

    assert states() == ["failed", "failed", "done"]
    assert {hard.resource.live, easy.resource.live} == {True}


@pytest.mark.django_db
def test_a_worker_killed_in_the_middle_finds_the_file_waiting(monkeypatch):
    make_version(pdf("Reprise"))

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(subprocess, "run", lambda *args, **given: (_ for _ in ()).throw(KeyboardInterrupt))
        read_waiting()
    waiting = states()
    read_waiting()

    assert (waiting, states()) == (["pending"], ["done"])


@pytest.mark.django_db
def test_a_storage_that_does_not_answer_is_asked_again(monkeypatch):
    make_version(pdf("Plus tard"))

    with monkeypatch.context() as silent, pytest.raises(TimeoutError):
        silent.setattr(reading, "read", lambda *args: (_ for _ in ()).throw(TimeoutError))
        read_waiting()

    assert (states(), read_waiting(), states()) == (["pending"], 1, ["done"])


def test_the_words_of_a_packed_file_are_those_of_its_text_only():
    with zipfile.ZipFile(io.BytesIO(packed({"word/document.xml": DOCX, "word/other.xml": DOCX}))) as folder:
        assert len(folder.namelist()) == 2
    assert told(packed({"word/document.xml": DOCX, "word/other.xml": DOCX}), "docx")[1].count("buvette") == 1


# -- Slides of replays ------------------------------------------------------------------------------------------------


def slides(content: bytes) -> ContentFile:
    return ContentFile(content, "vues.pdf")


@pytest.mark.django_db
def test_slides_are_read_once_they_are_published_and_again_when_they_are_replaced():
    replay = make_replay(slides=slides(pdf("Vue d’hiver")), live=False)
    draft = read_waiting()
    replay.live = True
    replay.save()

    first, again = read_waiting(), read_waiting()
    read = replay.slides_text.text
    replay.slides = slides(pdf("Vue d’été"))
    replay.save()
    between = replay.reading
    third = read_waiting()

    assert (draft, first, again, third, between) == (0, 1, 0, 1, None)
    assert (read, SlidesText.objects.get().text) == ("Vue d’hiver", "Vue d’été")


@pytest.mark.django_db
def test_slides_that_resist_stop_no_other_and_are_not_tried_for_ever():
    hard, lost, easy = (make_replay(slides=slides(content)) for content in (b"%PDF-1.7\n", pdf("Perdu"), pdf("Facile")))
    lost.slides.storage.delete(lost.slides.name)

    read_waiting()
    again = read_waiting()

    found = SlidesText.objects.order_by("replay").values_list("replay", "text_state", "text")
    assert list(found) == [(hard.pk, "failed", ""), (lost.pk, "failed", ""), (easy.pk, "done", "Facile")]
    assert again == 0
