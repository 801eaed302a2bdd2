"""What each side is told of a request: the host by a letter for each change, the team by its digest.

The letters to hosts get their words when they leave, each in the language of who reads it.
"""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_date

from events.agenda.ical import calendar_of
from events.agenda.models import Session
from events.agenda.services import when, where
from events.agenda.services.words import hour
from events.tours.models import ProgrammeRequest, RequestState, Source, Stop, StopState, TourAct
from events.tours.permissions import HOST, people_of, planners, roles_of
from millecafes.core.days import day_in_words
from millecafes.mailroom.kinds import kind_of
from millecafes.mailroom.later import queue_later
from millecafes.mailroom.models import Mail
from millecafes.mailroom.sending import letter, send
from millecafes.mailroom.services import Attachment, packed
from millecafes.people.models import User

KIND, DESK = "programme", "programme_desk"
SILENT = {"change"}  # what one has just typed oneself
BEGINNINGS = {"submit", "book", "wait"}  # hosts alone do these
ON_CALENDARS = {"confirmed", "cancelled"}  # what is noted there, and what is to be taken off
BY_HOSTS = {"confirm", "return", "withdraw", "cancel"}  # the team is told of these too when it is not its own act


def tell(request: ProgrammeRequest, act: TourAct) -> None:
    """Promise a letter to each of those who act for the host; tell the team of what the host does."""
    if act.action in SILENT or act.before == act.after == "draft":
        return
    if not (act.action == "withdraw" and act.before == "draft"):
        for person in people_of(request):
            told = {"act": act.pk, "person": person.pk}
            queue_later(person.email, KIND, told, dedupe_key=f"{KIND}:{act.pk}:{person.pk}")
        is_by_host = act.action in BY_HOSTS and act.by and HOST in roles_of(act.by, request)
        if act.action in BEGINNINGS or is_by_host:
            tell_the_team(request, act)


def tell_the_team(request: ProgrammeRequest, act: TourAct) -> None:
    """A line of the digest: one a day for all that is sent to a season, one for each of the rest."""
    url = settings.SITE_URL + reverse("tours:request", args=[request.pk])
    is_new = act.action in BEGINNINGS
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
    if note.action == "done" and request.state == RequestState.REPORTED:
        return None  # the report it asks for is made
    with translation.override(reader.language):
        words = letter(reader, kind_of(KIND), "tours/email/request", facts_of(request, note) | {"person": reader})
    return words | {"attachments": packed(calendar(request) if note.after in ON_CALENDARS else ())}


def facts_of(request: ProgrammeRequest, act: TourAct) -> dict:
    """What every letter says: of which request, and what has just become of it."""
    stop = request.stop
    return {
        "request": request,
        "act": act,
        "offers": [wish.offer.title for wish in request.wishes.select_related("offer")],
        "title": (request.offer or request.first_offer).title if request.first_offer_id else "",
        "company": request.offer.company.name if request.offer_id else "",
        "day": day_in_words(request.day, "l j F Y") if request.day else "",
        "hour": hour(stop.starts) if stop and stop.starts else "",
        "answer_by": day_in_words(stop.answer_by, "l j F") if stop and stop.answer_by else "",
        "url": settings.SITE_URL + reverse("tours:request", args=[request.pk]),
    }


# -- Of a stop itself: what is to be prepared, accepted, reported ------------------------------------------------------

OF_A_STOP = "programme_stop"
TO_SIGN = {"agreement", "answer"}  # what only those who answer for the place can do


def tell_hosts(stop: Stop, what: str, key: str) -> int:
    """Promise a letter of this to each of those who act for the host; how many were promised by this call.

    ``what`` names the words (``tours/email/stop_message.txt``); the same ``key`` promises nothing more.
    """
    promised = 0
    for person in people_of(stop, in_charge=what in TO_SIGN):
        told = {"stop": stop.pk, "person": person.pk, "what": what}
        key_of_mail = f"{OF_A_STOP}:{what}:{stop.pk}:{key}:{person.pk}"
        if not Mail.objects.filter(dedupe_key=key_of_mail).exists():
            queue_later(person.email, OF_A_STOP, told, dedupe_key=key_of_mail)
            promised += 1
    return promised


def write_of_stop(stop: int, person: int, what: str) -> dict | None:
    """The letter, as fields of a mail; None when there is nothing to say any more."""
    found = Stop.objects.filter(pk=stop).told().first()
    reader = User.objects.filter(pk=person, is_active=True).first()
    if found is None or reader is None or not reader.email or not still_true(found, what):
        return None
    with translation.override(reader.language):
        day = day_in_words(found.day, "l j F Y")
        path = "tours:report" if what.startswith("report") else "tours:stop"
        words_of_answer = day_in_words(found.answer_by, "l j F") if found.answer_by else ""
        url = settings.SITE_URL + reverse(path, args=[found.pk])
        given = {"person": reader, "stop": found, "what": what, "day": day, "url": url, "tasks": left_to_do(found)}
        given["answer_by"] = words_of_answer
        words = letter(reader, kind_of(KIND), "tours/email/stop", given)
    return words | {"attachments": packed(calendar_of_stop(found) if what in {"confirm", "move", "cancel"} else ())}


