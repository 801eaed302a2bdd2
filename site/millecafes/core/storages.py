"""Where files live: originals and documents without a public address, renditions with one, others with none."""

from contextlib import suppress
from copy import copy
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from millecafes.core.outages import FULL


class WholeFiles(FileSystemStorage):
    """A file that a full disk cuts short is taken away: nobody would ever know that it is there."""

    def _save(self, name, content):
        tried, watched = [], copy(self)
        watched.path = lambda name: tried.append(self.path(name)) or tried[-1]  # the name changes while it is taken
        try:
            return super(WholeFiles, watched)._save(name, content)
        except OSError as error:
            if error.errno in FULL:
                with suppress(OSError):
                    Path(tried[-1]).unlink()
            raise


@deconstructible
class PrivateStorage(WholeFiles):
    """Originals and documents. Their address, ``/prive/…``, is only answered to the back office."""

    def __init__(self):
        super().__init__(location=Path(settings.MEDIA_ROOT) / "private", base_url="/prive/")


@deconstructible
class ClosedStorage(WholeFiles):
    """Files that have no address at all: a view reads them, for whom they are for."""

    def __init__(self):
        super().__init__(location=Path(settings.MEDIA_ROOT) / "closed")

    def url(self, name):
        raise NotImplementedError("A closed file is given by a view that asks who wants it.")


@deconstructible
class RenditionStorage(WholeFiles):
    """Resized images, public; their names carry a random part, so that one can't be guessed from another."""

    def __init__(self):
        super().__init__(location=Path(settings.MEDIA_ROOT) / "public", base_url=settings.MEDIA_URL)
