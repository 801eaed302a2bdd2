"""The photographs of a café: one more, one less."""

from django.db import transaction

from members.portal.models import CafeChange
from members.portal.permissions import SheetRight
from members.portal.services.changes import change_photos, locked
from millecafes.core.models import Image
from millecafes.places.models import Cafe

MOST_PHOTOS = 12


class TooMany(Exception):
    """A sheet holds so many photographs, no more."""


@transaction.atomic
def add_photo(cafe: Cafe, form, *, by, right: SheetRight) -> CafeChange | None:
    """Add the picture of a valid form; the same picture twice is one."""
    locked(cafe)  # before the library is written: a second click waits here, and finds the first one's picture

    def with_it(photos: list) -> list:
        numbers = [number for number, _caption in photos]
        if Image.objects.filter(pk__in=numbers, file_hash=form.mark).exists():
            return photos
        if len(photos) >= MOST_PHOTOS:
            raise TooMany
        return [*photos, [form.save(by).pk, form.cleaned_data["caption"]]]

    return change_photos(cafe, with_it, by=by, right=right)


def remove_photo(cafe: Cafe, number: int, *, by, right: SheetRight) -> CafeChange | None:
    """Leave out a picture; leaving it out twice is once."""
    return change_photos(cafe, lambda photos: [one for one in photos if one[0] != number], by=by, right=right)
