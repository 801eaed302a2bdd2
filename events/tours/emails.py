"""What each side is told of a request: the host by a letter for each change, the team by its digest.

The letters to hosts get their words when they leave, each in the language of who reads it.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from events.agenda.ical import calendar_of
from events.tours.models import ProgrammeRequest, TourAct
from events.tours.permissions import HOST, people_of, planners, roles_of
from millecafes.core.days import day_in_words
from millecafes.mailroom.kinds import kind_of
from millecafes.mailroom.later import queue_later
from millecafes.mailroom.sending import letter, send
from millecafes.mailroom.services import Attachment, packed
from millecafes.people.models import User

KIND, DESK = "programme", "programme_desk"
SILENT = {"change"}  # what one has just typed oneself
BY_HOSTS = {"submit", "book", "wait", "confirm", "return", "withdraw", "cancel"}  # what the team is told of


def tell(request: ProgrammeRequest, act: TourAct) -> None:
    """Promise a letter to each of those who act for the host; tell the team of what the host does."""
    if act.action in SILENT or act.before == act.after == "draft":
        return
    if not (act.action == "withdraw" and act.before == "draft"):
        for person in people_of(request):
            told = {"act": act.pk, "person": person.pk}
            queue_later(person.email, KIND, told, dedupe_key=f"{KIND}:{act.pk}:{person.pk}")
        if act.action in BY_HOSTS and act.by and HOST in roles_of(act.by, request):
            tell_the_team(request, act)


def tell_the_team(request: ProgrammeRequest, act: TourAct) -> None:
    """A line of the digest: one a day for all that is sent to a season, one for each of the rest."""
    url = settings.SITE_URL + reverse("tours:request", args=[request.pk])
    is_new = act.action in {"submit", "book", "wait"}
    key = f"new:{request.season_id}:{timezone.localdate()}" if is_new else f"act:{act.pk}"
    facts = {"request": request, "act": act, "is_new": is_new}
    for colleague in planners():
        if colleague.pk != act.by_id:
            send(colleague, DESK, "tours/email/desk", facts, url=url, thread=f"programme:{key}", dedupe_key=key)


def write(act: int, person: int) -> dict | None:
    """The letter, as fields of a mail; None when the account is no more."""
    note = TourAct.objects.filter(pk=act).first()
    reader = User.objects.filter(pk=person, is_active=True).first()
    if note is None or reader is None or not reader.email:
        return None
    request = ProgrammeRequest.objects.told().get(pk=note.request_id)
    with translation.override(reader.language):
        words = letter(reader, kind_of(KIND), "tours/email/request", facts_of(request, note) | {"person": reader})
    return words | {"attachments": packed(calendar(request) if note.after == "confirmed" else ())}


def facts_of(request: ProgrammeRequest, act: TourAct) -> dict:
    """What every letter says: of which request, and what has just become of it."""
    return {
        "request": request,
        "act": act,
        "offers": [wish.offer.title for wish in request.wishes.select_related("offer")],
        "title": (request.offer or request.first_offer).title if request.first_offer_id else "",
        "day": day_in_words(request.day, "l j F Y") if request.day else "",
        "url": settings.SITE_URL + reverse("tours:request", args=[request.pk]),
    }


def calendar(request: ProgrammeRequest) -> list[Attachment]:
    """The date, for the calendars of who welcomes, once the agenda has it."""
    stop = request.stops.live().filter(session__isnull=False).first()
    if stop is None:
        return []
    sessions = type(stop.session).objects.with_places().filter(pk=stop.session_id)
    return [Attachment("programmation.ics", calendar_of(list(sessions)), "text/calendar")]
