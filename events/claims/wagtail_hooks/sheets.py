"""What is taken away as a spreadsheet: what is to be paid, all the claims, the totals; each is written in the log."""

from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from events.claims.models import Claim, ClaimState
from events.claims.services.finding import totals
from events.claims.wagtail_hooks.queue import SENT, sifted
from events.claims.wagtail_hooks.screens import MoneyScreen
from millecafes.core.spreadsheets import sheet_of
from millecafes.people.services.log import log


def cents(amount) -> str:
    """As a French spreadsheet reads a number: « 1234,50 »."""
    return "" if amount is None else f"{amount:.2f}".replace(".", ",")


def day(value) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


class SheetView(MoneyScreen):
    """Names of columns, rows, and the name of the file."""

    name = ""

    def columns(self) -> list[str]:
        raise NotImplementedError

    def rows(self) -> list[list]:
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        rows = self.rows()
        log("remboursements emportés", by=request.user, subject=self.name, detail=str(len(rows)))
        answer = HttpResponse(sheet_of(self.columns(), rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self.name}-{timezone.localdate()}.csv"'
        answer["Cache-Control"] = "private, no-store"
        return answer


class ToPayView(SheetView):
    """What the bank's tool is to be told; the account is known there, and only there."""

    name = "a-payer"

    def columns(self):
        return [
            *(_("Numéro"), _("Fonds"), _("Café"), _("Commune"), _("Département"), _("Animation"), _("Jour")),
            *(_("Demandé"), _("À payer"), _("Acceptée le")),
        ]

    def rows(self):
        claims = sifted(Claim.objects.filter(state=ClaimState.ACCEPTED), self.request.GET.get("fonds", ""), "").shown()
        return [
            [
                *(one.number, one.fund.name, one.cafe.name, one.cafe.commune.name, one.cafe.commune.department_id),
                *(one.activity.get_kind_display(), day(one.activity.day), cents(one.asked), cents(one.accepted)),
                day(timezone.localtime(one.changed_at)),
            ]
            for one in claims.order_by("fund__name", "cafe__name", "pk")
        ]


class ClaimsView(SheetView):
    """Those of the list, whatever their state unless one is asked for."""

    name = "remboursements"

    def columns(self):
        return [
            *(_("Numéro"), _("État"), _("Fonds"), _("Café"), _("Commune"), _("Département"), _("Animation")),
            *(_("Titre"), _("Jour"), _("Envoyée le"), _("Demandé"), _("Accordé"), _("Payée le"), _("Référence")),
            _("Pourquoi"),
        ]

    def rows(self):
        asked = self.request.GET
        rows = sifted(Claim.objects.sent(), asked.get("fonds", ""), asked.get("q", "").replace("\0", "").strip()[:80])
        if asked.get("etat") in SENT:
            rows = rows.filter(state=asked["etat"])
        return [
            [
                *(one.number, one.get_state_display(), one.fund.name, one.cafe.name, one.cafe.commune.name),
                *(one.cafe.commune.department_id, one.activity.get_kind_display(), one.activity.title),
                *(day(one.activity.day), day(timezone.localtime(one.sent_at)), cents(one.asked), cents(one.accepted)),
                *(day(one.paid_on), one.reference, one.reason),
            ]
            for one in rows.shown().order_by("sent_at", "pk")
        ]


class TotalsView(SheetView):
    """Each fund in a line."""

    name = "fonds"

    def columns(self):
        return [
            *(_("Fonds"), _("Financeur"), _("Du"), _("Au"), _("Montant"), _("Accordé"), _("Payé"), _("Reste")),
            *(_("Cafés"), _("Demandes à traiter"), _("Demandé, à traiter"), _("À payer")),
        ]

    def rows(self):
        return [
            [
                *(one.fund.name, one.fund.funder, day(one.fund.starts_on), day(one.fund.ends_on)),
                *(cents(one.fund.ledger.total), cents(one.fund.ledger.committed), cents(one.fund.ledger.paid)),
                *(cents(one.fund.ledger.left), one.cafes, one.waiting, cents(one.asked), cents(one.fund.ledger.to_pay)),
            ]
            for one in totals()
        ]


@hooks.register("register_admin_urls")
def register_sheet_urls():
    return [
        path("remboursements/a-payer.csv", ToPayView.as_view(), name="claims_to_pay_sheet"),
        path("remboursements/toutes.csv", ClaimsView.as_view(), name="claims_sheet"),
        path("remboursements/fonds.csv", TotalsView.as_view(), name="claims_funds_sheet"),
    ]
