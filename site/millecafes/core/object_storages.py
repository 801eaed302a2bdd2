"""The three places of ``storages``, as three folders of one S3-compatible bucket (``STORAGE_URL``).

The bucket is closed to everybody: the site reads it for whoever may read, as it reads a disk. Nothing here has a path.
"""

from contextlib import contextmanager
from io import BytesIO
from posixpath import join

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

# Not all that is compatible knows the checksums that Amazon has added, nor hosts named after buckets.
TOLERANT = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    connect_timeout=3,
    read_timeout=20,
    retries={"total_max_attempts": 3, "mode": "standard"},
)
IN_MEMORY = 2 * 1024 * 1024  # bytes of a file that is read; beyond, it waits in a temporary file
MISSING = {"404", "NoSuchKey", "NotFound"}


@contextmanager
def as_a_disk():
    """What goes wrong is said as a disk would say it: the site knows what to do then."""
    try:
        yield
    except ClientError as error:
        is_missing = error.response.get("Error", {}).get("Code") in MISSING
        raise (FileNotFoundError if is_missing else OSError)(str(error)) from error
    except BotoCoreError as error:
        raise OSError(str(error)) from error


class Objects(S3Storage):
    """Files of one folder of the bucket; a name that is taken is never written over."""

    folder = ""

    def __init__(self, *, prefix: str = "", **options):
        fixed = {"file_overwrite": False, "client_config": TOLERANT, "max_memory_size": IN_MEMORY}
        super().__init__(location=join(prefix, self.folder), **fixed, **options)

    def url(self, name, *args, **kwargs):
        raise NotImplementedError("A view gives this file, once it has asked who wants it.")

    def part(self, name: str, start: int, last: int) -> bytes:
        """These bytes alone: a film is not fetched whole for each of its parts."""
        key = self._normalize_name(name)
        with as_a_disk():
            return self.bucket.Object(key).get(Range=f"bytes={start}-{last}")["Body"].read()

    def _open(self, name, mode="rb"):
        with as_a_disk():
            opened = super()._open(name, mode)
            if "r" in mode:
                fetched = opened.file  # now: later would be in the middle of an answer
                if opened.size <= IN_MEMORY:  # and what is in memory need not be closed, as Wagtail leaves its pictures
                    opened.file = BytesIO(fetched.read())
                    fetched.close()
            return opened

    def _save(self, name, content):
        with as_a_disk():
            return super()._save(name, content)

    def delete(self, name):
        with as_a_disk():
            super().delete(name)

    def exists(self, name):
        with as_a_disk():
            return super().exists(name)

    def size(self, name):
        with as_a_disk():
            return super().size(name)

    def listdir(self, name):
        with as_a_disk():
            return super().listdir(name)

    def get_modified_time(self, name):
        with as_a_disk():
            return super().get_modified_time(name)


class PrivateObjects(Objects):
    """Originals and documents. Their address, ``/prive/…``, is only answered to the back office."""

    folder = "private"

    def url(self, name, *args, **kwargs):
        return f"/prive/{quoted(name)}"


class ClosedObjects(Objects):
    """Files that have no address at all."""

    folder = "closed"


class RenditionObjects(Objects):
    """Resized images, public: under the address they would have on a disk, which a proxy may keep."""

    folder = "public"

    def url(self, name, *args, **kwargs):
        return f"{settings.MEDIA_URL}{quoted(name)}"


def quoted(name: str) -> str:
    return filepath_to_uri(name).lstrip("/")
