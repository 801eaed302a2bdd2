"""The agenda as a list, a month, a map, calendars; an event; and the same for members, who come across more."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_safe

from events.agenda.feeds import (
    address_of,
    chosen_for_feed,
    frame_address_of,
    name_of,
    own_sessions,
    renew,
    state_of_feed,
)
from events.agenda.ical import CONTENT_TYPE, calendar_of
from events.agenda.models import CalendarToken, Event, EventKind, Session, Territory
from events.agenda.permissions import events_for, sessions_for, zone_of
from events.agenda.services import choosing, drawing, months
from events.agenda.services.afterwards import with_links
from events.agenda.services.choosing import Choice
from events.agenda.services.sheet import sheet_of
from millecafes.core.paging import Paginator
from millecafes.places import labels
from millecafes.places.projection import HEIGHT, VIEW_BOX, WIDTH

DATES_A_PAGE = 30
EMBEDDED = 12
MOST_THEMES = 40
QUARTER = timedelta(minutes=15)


def choice_of(request) -> tuple[Choice, list[Territory]]:
    territories = list(Territory.objects.all())
    return Choice.asked_in(request.GET, territories), territories


def frame_of(request, sessions, view: str, **more) -> dict:
    """What the list, the month and the map have in common; ``sessions`` are those one may come across."""
    choice, territories = choice_of(request)
    used = sessions.filter(commune__isnull=False).order_by().values_list("commune__department", flat=True).distinct()
    names = labels.departments()
    return {
        "choice": choice,
        "view": view,
        "kinds": EventKind.choices,
        "territories": territories,
        "departments": sorted((code, names[code]) for code in used if code in names),
        "years": [],
        "month": "",
        "is_for_members": False,
    } | more


def listed_page(request, sessions, **more):
    shown = frame_of(request, sessions, "list", **more)
    choice = shown["choice"]
    found = choice.of(sessions).with_seats()
    years = sorted({moment.year for moment in sessions.dates("day", "year")}, reverse=True)
    shown |= {
        "pages": Paginator(found, DATES_A_PAGE).get_page(request.GET.get("page")),
        "years": [str(year) for year in years],
        "query": f"{choice.query()}&" if choice.query() else "",
    }
    return render(request, "agenda/list.html", shown)


@require_safe
def listed(request):
    """The dates to come, or those of a past season; the same number of queries for one and for thousands."""
    return listed_page(request, Session.objects.public())


@require_safe
def listed_for_members(request):
    """What a member may come to, public or not."""
    return listed_page(request, sessions_for(request.user), is_for_members=True)


@require_safe
def webinars(request):
    """Online meetings to come, then those one can read about, by theme."""
    sessions = sessions_for(request.user).filter(event__kind=EventKind.WEBINAR).with_seats()
    theme = request.GET.get("theme", "")[:80]
    known = sessions.exclude(event__theme="").order_by("event__theme").values_list("event__theme", flat=True).distinct()
    themes = list(known[:MOST_THEMES])
    if theme in themes:
        sessions = sessions.filter(event__theme=theme)
    past = Paginator(sessions.past(), DATES_A_PAGE).get_page(request.GET.get("page"))
    past.object_list = with_links(past.object_list, request.access)
    shown = {
        "coming": sessions.to_come()[:DATES_A_PAGE],
        "past": past,
        "themes": themes,
        "theme": theme if theme in themes else "",
        "query": f"{urlencode({'theme': theme})}&" if theme in themes else "",
    }
    return render(request, "agenda/webinars.html", shown)


@require_safe
def month(request):
    """A page of the wall calendar; on a phone, the days that have something."""
    sessions = Session.objects.public()
    shown = frame_of(request, sessions, "month")
    first = choosing.month_of(request.GET.get("mois", ""))
    choice = shown["choice"]
    found = choice.anywhen(sessions).with_places()
    shown |= {
        "month": first,
        "weeks": months.weeks_of(first, found, timezone.localdate()),
        "before": months.month_before(first),
        "after": months.next_month(first),
        "query": f"&{choice.query()}" if choice.query() else "",
    }
    return render(request, "agenda/month.html", shown)


@require_safe
def drawn(request):
    """Where, on our own map; then the list of what it shows."""
    sessions = Session.objects.public()
    shown = frame_of(request, sessions, "map")
    found = shown["choice"].of(sessions)
    pages = Paginator(found.with_seats(), DATES_A_PAGE)
    shown |= {
        "marks": drawing.marks_of(found),
        "view_box": VIEW_BOX,
        "width": WIDTH,
        "height": HEIGHT,
        "pages": pages.get_page(request.GET.get("page")),
        "query": f"{shown['choice'].query()}&" if shown["choice"].query() else "",
    }
    return render(request, "agenda/map.html", shown)


@require_safe
@xframe_options_exempt
def embedded(request):
    """The next dates alone, in a frame of another site: without menus, and without any cookie."""
    choice, _territories = choice_of(request)
    sessions = choice.of(Session.objects.public()).with_seats()[:EMBEDDED]
    return render(request, "agenda/embedded.html", {"sessions": sessions, "choice": choice})


# -- An event ---------------------------------------------------------------------------------------------------------


@require_safe
def event(request, slug):
    """A public event, past ones included."""
    found = get_object_or_404(Event.objects.public().select_related("cafe", "image", "territory"), slug=slug)
    # Who carries no session is not asked who she is: the page is the same for all visitors, and kept.
    access = request.access if settings.SESSION_COOKIE_NAME in request.COOKIES else None
    zone = zone_of(access) if access else ""
    return render(request, "agenda/event.html", sheet_of(found, zone, access))


@require_safe
def member_event(request, slug):
    """An event for some members; a public one has its page outside."""
    found = get_object_or_404(events_for(request.user).select_related("cafe", "image", "territory"), slug=slug)
    return render(request, "agenda/event.html", sheet_of(found, zone_of(request.access), request.access))


def as_file(sessions, name: str) -> HttpResponse:
    answer = HttpResponse(calendar_of(sessions), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


@require_safe
def event_ics(request, slug):
    """« Ajouter à mon agenda »: all the dates of a public event."""
    found = get_object_or_404(Event.objects.public(), slug=slug)
    return as_file(found.sessions.with_places(), slug)


@require_safe
def member_event_ics(request, slug):
    found = get_object_or_404(events_for(request.user), slug=slug)
    return as_file(found.sessions.with_places(), slug)


# -- Calendars to subscribe to ----------------------------------------------------------------------------------------


@require_safe
def feed(request):
    """Public dates of a kind, of a department; 304 is answered before anything is read of them."""
    choice, _territories = choice_of(request)
    etag = state_of_feed(request, choice)
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(calendar_of(chosen_for_feed(choice), name_of(choice)), content_type=CONTENT_TYPE)
        answer["Content-Disposition"] = 'inline; filename="agenda.ics"'
    if etag:
        answer["ETag"] = etag
    answer["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(answer, public=True, max_age=QUARTER.seconds)
    return answer


@require_safe
def feeds(request):
    """The addresses one may subscribe to, and how."""
    choice, territories = choice_of(request)
    names = labels.departments()
    shown = {
        "choice": choice,
        "kinds": EventKind.choices,
        "territories": territories,
        "departments": sorted(names.items()),
        "address": address_of(choice),
        "frame_url": frame_address_of(choice),
    }
    return render(request, "agenda/feeds.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request):
    """The private address of one's own calendar: shown, made anew, closed."""
    if request.method == "POST":
        renew(request.user, close=request.POST.get("action") == "close")
        return redirect("agenda:own_calendar")
    calendar = CalendarToken.objects.filter(person=request.user).first()
    path = reverse("agenda:private_feed", args=[calendar.token]) if calendar else ""
    shown = {"address": request.build_absolute_uri(path) if path else ""}
    return render(request, "agenda/own_calendar.html", shown)


@require_safe
def private_feed(request, token):
    """What one is registered to. Whoever holds the address reads it: it tells no room, and nobody else's name."""
    calendar = CalendarToken.objects.filter(token=token).select_related("person").first()
    if calendar is None or not calendar.person.is_active:
        raise Http404
    with translation.override(calendar.person.language):
        sessions, waiting = own_sessions(calendar.person)
        content = calendar_of(sessions, _("Mes rendez-vous · 1000 cafés"), waiting)
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, private=True, max_age=QUARTER.seconds)
    return answer
