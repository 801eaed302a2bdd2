"""Asking, changing, answering: the requests of the places one acts for."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events.tours import services
from events.tours.forms import HostForm, ReasonForm, RequestForm, SquareForm, initial_of
from events.tours.models import Offer, ProgrammeRequest, Season, Slot
from events.tours.permissions import Host, hosts_of, places_of, request_for, requests_of, roles_of
from events.tours.services.choosing import Choice
from events.tours.services.squares import may_say, say_of_square
from events.tours.services.telling import detail_of, lines_of

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])
# What the words of an address do to a request, whether a reason is asked for, and what is said afterwards.
ACTS = {
    "retirer": ("withdraw", False, gettext_lazy("La demande est retirée.")),
    "accepter": ("confirm", None, gettext_lazy("C’est confirmé : la date est à vous.")),
    "autre-date": ("return", False, gettext_lazy("C’est noté : l’équipe cherche une autre date.")),
    "annuler": ("cancel", True, gettext_lazy("La date est annulée : l’équipe est prévenue.")),
}
MOST_WORDS = 4000  # given back to who typed them
REFUSED_AS = {"role": 403, "foreign_form": 409}


class SeeOther(HttpResponseRedirect):
    """After a form: what it made is elsewhere, and is read."""

    status_code = 303


def typed(request):
    """What was sent, be it nothing."""
    return request.POST if request.method == "POST" else None


@never_cache
@require_safe
def mine(request):
    """All the requests of one's places, those that wait for an answer first."""
    found = list(requests_of(request.access).told().prefetch_related("wishes__offer", "days"))
    shown = {"lines": lines_of(found), "hosts": places_of(request.access), "may_ask": bool(hosts_of(request.access))}
    return render(request, "tours/mine.html", shown)


@never_cache
@require_safe
def detail(request, pk):
    found = request_for(request.access, request.user, pk)
    return render(
        request, "tours/request.html", detail_of(found, request.user, roles_of(request.user, found, request.access))
    )


def offers_of(access, season: Season) -> list[Offer]:
    """Those one may ask for, in the order of the lists of a form."""
    offers = Offer.objects.readable_by(access).of_season(season).defer("body")
    return list(offers.prefetch_related("regions", "departments").order_by("title", "pk"))


@never_cache
@reads_and_writes
def ask(request, slug):
    """A new request, that begins with this offer; what a second tap would ask is there already."""
    if request.method == "POST" and (made := services.made_by_form(request.POST.get("key", ""), request.user)):
        return answered(request, made, False)
    offer = get_object_or_404(Offer.objects.readable_by(request.access), slug=slug)
    seasons = list(offer.seasons.shown())
    season = Choice.asked_in(request.GET, seasons, []).season_of(seasons)
    hosts = hosts_of(request.access, offer)
    if season is None or not hosts or (request.method != "POST" and not season.is_open()):
        return not_now(request, offer, season, hosts, status=409 if request.method == "POST" else 200)
    initial = {"first": str(offer.pk), "host": Choice.asked_in(request.GET, [], hosts).host}
    send = "brouillon" not in request.POST
    given = {"season": season, "offers": offers_of(request.access, season), "hosts": hosts, "send": send}
    form = RequestForm(typed(request), initial=initial, **given)
    if request.method != "POST":
        return show(request, form, offer=offer)
    if not form.is_valid():
        return show(request, form, offer=offer, status=400)
    values = form.cleaned_data
    try:
        made, is_new = services.ask(season, values["host"], form.words, request.user, key=values["key"], send=send)
    except services.Refused as refusal:
        return show(request, refused(form, refusal), offer=offer, status=status_of(refusal))
    return answered(request, made, is_new)


def words_of(request) -> str:
    """The words of a form that comes too late."""
    return request.POST.get("message", "").replace("\0", "").strip()[:MOST_WORDS]


def not_now(request, offer: Offer, season: Season | None, hosts: list[Host], status: int):
    """Why one cannot ask; what was typed is given back, to be kept elsewhere."""
    shown = {"offer": offer, "season": season, "hosts": hosts, "typed": words_of(request)}
    return render(request, "tours/not_now.html", shown, status=status)


def answered(request, made: ProgrammeRequest, is_new: bool) -> SeeOther:
    """To the page of what was made, the same however often the form is sent."""
    if is_new:
        kept = _("C’est gardé : rien n’est envoyé tant que vous ne le demandez pas.")
        messages.success(
            request, kept if made.is_draft else _("Votre demande est envoyée. L’équipe vous répond par message.")
        )
    return SeeOther(made.get_absolute_url())


def refused(form, refusal: services.Refused):
    """The words of the services, beside the field they are about; what was typed stays."""
    form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal.message))
    return form


def status_of(refusal: services.Refused) -> int:
    return REFUSED_AS.get(refusal.code, 409)


def show(request, form, *, offer=None, known=None, status=200):
    shown = {"form": form, "offer": offer, "known": known, "season": form.season}
    return render(request, "tours/ask.html", shown, status=status)


