"""The funds: what they have, for whom, and where they stand."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from events.claims import services
from events.claims.forms import FundForm
from events.claims.models import Envelope, Fund
from events.claims.services.finding import totals
from events.claims.wagtail_hooks.screens import MoneyScreen
from millecafes.core.desk_views import DeskFormView


class FundsScreen(MoneyScreen):
    """Under the queue."""

    def crumbs(self):
        return [(reverse("claims_queue"), _("Remboursements"))]


class FundsView(FundsScreen):
    """Each with its sums."""

    page_title = gettext_lazy("Fonds")
    template_name = "claims/desk/funds.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"totals": totals()}


class FundView(FundsScreen):
    """One of them, café by café."""

    page_title = gettext_lazy("Fonds")
    template_name = "claims/desk/fund.html"

    def find(self, pk):
        self.fund = get_object_or_404(Fund.objects.select_related("ledger"), pk=pk)

    def get_page_subtitle(self):
        return self.fund.name

    def crumbs(self):
        return [*super().crumbs(), (reverse("claims_funds"), _("Fonds"))]

    def get_context_data(self, **kwargs):
        envelopes = Envelope.objects.filter(fund=self.fund).select_related("cafe__commune", "cafe__delegated")
        kinds = dict(Fund._meta.get_field("kinds").choices)
        return super().get_context_data(**kwargs) | {
            "fund": self.fund,
            "total": totals(Fund.objects.filter(pk=self.fund.pk))[0],
            "envelopes": list(envelopes.order_by("cafe__name", "pk")),
            "regions": list(self.fund.regions.all()),
            "kinds": [kinds[kind] for kind in self.fund.kinds if kind in kinds],
        }


class FundFormView(FundsScreen, DeskFormView):
    """A fund is described, and its sums are written under its lock."""

    def crumbs(self):
        return [*super().crumbs(), (reverse("claims_funds"), _("Fonds"))]

    def save(self, form):
        given = form.cleaned_data
        try:
            fund = self.write(form.instance, given["total"], given["ceiling"], self.request.user, given["regions"])
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return None
        except services.Refused as refusal:
            form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
            return None
        messages.success(self.request, _("Le fonds « %(name)s » est enregistré.") % {"name": fund.name})
        return redirect("claims_fund", fund.pk)


class AddFundView(FundFormView):
    page_title = gettext_lazy("Ouvrir un fonds")
    submit_label = gettext_lazy("Ouvrir ce fonds")

    def make_form(self, data=None):
        return FundForm(data)

    write = staticmethod(services.open_fund)


class ChangeFundView(FundFormView):
    page_title = gettext_lazy("Changer le fonds")

    def find(self, pk):
        self.fund = get_object_or_404(Fund.objects.select_related("ledger"), pk=pk)

    def get_page_subtitle(self):
        return self.fund.name

    def make_form(self, data=None):
        return FundForm(data, instance=self.fund)

    write = staticmethod(services.change_fund)


@hooks.register("register_admin_urls")
def register_fund_urls():
    return [
        path("remboursements/fonds/", FundsView.as_view(), name="claims_funds"),
        path("remboursements/fonds/ouvrir/", AddFundView.as_view(), name="claims_fund_add"),
        path("remboursements/fonds/<int:pk>/", FundView.as_view(), name="claims_fund"),
        path("remboursements/fonds/<int:pk>/changer/", ChangeFundView.as_view(), name="claims_fund_change"),
    ]