def still_true(stop: Stop, what: str) -> bool:
    """A letter leaves minutes later: what was cancelled or said meanwhile is not asked for."""
    if what.startswith("report"):
        return not stop.activities.filter(source=Source.REPORT).exists()
    if what == "details":
        return stop.state in {StopState.PROPOSED, StopState.CONFIRMED}
    if what.startswith("soon") or what == "agreement":
        return stop.state == StopState.CONFIRMED
    if what == "answer":
        return stop.state == StopState.PROPOSED
    return True


# -- Of a date that a café announced by itself: how many came ----------------------------------------------------------

OF_ITS_OWN = "programme_own"


def ask_about(session: Session, what: str) -> int:
    """Promise a letter of this to each of those who run the café; how many were promised by this call."""
    promised = 0
    for person in people_of(session.event):
        key = f"{OF_ITS_OWN}:{what}:{session.pk}:{session.day}:{person.pk}"
        if not Mail.objects.filter(dedupe_key=key).exists():
            told = {"session": session.pk, "person": person.pk, "what": what}
            queue_later(person.email, OF_ITS_OWN, told, dedupe_key=key)
            promised += 1
    return promised


def write_of_own(session: int, person: int, what: str) -> dict | None:
    """The letter, as fields of a mail; None when it was said meanwhile, or is not asked any more."""
    found = Session.objects.with_places().filter(pk=session).first()
    reader = User.objects.filter(pk=person, is_active=True).first()
    if found is None or found.is_cancelled or reader is None or not reader.email:
        return None
    if found.activities.filter(source=Source.REPORT).exists():
        return None
    with translation.override(reader.language):
        url = settings.SITE_URL + reverse("tours:own_report", args=[found.pk])
        given = {"person": reader, "session": found, "what": what, "when": when(found), "url": url}
        return letter(reader, kind_of(KIND), "tours/email/own", given)


def left_to_do(stop: Stop) -> list[str]:
    return [task.words for task in stop.tasks.filter(done_at=None)]


def tell_the_team_of(stop: Stop, act: TourAct) -> None:
    """A line of the digest: a host has accepted, reported, or cancelled."""
    url = settings.SITE_URL + reverse("tours_stop", args=[stop.pk])
    for colleague in planners():
        if colleague.pk != act.by_id:
            given = {"url": url, "thread": f"programme:stop:{stop.pk}", "dedupe_key": f"stop:{act.pk}"}
            send(colleague, DESK, "tours/email/desk_stop", {"stop": stop, "act": act}, **given)


# -- To the company: it has no account, one address is all it takes ----------------------------------------------------

OF_A_COMPANY = "programme_company"
TOLD_TO_COMPANIES = {
    "confirm": "confirm", "book": "confirm", "promote": "confirm", "move": "move", "describe": "details",
    "cancel": "cancel",
}  # fmt: skip


def tell_company(stop: Stop, act: TourAct) -> None:
    """Promise a letter to who comes: confirmed, changed, cancelled. Where no address is known, the team calls."""
    if address := stop.company.contact_email:
        told = {"stop": stop.pk, "act": act.pk}
        queue_later(address, OF_A_COMPANY, told, dedupe_key=f"{OF_A_COMPANY}:{act.pk}")


def write_to_company(stop: int, act: int) -> dict | None:
    """The letter, in French; None when what it says is true no more: another letter says what is."""
    found, note = Stop.objects.filter(pk=stop).told().first(), TourAct.objects.filter(pk=act).first()
    if found is None or note is None or not found.company.contact_email or found.session_id is None:
        return None
    what = TOLD_TO_COMPANIES.get(note.action, "details")
    if found.state != (StopState.CANCELLED if what == "cancel" else StopState.CONFIRMED):
        return None
    with translation.override("fr"):
        former = parse_date(note.detail.partition(" ")[0]) if what == "move" else None
        given = {
            "person": found.company.contact_name or found.company.name,
            "stop": found,
            "what": what,
            "day": day_in_words(found.day, "l j F Y"),
            "when": when(found.session),
            "where": where(found.session),
            "former": day_in_words(former, "l j F Y") if former else "",
            "url": settings.SITE_URL + found.session.event.get_absolute_url(),
        }
        words = letter(found.company.contact_email, kind_of(KIND), "tours/email/company", given)
    return words | {"attachments": packed(calendar_of_stop(found))}


def calendar_of_stop(stop: Stop) -> list[Attachment]:
    if stop.session_id is None:
        return []
    sessions = type(stop.session).objects.with_places().filter(pk=stop.session_id)
    return [Attachment("programmation.ics", calendar_of(list(sessions)), "text/calendar")]


def calendar(request: ProgrammeRequest) -> list[Attachment]:
    """The date, for the calendars of who welcomes, once the agenda has it; cancelled, it takes itself off."""
    stop = request.stops.filter(session__isnull=False).select_related("session").order_by("-pk").first()
    return calendar_of_stop(stop) if stop else []