@never_cache
@reads_and_writes
def change(request, pk):
    """Other wishes, until the season closes."""
    known = request_for(request.access, request.user, pk)
    roles = roles_of(request.user, known, request.access)
    if "change" not in services.actions_of(known, roles) or known.slot_id:
        shown = detail_of(known, request.user, roles, _("Cette demande ne se change plus."), words_of(request))
        return render(request, "tours/request.html", shown, status=409)
    place = next(host for host in hosts_and_places(request.access) if host.place == known.host)
    send = known.is_draft and "brouillon" not in request.POST
    given = {
        "season": known.season,
        "offers": offers_of(request.access, known.season),
        "hosts": [place],
        "send": send or not known.is_draft,
    }
    form = RequestForm(typed(request), initial=initial_of(known), **given)
    if request.method != "POST":
        return show(request, form, known=known)
    if not form.is_valid():
        return show(request, form, known=known, status=400)
    try:
        made = services.change(known, form.words, request.user, send=send)
    except services.Refused as refusal:
        return show(request, refused(form, refusal), known=known, status=status_of(refusal))
    messages.success(
        request, _("C’est gardé.") if made.is_draft else _("Votre demande est à jour, et l’équipe la voit ainsi.")
    )
    return SeeOther(made.get_absolute_url())


@never_cache
@reads_and_writes
def square(request, pk):
    """Where a commune would welcome, after the season has closed too."""
    known = request_for(request.access, request.user, pk)
    roles = roles_of(request.user, known, request.access)
    if not may_say(known, roles):
        shown = detail_of(known, request.user, roles, _("Cela ne se change plus ici."))
        return render(request, "tours/request.html", shown, status=409)
    form = SquareForm(typed(request), instance=known)
    shown = {"known": known, "form": form}
    if request.method != "POST":
        return render(request, "tours/square_form.html", shown)
    if not form.is_valid():
        return render(request, "tours/square_form.html", shown, status=400)
    try:
        changed = say_of_square(known, form.cleaned_data, request.user)
    except services.Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "tours/square_form.html", shown, status=status_of(refusal))
    messages.success(request, _("C’est noté : l’équipe le voit.")) if changed else None
    return SeeOther(known.get_absolute_url())


def hosts_and_places(access) -> list[Host]:
    return [host for host in places_of(access) if host.may_write]


@never_cache
@reads_and_writes
def act(request, pk, verb):
    """Accept a date, ask for another one, withdraw, cancel."""
    known = request_for(request.access, request.user, pk)
    if verb not in ACTS:
        raise Http404
    action, reason_required, said = ACTS[verb]
    roles = roles_of(request.user, known, request.access)
    form = ReasonForm(typed(request), required=bool(reason_required))
    shown = {"form": form, "known": known, "verb": verb}
    shown["company_reads"] = bool(known.offer_id and known.offer.company.contact_email)
    if request.method != "POST":
        if action not in services.actions_of(known, roles):
            return render(
                request,
                "tours/request.html",
                detail_of(known, request.user, roles, _("Ce n’est plus possible.")),
                status=409,
            )
        return render(request, "tours/act.html", shown)
    if not form.is_valid():
        return render(request, "tours/act.html", shown, status=400)
    try:
        made, is_new = services.act(known, action, request.user, reason=form.cleaned_data["reason"])
    except services.Refused as refusal:
        known.refresh_from_db()
        shown = detail_of(known, request.user, roles, str(refusal), form.cleaned_data["reason"])
        return render(request, "tours/request.html", shown, status=status_of(refusal))
    messages.success(request, said) if is_new else messages.info(request, _("C’était déjà fait."))
    return SeeOther(made.get_absolute_url())


@never_cache
@reads_and_writes
def book(request, slug, pk):
    """A slot, for whoever comes first; then the line of those who wait."""
    slots = Slot.objects.filter(offer__in=Offer.objects.readable_by(request.access))
    slot = get_object_or_404(slots.select_related("offer__company", "season", "ledger"), pk=pk, offer__slug=slug)
    hosts = hosts_of(request.access, slot.offer)
    if not hosts:
        return not_now(request, slot.offer, slot.season, hosts, status=409)
    initial = {"host": Choice.asked_in(request.GET, [], hosts).host}
    form = HostForm(typed(request), hosts=hosts, initial=initial)
    shown = {"form": form, "slot": slot, "offer": slot.offer, "season": slot.season}
    if request.method != "POST":
        return render(request, "tours/book.html", shown)
    if not form.is_valid():
        return render(request, "tours/book.html", shown, status=400)
    values = form.cleaned_data
    try:
        made, is_new = services.book(
            slot, values["host"], request.user, key=values["key"], message=values["message"], phone=values["phone"]
        )
    except services.Refused as refusal:
        return render(request, "tours/book.html", shown | {"form": refused(form, refusal)}, status=status_of(refusal))
    if is_new:
        waits = _(
            "Quelqu’un a été plus rapide : vous êtes sur la liste d’attente. Si une place se libère, elle est à vous."
        )
        messages.success(request, waits if made.is_waiting else _("C’est réservé : le créneau est à vous."))
    return SeeOther(made.get_absolute_url())
