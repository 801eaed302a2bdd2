"""Where files live: originals and documents without a public address, renditions with one, others with none."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Originals and documents. Their address, ``/prive/…``, is only answered to the back office."""

    def __init__(self):
        super().__init__(location=Path(settings.MEDIA_ROOT) / "private", base_url="/prive/")


@deconstructible
class ClosedStorage(FileSystemStorage):
    """Files that have no address at all: a view reads them, for whom they are for."""

    def __init__(self):
        super().__init__(location=Path(settings.MEDIA_ROOT) / "closed")

    def url(self, name):
        raise NotImplementedError("A closed file is given by a view that asks who wants it.")


@deconstructible
class RenditionStorage(FileSystemStorage):
    """Resized images, public; their names carry a random part, so that one can't be guessed from another."""

    def __init__(self):
        super().__init__(location=Path(settings.MEDIA_ROOT) / "public", base_url=settings.MEDIA_URL)
