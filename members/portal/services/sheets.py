"""The fields of a sheet that the café's people write, as plain values: read, compared, written."""

import hashlib
import json
from datetime import date, time

from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision, TaskState
from wagtail.signals import published

from millecafes.core.models import Image
from millecafes.places.models import Cafe, CafePhoto, OpeningHours, Service, SpecialOpening, VenueSheet

HOURS = ("week", "on_holidays", "exceptions")
WORDS = ("summary", "description", "phone", "email", "website", "services", "venue")
PHOTOS = ("photos",)
VENUE = (
    *("surface", "seats_inside", "seats_outside", "power", "parking", "access"),
    *("wheelchair", "toilets", "notes"),
)
PLAIN = {"summary", "description", "phone", "email", "website", "on_holidays"}


def values_of(cafe: Cafe, names) -> dict:
    """These fields of a café, in the form they are kept and compared in."""
    return {name: getattr(cafe, name) if name in PLAIN else READERS[name](cafe) for name in names}


def week_of(cafe) -> list:
    return sorted([row.weekday, f"{row.opens:%H:%M}", f"{row.closes:%H:%M}"] for row in cafe.hours.all())


def exceptions_of(cafe) -> list:
    """Those of today and later: the past is nobody's business any more."""
    return sorted(map(exception_row, coming(cafe)), key=lambda row: (row[0], row[2] or ""))


def coming(cafe, wanted: bool = True) -> list[SpecialOpening]:
    today = timezone.localdate()
    return [row for row in cafe.special_openings.all() if (row.last_day >= today) == wanted]


def exception_row(row: SpecialOpening) -> list:
    hours = [f"{hour:%H:%M}" if hour is not None else None for hour in (row.opens, row.closes)]
    return [row.first_day.isoformat(), row.last_day.isoformat(), *hours, row.reason]


def services_of(cafe) -> list[str]:
    return sorted(service.code for service in cafe.services.all())


def venue_of(cafe) -> dict:
    sheet = next(iter(cafe.venue_sheets.all()), None) or VenueSheet()
    return {name: getattr(sheet, name) for name in VENUE}


def photos_of(cafe) -> list:
    return [[photo.image_id, photo.caption] for photo in cafe.photos.all()]


READERS = {
    "week": week_of,
    "exceptions": exceptions_of,
    "services": services_of,
    "venue": venue_of,
    "photos": photos_of,
}


def put_week(cafe, value) -> None:
    cafe.hours = [
        OpeningHours(weekday=day, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))
        for day, opens, closes in value
    ]


def put_exceptions(cafe, value) -> None:
    cafe.special_openings = [*coming(cafe, wanted=False), *map(exception_from, value)]


def exception_from(row: list) -> SpecialOpening:
    first, last, opens, closes, reason = row
    hours = [time.fromisoformat(hour) if hour else None for hour in (opens, closes)]
    days = {"first_day": date.fromisoformat(first), "last_day": date.fromisoformat(last)}
    return SpecialOpening(**days, opens=hours[0], closes=hours[1], reason=reason)


def put_services(cafe, value) -> None:
    cafe.services = list(Service.objects.in_language("fr").filter(code__in=value).order_by("number"))


def put_venue(cafe, value) -> None:
    sheet = next(iter(cafe.venue_sheets.all()), None) or VenueSheet()
    for name in VENUE:
        setattr(sheet, name, value.get(name))
    cafe.venue_sheets = [sheet]


def put_photos(cafe, value) -> None:
    """A picture that the library has lost meanwhile is left out."""
    known = set(Image.objects.filter(pk__in=[image for image, _caption in value]).values_list("pk", flat=True))
    kept = [(image, caption) for image, caption in value if image in known]
    cafe.photos = [CafePhoto(image_id=pair[0], caption=pair[1], sort_order=n) for n, pair in enumerate(kept)]


WRITERS = {
    "week": put_week,
    "exceptions": put_exceptions,
    "services": put_services,
    "venue": put_venue,
    "photos": put_photos,
}


def put(cafe: Cafe, values: dict) -> None:
    for name, value in values.items():
        if name in PLAIN:
            setattr(cafe, name, value)
        else:
            WRITERS[name](cafe, value)


def publish(cafe: Cafe, values: dict, by) -> None:
    """Write these fields on the public sheet, and in what the team is preparing of it, which stays what it is.

    ``cafe`` is the live row, locked by the caller. Wagtail, when it publishes, would cancel a review under way and a
    publication that is planned: beside these, the row is written alone.
    """
    under_way = revisions_under_way(cafe)
    for revision in under_way:
        draft = revision.as_object()
        put(draft, values)
        revision.content = draft.serializable_data()
        revision.save(update_fields=["content"])
    if not cafe.live:
        return
    put(cafe, values)
    if under_way:
        cafe.save()
        published.send(sender=Cafe, instance=cafe, revision=cafe.live_revision)
        log(instance=cafe, action="wagtail.publish", user=by, content_changed=True)
    else:
        cafe.save_revision(user=by, clean=False).publish(user=by, skip_permission_checks=True)


def revisions_under_way(cafe: Cafe) -> list[Revision]:
    """A draft, what is being read over, what is planned: all that may be published one day."""
    reviewed = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision")
    wanted = Q(pk__in=reviewed) | Q(approved_go_live_at__isnull=False)
    if cafe.has_unpublished_changes or not cafe.live:
        wanted |= Q(pk=cafe.latest_revision_id)
    return list(cafe.revisions.filter(wanted))


def fingerprint(values: dict) -> str:
    """Changes as soon as somebody else has written one of these fields."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:20]
