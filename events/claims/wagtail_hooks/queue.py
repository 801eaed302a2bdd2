"""What waits, and one claim with its papers beside its lines."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from events.claims import services
from events.claims.models import Claim, ClaimState, Fund
from events.claims.models.claims import WAITING
from events.claims.models.funds import ZERO
from events.claims.permissions import may_decide, may_handle
from events.claims.services.finding import room_for, same_papers
from events.claims.wagtail_hooks.screens import ClaimScreen, MoneyScreen
from millecafes.core.desk import WAITING as WAITING_FOR_ME
from millecafes.core.desk import Waiting

PER_PAGE = 50
SENT = [state for state in ClaimState if state != ClaimState.DRAFT]


class QueueView(MoneyScreen):
    """By state, the oldest of those that wait first; sifted by fund and by words."""

    page_title = _("Remboursements")
    template_name = "claims/desk/queue.html"

    def get_context_data(self, **kwargs):
        asked = self.request.GET
        state = asked.get("etat") if asked.get("etat") in SENT else ClaimState.SUBMITTED
        fund, words = asked.get("fonds", ""), asked.get("q", "").replace("\0", "").strip()[:80]
        rows = sifted(Claim.objects.sent(), fund, words)
        order = ["sent_at", "pk"] if state in WAITING else ["-sent_at", "-pk"]
        page = Paginator(rows.filter(state=state).shown().order_by(*order), PER_PAGE).get_page(asked.get("page"))
        counts = {
            one["state"]: one for one in rows.order_by().values("state").annotate(n=Count("pk"), sum=Sum("asked"))
        }
        return super().get_context_data(**kwargs) | {
            "page": page,
            "state": state,
            "states": [(one, one.label, counts.get(one, {"n": 0})["n"]) for one in SENT],
            "total": counts.get(state, {"sum": ZERO})["sum"],
            "funds": list(Fund.objects.all()),
            "fund": fund,
            "words": words,
            "kept": urlencode({"fonds": fund, "q": words}),
        }


def sifted(rows, fund: str, words: str):
    """Those of this fund in which these words are found: the café, the animation, the number."""
    if fund.isdecimal() and len(fund) < 10:
        rows = rows.filter(fund=int(fund))
    if words:
        number = words.upper().removeprefix("R-").lstrip("0")
        found = Q(cafe__name__icontains=words) | Q(cafe__commune__name__icontains=words)
        found |= Q(activity__title__icontains=words) | Q(reference__icontains=words)
        if number.isdecimal() and len(number) < 10:
            found |= Q(pk=int(number))
        rows = rows.filter(found)
    return rows


class ClaimView(ClaimScreen):
    """Everything there is to decide on it: lines and papers side by side, what is left, the same papers elsewhere."""

    page_title = _("Demande de remboursement")
    template_name = "claims/desk/claim.html"

    def get_context_data(self, **kwargs):
        claim, user = self.claim, self.request.user
        twins = same_papers(claim)
        lines = list(claim.lines.prefetch_related("receipts"))
        for line in lines:
            line.papers = [(receipt, twins.get(receipt.sha256, [])) for receipt in line.receipts.all()]
        others = Claim.objects.sent().filter(activity=claim.activity_id).exclude(pk=claim.pk).select_related("fund")
        actions = services.actions_of(claim, user)
        return super().get_context_data(**kwargs) | {
            "claim": claim,
            "lines": lines,
            "room": room_for(claim),
            "acts": list(claim.acts.select_related("by").order_by("pk")),
            "others": list(others),
            "actions": {str(action) for action in actions},
            "is_own": not may_decide(user, claim),
            "needs_two": claim.fund.needs_two(claim.asked),
        }


@hooks.register("register_admin_urls")
def register_queue_urls():
    return [
        path("remboursements/", QueueView.as_view(), name="claims_queue"),
        path("remboursements/<int:pk>/", ClaimView.as_view(), name="claims_claim"),
    ]


class ClaimsMenuItem(MenuItem):
    def is_shown(self, request):
        return may_handle(request.user)


@hooks.register("register_admin_menu_item")
def register_claims_menu_item():
    return ClaimsMenuItem(_("Remboursements"), reverse("claims_queue"), icon_name="clipboard-list", order=252)


@hooks.register(WAITING_FOR_ME)
def claims_waiting(request):
    """To read, and to pay."""
    if may_handle(request.user):
        count = Claim.objects.filter(state__in=WAITING).count()
        words = ngettext(
            "%(count)d demande de remboursement attend une réponse.",
            "%(count)d demandes de remboursement attendent une réponse.",
            count,
        )
        yield Waiting(count, words, reverse("claims_queue"))
        count = Claim.objects.filter(state=ClaimState.ACCEPTED).count()
        words = ngettext(
            "%(count)d remboursement accordé est à payer.", "%(count)d remboursements accordés sont à payer.", count
        )
        yield Waiting(count, words, f"{reverse('claims_queue')}?etat={ClaimState.ACCEPTED}")
