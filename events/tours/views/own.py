"""How a date of the café's own went, on a telephone, like the date of a tour."""

from django import forms
from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events.agenda.services import when
from events.tours.models import ActivityKind
from events.tours.permissions import own_date_for
from events.tours.services.machine import Refused
from events.tours.services.own import keeps_its_kind, report_of, report_own, usual_kind
from events.tours.services.reporting import Figures
from events.tours.views.reports import ReportForm
from events.tours.views.requests import SeeOther


class OwnReportForm(ReportForm):
    """... and what it was: the agenda does not ask."""

    kind = forms.ChoiceField(
        label=gettext_lazy("C’était plutôt"),
        choices=[("", gettext_lazy("Choisir…")), *ActivityKind.choices],
        error_messages={"required": gettext_lazy("Dites ce que c’était : les fonds et les chiffres s’en servent.")},
    )
    field_order = ["participants", "kind"]

    def __init__(self, *args, usual: str = "", is_fixed: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["kind"] = self.known.kind if self.known else usual
        if is_fixed:
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _(
                "Un remboursement est demandé pour cette animation : cela ne change plus."
            )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """In two minutes: one number, and what it was."""
    session = own_date_for(request.access, pk)
    known = report_of(session)
    usual = "" if known else usual_kind(session)
    files = request.FILES or None
    form = OwnReportForm(request.POST or None, files, known=known, usual=usual, is_fixed=keeps_its_kind(known))
    given = {"session": session, "when": when(session), "form": form, "known": known}
    if request.method != "POST":
        return render(request, "tours/own_report.html", given)
    if not form.is_valid():
        return render(request, "tours/own_report.html", given, status=400)
    try:
        activity, is_new = report_own(session, form.cleaned_data["kind"], Figures(**form.figures), request.user)
    except Refused as refusal:
        form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
        return render(request, "tours/own_report.html", given, status=409)
    said = _("Merci ! Votre bilan est enregistré.") if is_new else _("Votre bilan est corrigé : merci.")
    messages.success(request, said)
    return SeeOther(f"{reverse('animations:index')}#bilan-{activity.session_id}")
