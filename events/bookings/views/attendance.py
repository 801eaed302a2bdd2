"""The list of the day, ticked on a phone at the door."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from events.agenda.models import Session
from events.agenda.services import when, where
from events.bookings import services
from events.bookings.forms import TickForm, WalkInsForm
from events.bookings.models import Attendance, HeadCount, Registration
from events.bookings.permissions import may_read_addresses, may_take_attendance
from events.bookings.services import papers
from millecafes.core.paging import Paginator
from millecafes.people.services.log import log

A_PAGE = 100


def date_of(request, uuid) -> Session:
    """A date whose list this person keeps: 404 for what she may not know of, 403 for what she may only read."""
    rows = Session.objects.with_places().filter(rules__isnull=False).select_related("rules")
    session = get_object_or_404(rows, uuid=uuid)
    if may_take_attendance(request.user, request.access, session):
        return session
    if Session.objects.readable_by(request.access).filter(pk=session.pk).exists():
        raise PermissionDenied
    raise Http404


@never_cache
@require_safe
def sheet(request, uuid):
    return show(request, date_of(request, uuid))


def show(request, session, form=None, status=200):
    """Those who have a seat, by name, those looked for only; the counts are of everybody."""
    rows = papers.rows_of(session)
    wanted = request.GET.get("q", "").strip()[:100]
    reads_addresses = may_read_addresses(request.user)
    found = [row for row in rows if papers.folded(wanted) in papers.folded(sought(row, reads_addresses))]
    walk_ins = HeadCount.objects.filter(session=session).values_list("walk_ins", flat=True).first()
    came = sum(row.attended_seats or 0 for row in rows)
    given = {
        "session": session,
        "event": session.event,
        "when": when(session),
        "where": where(session),
        "pages": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "query": urlencode({"q": wanted}) + "&" if wanted else "",
        "registrations": len(rows),
        "seats": sum(row.seats for row in rows),
        "came": came,
        "all_who_came": came + (walk_ins or 0),
        "joined": sum(row.joined_at is not None for row in rows),
        "waiting": Registration.objects.filter(session=session).in_line().count(),
        "may_tick": services.may_begin(session),
        "form": form or WalkInsForm(initial={"walk_ins": walk_ins or 0}),
        "opinions": services.opinions_of(session) if session.is_over() else None,
    }
    return render(request, "bookings/sheet.html", given, status=status)


def sought(row: Registration, reads_addresses: bool) -> str:
    """What one may look somebody up by: nobody finds an address she may not read."""
    return f"{row.name} {row.email}" if reads_addresses else row.name


@never_cache
@require_safe
def attendee(request, uuid, registration):
    """The line of one person: where the drawing of a ticket leads."""
    session = date_of(request, uuid)
    rows = Registration.objects.select_related("person")
    found = get_object_or_404(rows, session=session, uuid=registration)
    given = {
        "session": session,
        "event": session.event,
        "when": when(session),
        "registration": found,
        "may_tick": services.may_begin(session) and found.is_confirmed,
        "numbers": range(1, found.seats + 1),
        "answers": [(q, papers.answer_of(found, q)) for q in session.rules.questions.all()],
    }
    return render(request, "bookings/attendee.html", given)


@never_cache
@require_POST
def tick(request, uuid, registration):
    """One line; the answer is the page that was left, at the same line."""
    session = date_of(request, uuid)
    found = get_object_or_404(Registration, session=session, uuid=registration)
    form = TickForm(request.POST)
    try:
        if not form.is_valid():
            raise services.Refused("unknown", _("Présence, absence, ou absence excusée : choisissez."))
        kept = services.tick(found, form.cleaned_data["attendance"], request.user, form.cleaned_data["came"])
        if "from_ticket" in request.POST:
            state = Attendance(kept.attendance).label.lower()
            messages.success(request, _("C’est noté : %(state)s.") % {"state": state})
    except services.Refused as refusal:
        messages.error(request, str(refusal.message))
    if "from_ticket" in request.POST:
        return redirect("bookings:attendee", session.uuid, found.uuid)
    kept = {name: request.POST[name] for name in ("q", "page") if request.POST.get(name)}
    query = f"?{urlencode(kept)}" if kept else ""
    return redirect(f"{reverse('bookings:sheet', args=[session.uuid])}{query}#r-{found.pk}")


@never_cache
@require_POST
def walk_ins(request, uuid):
    session = date_of(request, uuid)
    form = WalkInsForm(request.POST)
    if not form.is_valid():
        return show(request, session, form, status=400)
    services.count_walk_ins(session, form.cleaned_data["walk_ins"], request.user)
    messages.success(request, _("C’est compté."))
    return redirect("bookings:sheet", session.uuid)


@never_cache
@require_safe
def export(request, uuid, kind):
    """The list as a table, or as a sheet to print and sign."""
    session = date_of(request, uuid)
    of_the_team = may_read_addresses(request.user)
    if of_the_team:
        log("liste d’émargement emportée", by=request.user, subject=session, detail=kind)
    if kind == "csv":
        content = papers.list_as_csv(session, with_addresses=of_the_team)
        answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    else:
        answer = HttpResponse(papers.list_as_pdf(session), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="emargement-{session.event.slug}-{session.day}.{kind}"'
    return answer
