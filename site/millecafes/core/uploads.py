"""What is inside a file, whatever its name says: a document is what it claims to be, or it is not kept."""

import zipfile

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _

HEAD = 64 * 1024  # bytes that are looked at
MOST_UNPACKED = 200 * 1024 * 1024  # of an office file, which is a folder packed
LIES = _(
    "Ce fichier n’est pas ce que dit son nom : vérifiez que vous avez choisi le bon, et enregistrez-le de nouveau."
)
MACROS = _("Ce fichier contient des macros, qui pourraient nuire : enregistrez-le sans elles, puis redéposez-le.")
RUNNING = ("vbaproject.bin", "basic/", "scripts/")  # what holds programs, in either family of office files
MOST_ENTRIES = 5_000
LONGEST_KIND = 100  # bytes: what an open document says it is
OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
FILMS = (b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VP", b"dash", b"MSNV")
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php")


def check_content(upload) -> None:
    """Raise ValidationError when the content is not that of the extension, or of none that we know, or could run."""
    extension = upload.name.rpartition(".")[2].lower()
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    if extension in OFFICE or extension in OPEN_DOCUMENT:
        sound = is_office(upload, extension)
    else:
        sound = extension in SIGNS and SIGNS[extension](head)
    upload.seek(0)
    if not sound:
        raise ValidationError(LIES, code="content")


def is_pdf(head: bytes) -> bool:
    return head.startswith(b"%PDF-")


def is_mp3(head: bytes) -> bool:
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0)


def is_ogg(head: bytes) -> bool:
    return head.startswith(b"OggS")


def is_wav(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WAVE"


def is_mp4(head: bytes) -> bool:
    """By its first box: films only, neither pictures (HEIF) nor the QuickTime that browsers do not read."""
    return head[4:8] == b"ftyp" and (head[8:12] in FILMS or head[8:11] == b"iso")


def is_webm(head: bytes) -> bool:
    return head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]


def is_text(head: bytes) -> bool:
    """Words: no zero byte, and nothing that begins as a page or a drawing that could run."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True  # a spreadsheet's « Unicode » text
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return b"\0" not in head and not opening.startswith((*MARKUP, b"%pdf-", b"pk\x03\x04"))


def is_office(upload, extension: str) -> bool:
    """A packed folder with the right things in it, that unfolds to a reasonable size."""
    try:
        with zipfile.ZipFile(upload) as folder:
            entries = folder.infolist()
            names = [entry.filename for entry in entries]
            if len(names) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                return False
            refuse_programs(names)
            if extension in OFFICE:
                return "[Content_Types].xml" in names and any(name.startswith(OFFICE[extension]) for name in names)
            return "mimetype" in names and word_in(folder, "mimetype") == OPEN_DOCUMENT[extension]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return False


def word_in(folder: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of something in the packed folder, the rest of which stays packed."""
    with folder.open(name) as part:
        return part.read(LONGEST_KIND).strip()


def refuse_programs(names: list[str]) -> None:
    """Raise ValidationError when something in the packed folder would run once it is opened."""
    for name in (name.lower() for name in names):
        if name.rpartition("/")[2] in RUNNING or name.startswith(RUNNING):
            raise ValidationError(MACROS, code="macros")


def is_jpeg(head: bytes) -> bool:
    return head.startswith(b"\xff\xd8\xff")


def is_png(head: bytes) -> bool:
    return head.startswith(b"\x89PNG\r\n\x1a\n")


def is_webp(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"WEBP"


SIGNS = {
    "pdf": is_pdf,
    "mp3": is_mp3,
    "ogg": is_ogg,
    "wav": is_wav,
    "mp4": is_mp4,
    "webm": is_webm,
    "csv": is_text,
    "txt": is_text,
    "jpg": is_jpeg,
    "jpeg": is_jpeg,
    "png": is_png,
    "webp": is_webp,
}


class BoundedUploads(FileUploadHandler):
    """What is sent beyond reason is read to its end, so that a page may say so, and never written anywhere."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.is_too_much = content_length > settings.FILE_UPLOAD_MOST

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        if self.is_too_much:
            raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        return raw_data

    def file_complete(self, file_size):
        return None


class TidyUploads(TemporaryFileUploadHandler):
    """The file of an upload that was cut goes with the request, not when Python finds the time."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        close, file = self.request.close, self.file

        def close_all():
            close()
            file.close()

        self.request.close = close_all


def was_left_out(request) -> bool:
    """Whether files were sent with this request that weighed too much to be kept."""
    sent = request.META.get("CONTENT_LENGTH") or "0"
    return sent.isdigit() and int(sent) > settings.FILE_UPLOAD_MOST
