"""The board of a tour: its road, the requests beside it, a date proposed in one click, a shorter order."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from events.tours.models import Offer, ProgrammeRequest, Tour
from events.tours.services import act
from events.tours.services.board import board_of, unreported
from events.tours.services.machine import Refused
from events.tours.services.ordering import order_of, put_in_order
from events.tours.services.planning import act_on_tour, place
from events.tours.services.publishing import usual_start
from events.tours.wagtail_hooks.tours import ALREADY, PlannerScreen, ReasonForm, TourScreen
from millecafes.core.desk_views import DayInput, DeskFormView, HourInput

VERBS = {
    "ouvrir": ("open", gettext_lazy("La tournée est ouverte : vous pouvez proposer des dates.")),
    "annoncer": ("announce", gettext_lazy("La composition est finie : la tournée est complète.")),
    "rouvrir": ("reopen", gettext_lazy("La tournée est à nouveau en composition.")),
    "clore": ("close", gettext_lazy("La tournée est close.")),
}


class BoardView(TourScreen):
    """The jigsaw: the road of the tour, and the requests beside it."""

    template_name = "tours/desk/board.html"
    page_title = gettext_lazy("Tournée")
    refusal = ""

    def crumbs(self):
        return PlannerScreen.crumbs(self)

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        given = board_of(
            self.tour,
            everybody=asked.get("qui") == "tous",
            page=asked.get("page", "1"),
            first=asked.get("demande", ""),
            words=asked.get("q", "").strip()[:80],
        )
        return super().get_context_data(**kwargs) | given | {"refusal": self.refusal}

    def refused(self, refusal: Refused):
        """The board as it is now, with what has just been refused and why."""
        self.refusal = str(refusal)
        return self.render_to_response(self.get_context_data(), status=409)


class ProposeAtOnceView(BoardView):
    """One click: a request, on one of its own days."""

    http_method_names = ["post"]

    def find(self, pk, asked):
        super().find(pk)
        self.asked = get_object_or_404(ProgrammeRequest.objects.sent(), pk=asked)

    def post(self, request, *args, **kwargs):
        day = parse_day(request.POST.get("jour", ""))
        option = request.POST.get("comment") == "option"
        try:
            if day is None:
                raise Refused("no_day", _("Dites quel jour."))
            stop, is_new = place(self.tour, self.asked, request.user, day=day, option=option)
        except Refused as refusal:
            return self.refused(refusal)
        said = _("%(host)s : le jour est en option.") if option else _("%(host)s : la date est proposée.")
        messages.success(request, said % {"host": stop.host_name}) if is_new else messages.info(request, ALREADY)
        return HttpResponseRedirect(f"{self.board_url()}#etape-{stop.pk}")


def parse_day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


class ProposeForm(forms.Form):
    """Another day, another of the company's offers, an hour, a word."""

    day = forms.DateField(label=gettext_lazy("Jour"), widget=DayInput)
    starts_at = forms.TimeField(label=gettext_lazy("Début"), widget=HourInput, required=False)
    offer = forms.ModelChoiceField(Offer.objects.none(), label=gettext_lazy("Offre"), empty_label=None)
    words = forms.CharField(
        label=gettext_lazy("Un mot pour qui accueille"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    option = forms.BooleanField(
        label=gettext_lazy("Garder en option, sans rien en dire"),
        required=False,
        help_text=gettext_lazy("Le jour n’est pas pris : une date proposée passe avant."),
    )


class ProposeView(TourScreen, DeskFormView):
    page_title = gettext_lazy("Proposer une date")
    submit_label = gettext_lazy("Proposer")
    template_name = "tours/desk/propose.html"

    def find(self, pk, asked):
        super().find(pk)
        rows = ProgrammeRequest.objects.sent().told().prefetch_related("wishes__offer__company", "days")
        self.asked = get_object_or_404(rows, pk=asked, season=self.tour.season_id)

    def make_form(self, data=None):
        offers = Offer.objects.filter(company=self.tour.company_id, live=True).order_by("title")
        wished = [wish.offer_id for wish in self.asked.wishes.all() if wish.offer.company_id == self.tour.company_id]
        days = [row.day for row in self.asked.days.all()]
        first = {"offer": wished[0] if wished else None, "day": days[0] if days else None}
        form = ProposeForm(data, initial=first | {"starts_at": usual_start(self.tour.kind)})
        form.fields["offer"].queryset = offers
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"asked": self.asked, "tour": self.tour}

    def post(self, request, *args, **kwargs):
        form = self.make_form(request.POST)
        status = 400
        if form.is_valid():
            try:
                stop, is_new = place(self.tour, self.asked, request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
                status = 409
            else:
                messages.success(request, _("C’est fait.") if is_new else ALREADY)
                return HttpResponseRedirect(f"{self.board_url()}#etape-{stop.pk}")
        return self.render_to_response(self.get_context_data(form=form), status=status)


class TourVerbView(BoardView):
    """Open, announce, reopen, close."""

    http_method_names = ["post"]

    def find(self, pk, verb):
        super().find(pk)
        self.action, self.said = VERBS[verb]

    def post(self, request, *args, **kwargs):
        try:
            _tour, is_new = act_on_tour(self.tour, self.action, request.user)
        except Refused as refusal:
            return self.refused(refusal)
        messages.success(request, self.said) if is_new else messages.info(request, ALREADY)
        if self.action == "close" and (missing := unreported(self.tour)):
            words = ngettext(
                "%(count)d bilan manque encore : il reste possible de le faire.",
                "%(count)d bilans manquent encore : il reste possible de les faire.",
                missing,
            )
            messages.warning(request, words % {"count": missing})
        return redirect(self.board_url())


class OrderView(TourScreen):
    """A shorter road, to read, then to apply to what is only pencilled."""

    template_name = "tours/desk/order.html"
    page_title = gettext_lazy("Un ordre plus court")
    refusal = ""

    def get_context_data(self, **kwargs):
        given = {"tour": self.tour, "order": order_of(self.tour), "refusal": self.refusal}
        return super().get_context_data(**kwargs) | given

    def post(self, request, *args, **kwargs):
        days = {}
        for name, value in request.POST.items():
            number = name.removeprefix("etape-")
            if name.startswith("etape-") and number.isdecimal() and len(number) < 10 and (day := parse_day(value)):
                days[int(number)] = day
        try:
            moved = put_in_order(self.tour, days, request.user)
        except Refused as refusal:
            self.refusal = str(refusal)
            return self.render_to_response(self.get_context_data(), status=409)
        words = ngettext("%(count)d étape a changé de jour.", "%(count)d étapes ont changé de jour.", moved)
        messages.success(request, words % {"count": moved})
        return redirect(self.board_url())


class DeclineView(PlannerScreen, DeskFormView):
    """No date for this request: the host reads why."""

    page_title = gettext_lazy("Refuser la demande")
    submit_label = gettext_lazy("Refuser la demande")

    def find(self, pk):
        self.asked = get_object_or_404(ProgrammeRequest.objects.sent().told(), pk=pk)

    def get_page_subtitle(self):
        return self.asked.host_name

    def crumbs(self):
        back = self.request.GET.get("tournee", "")
        tour = Tour.objects.filter(pk=back).first() if back.isdecimal() and len(back) < 10 else None
        return [*super().crumbs(), *([(reverse("tours_board", args=[tour.pk]), tour.name)] if tour else [])]

    def make_form(self, data=None):
        return ReasonForm(data)

    def save(self, form):
        try:
            _asked, is_new = act(self.asked, "decline", self.request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, _("La demande est refusée : qui l’a faite le lira.")) if is_new else None
        return redirect(self.back_url())


@hooks.register("register_admin_urls")
def board_urls():
    root = "programmation/tournees/<int:pk>/"
    verbs = [
        path(f"{root}{verb}/", TourVerbView.as_view(), {"verb": verb}, name=f"tours_{action}")
        for verb, (action, _said) in VERBS.items()
    ]
    return [
        path(root, BoardView.as_view(), name="tours_board"),
        path(f"{root}ordre/", OrderView.as_view(), name="tours_order"),
        path(f"{root}demandes/<int:asked>/", ProposeView.as_view(), name="tours_propose"),
        path(f"{root}demandes/<int:asked>/placer/", ProposeAtOnceView.as_view(), name="tours_place"),
        path("programmation/demandes/<int:pk>/refuser/", DeclineView.as_view(), name="tours_decline"),
        *verbs,
    ]
