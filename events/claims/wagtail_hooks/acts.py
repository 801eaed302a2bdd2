"""What the team does of a claim: a screen each, with what the café will read."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from events.claims import services
from events.claims.forms import AcceptForm, AskForm, PayForm, WhyForm
from events.claims.permissions import may_decide
from events.claims.services.finding import room_for
from events.claims.wagtail_hooks.screens import ClaimScreen
from millecafes.core.desk_views import DeskFormView


class ActView(ClaimScreen, DeskFormView):
    """One act; when the claim has changed meanwhile, a page says so (409)."""

    template_name = "claims/desk/act.html"
    done = gettext_lazy("C’est fait : le café est prévenu.")

    def may_open(self, user):
        return may_decide(user, self.claim)

    def crumbs(self):
        return [*super().crumbs(), (self.claim_url(), self.claim.number)]

    def act(self, form) -> bool:
        raise NotImplementedError

    def save(self, form):
        try:
            is_done = self.act(form)
        except services.NotNow as refusal:
            return render(self.request, "claims/desk/conflict.html", self.refused(refusal), status=409)
        except services.Refused as refusal:
            form.add_error(refusal.about if refusal.about in form.fields else None, str(refusal))
            return None
        if is_done:
            messages.success(self.request, str(self.done))
        else:
            messages.info(self.request, _("C’était déjà fait."))
        return redirect(self.claim_url())

    def refused(self, refusal) -> dict:
        return DeskFormView.get_context_data(self, form=None) | {"refusal": str(refusal), "claim_url": self.claim_url()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"claim": self.claim, "room": room_for(self.claim)}


class AcceptView(ActView):
    """The whole, a part, or what is left."""

    page_title = gettext_lazy("Accepter")
    submit_label = gettext_lazy("Accorder cette somme")

    def make_form(self, data=None):
        return AcceptForm(data, claim=self.claim, left=room_for(self.claim).left)

    def act(self, form):
        given = form.cleaned_data
        # What was written for the remainder is no reason once the whole is given.
        reason = given["reason"] if given["amount"] < self.claim.asked else ""
        if self.claim.fund.needs_two(given["amount"]):
            self.done = gettext_lazy("C’est noté : une deuxième personne doit confirmer. Le café l’ignore encore.")
        return services.accept(self.claim, self.request.user, given["amount"], reason)


class ConfirmView(ActView):
    """The second agreement."""

    page_title = gettext_lazy("Confirmer")
    submit_label = gettext_lazy("Donner le second accord")

    def make_form(self, data=None):
        return forms.Form(data)

    def act(self, form):
        return services.confirm(self.claim, self.request.user)


class AskView(ActView):
    """What is missing."""

    page_title = gettext_lazy("Demander ce qui manque")
    submit_label = gettext_lazy("Envoyer la liste au café")

    def make_form(self, data=None):
        return AskForm(data)

    def act(self, form):
        return services.ask(self.claim, self.request.user, form.all_missing())


class WhyView(ActView):
    """An act that only needs a reason."""

    def make_form(self, data=None):
        return WhyForm(data)


class RefuseView(WhyView):
    page_title = gettext_lazy("Refuser")
    submit_label = gettext_lazy("Refuser cette demande")

    def act(self, form):
        return services.refuse(self.claim, self.request.user, form.cleaned_data["reason"])


class ReopenView(WhyView):
    """Back to the reading; what was given returns to the fund."""

    page_title = gettext_lazy("Reprendre l’étude")
    submit_label = gettext_lazy("Reprendre l’étude de cette demande")
    done = gettext_lazy("La demande est de nouveau à l’étude.")

    def act(self, form):
        return services.reopen(self.claim, self.request.user, form.cleaned_data["reason"])


class PayView(ActView):
    """The day and the reference of the transfer, once made in the bank's own tool."""

    page_title = gettext_lazy("Marquer payée")
    submit_label = gettext_lazy("Noter ce paiement")

    def make_form(self, data=None):
        return PayForm(data)

    def act(self, form):
        return services.pay(self.claim, self.request.user, **form.cleaned_data)


class BounceView(WhyView):
    """The transfer did not arrive."""

    page_title = gettext_lazy("Le virement est revenu")
    submit_label = gettext_lazy("Remettre à payer")

    def act(self, form):
        return services.bounce(self.claim, self.request.user, form.cleaned_data["reason"])


@hooks.register("register_admin_urls")
def register_act_urls():
    screens = {
        "accepter": AcceptView,
        "confirmer": ConfirmView,
        "demander": AskView,
        "refuser": RefuseView,
        "reprendre": ReopenView,
        "payer": PayView,
        "revenu": BounceView,
    }
    return [
        path(f"remboursements/<int:pk>/{verb}/", view.as_view(), name=f"claims_{verb}")
        for verb, view in screens.items()
    ]
