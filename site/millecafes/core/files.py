"""Files that not everybody reads: who reads which kind, and the one way they leave.

Each application names its kinds in ``AppConfig.file_kinds`` (dotted paths of ``FileKind``); any of them is read at
``/fichiers/<kind>/<number>/``. Nothing else in the project may hand over a file of the private storage.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files import File
from django.core.files.storage import Storage, default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from django.utils.module_loading import import_string

from millecafes.core.storages import PrivateStorage

# What a browser may show by itself; the rest is saved. Neither HTML, nor SVG, nor anything that could run.
SHOWN = {
    "pdf": "application/pdf",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}
SAVED = {
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "zip": "application/zip",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
UNKNOWN = "application/octet-stream"
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})?")
LONGEST = 1024 * 1024  # bytes of a part; the player asks for what follows


@dataclass(frozen=True)
class FileKind:
    """One kind of file: how it is found by its number, where its file is, and who may read it."""

    code: str
    label: str
    find: Callable[[int], object | None]
    file_of: Callable[[object], File]
    may_read: Callable[[object, object], bool]  # (person, thing)

    def is_public(self, thing) -> bool:
        return self.may_read(AnonymousUser(), thing)


def known_kinds() -> dict[str, FileKind]:
    """What every installed application keeps."""
    paths = [path for app in apps.get_app_configs() for path in getattr(app, "file_kinds", [])]
    return {kind.code: kind for kind in map(import_string, paths)}


def send(
    request, path: str, *, is_public: bool, storage: Storage = default_storage, etag: str = "", name: str = ""
) -> HttpResponse:
    """Hand over a stored file to somebody who was found to be allowed to read it."""
    name = name or Path(path).name
    extension = Path(name).suffix[1:].lower()
    headers = {
        "Content-Type": SHOWN.get(extension) or SAVED.get(extension, UNKNOWN),
        "Content-Disposition": content_disposition_header(extension not in SHOWN, name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'",
        "Accept-Ranges": "bytes",
    }
    if not is_public:
        headers |= {"Cache-Control": "private, no-store", "Cross-Origin-Resource-Policy": "same-origin"}
    elif etag:
        headers["ETag"] = quote_etag(etag)
        if unchanged := get_conditional_response(request, etag=headers["ETag"]):  # before the file is opened
            unchanged["ETag"] = headers["ETag"]
            return unchanged
    try:
        answer = handed_to_proxy(storage, path) or part_of(request, storage, path) or FileResponse(storage.open(path))
    except (OSError, ValueError) as error:  # it is in the database, and no longer in the storage
        raise Http404 from error
    for header, value in headers.items():
        answer[header] = value
    return answer


def handed_to_proxy(storage: Storage, path: str) -> HttpResponse | None:
    """Nothing but an address that only the proxy understands, where there is such a proxy: it reads the file itself."""
    if not settings.ACCEL_PREFIX or not isinstance(storage, PrivateStorage):
        return None
    if not Path(storage.path(path)).is_file():
        raise Http404
    return HttpResponse(headers={"X-Accel-Redirect": settings.ACCEL_PREFIX + quote(path)})


def part_of(request, storage: Storage, path: str) -> HttpResponse | None:
    """The part that is asked for (206), 416 when there is none, nothing when the whole is wanted.

    A player seeks, and some telephones refuse a sound that can't be cut.
    """
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked:
        return None
    size, start = storage.size(path), int(asked[1])
    last = min(int(asked[2] or size - 1), start + LONGEST - 1, size - 1)
    if last < start:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    answer = HttpResponse(read_part(storage, path, start, last), status=206)
    answer["Content-Range"] = f"bytes {start}-{last}/{size}"
    answer["Content-Encoding"] = "identity"  # a part of a file is sent as it lies in it
    return answer


def read_part(storage: Storage, path: str, start: int, last: int) -> bytes:
    """A storage that is elsewhere fetches these bytes and no other."""
    if hasattr(storage, "part"):
        return storage.part(path, start, last)
    with storage.open(path) as opened:
        opened.seek(start)
        return opened.read(last - start + 1)
