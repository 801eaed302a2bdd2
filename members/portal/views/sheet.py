"""A café's sheet, in the hands of its own people: what is public, what waits, what was done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from members.portal import services
from members.portal.forms.hours import HoursForm
from members.portal.forms.photos import PhotoForm
from members.portal.forms.words import WordsForm
from members.portal.permissions import SheetRight, sheet_right
from members.portal.services.team import name_for
from millecafes.core.models import Image
from millecafes.places.models import Cafe
from millecafes.places.opening_words import exception_said, week_said

MOST_CHANGES = 30
PARTS = {  # word of the address: the form, the fields, the template
    "horaires": (HoursForm, services.HOURS, "portal/sheet_hours.html"),
    "textes": (WordsForm, services.WORDS, "portal/sheet_words.html"),
}


def find(request, slug: str) -> tuple[Cafe, SheetRight]:
    """The café, and what the person may do of it; somebody else's is not found, one she has left is only read."""
    cafe = get_object_or_404(Cafe.objects.with_places(), slug=slug)
    right = sheet_right(request.user, request.access, cafe)
    if right is None:
        raise Http404
    if request.method == "POST" and right == SheetRight.READ:
        raise PermissionDenied
    return cafe, right


@never_cache
@login_required
def sheet(request, slug):
    cafe, right = find(request, slug)
    waiting = services.waiting_for(cafe)
    changes = cafe.changes.exclude(state="waiting").select_related("by__member")[:MOST_CHANGES]
    exceptions = cafe.timetable.next_exceptions(timezone.now())
    shown = {
        "cafe": cafe,
        "may_write": right != SheetRight.READ,
        "on_behalf": right == SheetRight.ON_BEHALF,
        "week": week_said(cafe.timetable) if cafe.timetable.is_known else [],
        "exceptions": [(exception_said(one), one.reason) for one in exceptions],
        "photos": cafe.photos.select_related("image"),
        "waiting": waiting,
        "waiting_by": name_for(request.user, waiting.by) if waiting else "",
        "proposed": services.said(waiting) if waiting else [],
        "changes": [(change, name_for(request.user, change.by), services.said(change)) for change in changes],
    }
    return render(request, "portal/sheet.html", shown)


@never_cache
@login_required
def part(request, slug, part):
    """One part of the sheet, to be written; what somebody else wrote meanwhile is shown before it is written over."""
    if part not in PARTS:
        raise Http404
    cafe, right = find(request, slug)
    if right == SheetRight.READ:
        raise PermissionDenied
    form_class, names, template = PARTS[part]
    values = services.seen_by(cafe, right, names, services.waiting_for(cafe))
    form = form_class(request.POST if request.method == "POST" else None, values=values)
    shown = {
        "cafe": cafe,
        "form": form,
        "on_behalf": right == SheetRight.ON_BEHALF,
        "seen": services.fingerprint(values),
        "theirs": [],
    }
    if request.method != "POST":
        return render(request, template, shown)
    if not form.is_valid():
        return render(request, template, shown | {"seen": request.POST.get("seen", "")}, status=400)
    wanted = form.values()
    try:
        change = services.change_sheet(cafe, wanted, seen=request.POST.get("seen", ""), by=request.user, right=right)
    except services.Conflict as conflict:
        newer = {"seen": services.fingerprint(conflict.theirs), "theirs": services.differing(conflict.theirs, wanted)}
        return render(request, template, shown | newer, status=409)
    tell(request, change)
    return redirect("portal:sheet", slug)


def tell(request, change) -> None:
    """What becomes of what was just sent."""
    if change is None:
        messages.info(request, _("Rien n’a changé : la fiche disait déjà cela."))
    elif change.state == change.State.APPLIED:
        messages.success(request, _("C’est publié : tout le monde le lit."))
    else:
        messages.success(request, _("C’est parti : l’équipe relit, puis publie. Vous recevrez sa réponse."))


@never_cache
@login_required
def photos(request, slug):
    """The photographs as they would be, and a form for one more."""
    cafe, right = find(request, slug)
    if right == SheetRight.READ:
        raise PermissionDenied
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            tell(request, services.add_photo(cafe, form, by=request.user, right=right))
            return redirect("portal:photos", slug)
        except services.TooMany:
            form.add_error("file", _("La fiche a déjà douze photos : retirez-en une d’abord."))
    wanted = services.seen_by(cafe, right, services.PHOTOS, services.waiting_for(cafe))["photos"]
    known = Image.objects.in_bulk([number for number, _caption in wanted])
    public = {photo.image_id for photo in cafe.photos.all()}
    shown = {
        "cafe": cafe,
        "form": form,
        "on_behalf": right == SheetRight.ON_BEHALF,
        "theirs": [],
        "photos": [(known[pk], caption, pk in public) for pk, caption in wanted if pk in known],
    }
    return render(request, "portal/sheet_photos.html", shown, status=400 if form.errors else 200)


@never_cache
@require_POST
@login_required
def remove_photo(request, slug, number):
    cafe, right = find(request, slug)
    tell(request, services.remove_photo(cafe, number, by=request.user, right=right))
    return redirect("portal:photos", slug)


@never_cache
@require_POST
@login_required
def withdraw(request, slug):
    cafe, right = find(request, slug)
    if right != SheetRight.PROPOSE:
        raise PermissionDenied
    if services.withdraw_change(cafe):
        messages.success(request, _("Votre proposition est retirée : la fiche publique reste comme elle est."))
    else:
        messages.info(request, _("Aucune proposition n’attend plus."))
    return redirect("portal:sheet", slug)
