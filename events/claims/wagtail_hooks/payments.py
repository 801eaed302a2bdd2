"""What one order of transfers has paid, noted at once: all of it, or nothing and why, line by line."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from events.claims import services
from events.claims.forms import PayManyForm
from events.claims.models import Claim, ClaimState, Fund
from events.claims.permissions import may_decide
from events.claims.wagtail_hooks.queue import sifted
from events.claims.wagtail_hooks.screens import MoneyScreen
from millecafes.core.desk_views import DeskFormView

MOST = 100  # in one order; those that wait longest first


class PayManyView(MoneyScreen, DeskFormView):
    """Those that are to be paid, ticked after the bank's own tool has sent them."""

    page_title = gettext_lazy("Marquer plusieurs paiements")
    submit_label = gettext_lazy("Noter ces paiements")
    template_name = "claims/desk/pay_many.html"

    def crumbs(self):
        return [(f"{reverse('claims_queue')}?etat={ClaimState.ACCEPTED}", _("Remboursements"))]

    def make_form(self, data=None):
        return PayManyForm(data, claims=self.claims(data or {}))

    def claims(self, data) -> list[Claim]:
        """Those to pay, but one's own; those that were ticked stay, whatever became of them since."""
        asked = self.request.GET.get("fonds", "")
        rows = sifted(Claim.objects.filter(state=ClaimState.ACCEPTED), asked, "").shown().order_by("changed_at", "pk")
        ticked = [
            int(number) for name in data if (number := name.removeprefix("take_")).isdecimal() and len(number) < 10
        ]
        found = {claim.pk: claim for claim in rows[: MOST * 2] if may_decide(self.request.user, claim)}
        gone = [pk for pk in ticked if pk not in found][:MOST]
        known = {claim.pk: claim for claim in Claim.objects.sent().shown().filter(pk__in=gone)} if gone else {}
        return [*list(found.values())[:MOST], *known.values()]

    def save(self, form):
        references = {claim.pk: form.reference_of(claim) for claim in form.taken}
        try:
            done = services.pay_many(form.taken, self.request.user, form.cleaned_data["paid_on"], references)
        except services.NotAll as refusal:
            for pk, fault in refusal.faults.items():
                form.add_error(f"take_{pk}", str(fault))
            form.add_error(None, _("Rien n’a été enregistré : corrigez ou décochez les lignes signalées."))
            return None
        if done:
            words = ngettext("%(count)d paiement est noté.", "%(count)d paiements sont notés.", done)
            messages.success(self.request, words % {"count": done} + " " + _("Chaque café est prévenu."))
        else:
            messages.info(self.request, _("C’était déjà fait."))
        return redirect(f"{reverse('claims_queue')}?etat={ClaimState.PAID}")

    def get_context_data(self, **kwargs):
        given = super().get_context_data(**kwargs)
        return given | {
            "lines": given["form"].lines,
            "funds": list(Fund.objects.all()),
            "fund": self.request.GET.get("fonds", ""),
        }


@hooks.register("register_admin_urls")
def payment_urls():
    return [path("remboursements/payer/", PayManyView.as_view(), name="claims_pay_many")]
