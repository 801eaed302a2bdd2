"""The expenses of a claim, one by one, and their papers, one by one: as they come out of a telephone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events.claims import services
from events.claims.forms import LineForm, ReceiptForm
from events.claims.models import ClaimLine
from events.claims.views.doors import claim_of, line_of, receipt_of, says_when_too_late, still_written
from millecafes.core.uploads import was_left_out

reads_and_writes = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@reads_and_writes
@says_when_too_late
def add_line(request, pk):
    """An expense and its first paper; a paper that is refused does not lose what was typed."""
    claim = still_written(claim_of(request, pk))
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LineForm(*data, claim=claim, was_left_out=was_left_out(request))
    if form.is_bound and form.is_valid():
        try:
            key = form.cleaned_data["key"]
            line, is_new = services.add_line(claim, request.user, key=key, **form.line())
            if form.cleaned_data["file"]:
                services.add_receipt(line, form.cleaned_data["file"], request.user)
        except services.NotNow:
            raise
        except services.Refused as refusal:
            form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        else:
            if is_new:
                messages.success(request, _("La dépense est ajoutée."))
            return redirect(line if "more" in request.POST else claim)
    given = {"form": form, "claim": claim}
    return render(request, "claims/add_line.html", given, status=400 if form.errors else 200)


@never_cache
@reads_and_writes
@says_when_too_late
def line(request, pk):
    """Its words and its sum, its papers."""
    found = line_of(request, pk)
    still_written(found.claim)
    initial = {name: getattr(found, name) for name in ("expense", "label", "spent_on", "amount", "key")}
    data = request.POST if request.method == "POST" else None
    form = LineForm(data, claim=found.claim, with_paper=False, initial=initial)
    if form.is_bound and form.is_valid():
        services.change_line(found, request.user, **form.line())
        messages.success(request, _("La dépense est enregistrée."))
        return redirect(found.claim)
    return show(request, found, form, ReceiptForm())


def show(request, found: ClaimLine, form, paper):
    given = {"line": found, "claim": found.claim, "form": form, "paper": paper, "receipts": list(found.receipts.all())}
    return render(request, "claims/line.html", given, status=400 if form.errors or paper.errors else 200)


@never_cache
@require_POST
@says_when_too_late
def add_receipt(request, pk):
    """One paper more, then the same screen: there may be another one."""
    found = line_of(request, pk)
    paper = ReceiptForm(request.POST, request.FILES, was_left_out=was_left_out(request))
    if paper.is_valid():
        try:
            _receipt, is_new = services.add_receipt(found, paper.cleaned_data["file"], request.user)
        except services.NotNow:
            raise
        except services.Refused as refusal:
            paper.add_error("file", str(refusal))
        else:
            if is_new:
                messages.success(request, _("Le justificatif est ajouté."))
            else:
                messages.info(request, _("Ce justificatif était déjà là."))
            return redirect(found)
    initial = {name: getattr(found, name) for name in ("expense", "label", "spent_on", "amount", "key")}
    form = LineForm(claim=found.claim, with_paper=False, initial=initial)
    return show(request, found, form, paper)


@never_cache
@require_POST
@says_when_too_late
def remove_line(request, pk):
    found = line_of(request, pk)
    services.remove_line(found, request.user)
    messages.success(request, _("La dépense est retirée."))
    return redirect(found.claim)


@never_cache
@require_POST
@says_when_too_late
def remove_receipt(request, pk):
    found = receipt_of(request, pk)
    services.remove_receipt(found, request.user)
    messages.success(request, _("Le justificatif est retiré."))
    return redirect(found.line)
