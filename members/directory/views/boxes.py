"""Closing one's box, blocking somebody, showing a message to the team; and what the team reads of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.directory.forms import JudgementForm, ReportForm
from members.directory.models import Block, Message
from members.directory.services import boxes

MOST_LISTED = 100


@require_POST
def settle_box(request):
    """Of the team, nobody closes hers: members answer it."""
    if request.POST.get("boite") == "fermer" and not boxes.may_judge(request.user):
        boxes.close_box(request.user)
        messages.success(request, _("Votre boîte est fermée : les membres ne peuvent plus vous écrire."))
    else:
        boxes.open_box(request.user)
        messages.success(request, _("Votre boîte est ouverte : les membres peuvent vous écrire."))
    return redirect("directory:inbox")


def received_or_404(request, pk: int) -> Message:
    return get_object_or_404(request.user.messages_received.select_related("sender"), pk=pk)


@require_POST
def block(request, pk: int):
    """Whoever wrote this message; the other is not told."""
    message = received_or_404(request, pk)
    if message.sender is None:
        raise Http404
    boxes.block(request.user, message.sender)
    name = message.sender.shown_name
    messages.success(request, _("%s ne peut plus vous écrire, et n’en sait rien.") % name)
    return redirect("directory:inbox")


@require_POST
def unblock(request, pk: int):
    boxes.unblock(request.user, get_object_or_404(Block, pk=pk, person=request.user))
    return redirect("directory:inbox")


@never_cache
def report(request, pk: int):
    """By whoever received it."""
    message = received_or_404(request, pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        boxes.report(message, request.user, form.cleaned_data["reason"])
        messages.success(request, _("Merci : l’équipe lira ce message, et aucun autre."))
        return redirect(message)
    shown = {"message": message, "form": form}
    return render(request, "directory/report.html", shown, status=400 if form.errors else 200)


def judge_or_404(request) -> None:
    """Nobody else knows that it is there."""
    if not boxes.may_judge(request.user):
        raise Http404


@never_cache
@require_safe
def reports(request):
    """What was shown to the team, without its words."""
    judge_or_404(request)
    return render(request, "directory/reports.html", {"reports": boxes.reports()[:MOST_LISTED]})


@never_cache
def reported(request, pk: int):
    """This message alone, read under one's name; then a decision."""
    judge_or_404(request)
    found = get_object_or_404(boxes.reports(), pk=pk)
    form, status = JudgementForm(request.POST if request.method == "POST" else None), 200
    if form.is_bound:
        if form.is_valid():
            try:
                boxes.decide(found, request.user, **form.cleaned_data)
            except boxes.Settled:
                messages.info(request, _("Quelqu’un d’autre vient d’en décider."))
            else:
                messages.success(request, _("C’est décidé, et les personnes sont prévenues."))
            return redirect("directory:reports")
        status = 400
    else:
        boxes.note_reading(found, request.user)
    return render(request, "directory/reported.html", {"report": found, "form": form}, status=status)
