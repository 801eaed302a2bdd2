"""What the screens of the desk have in common."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from events.claims.models import Claim
from events.claims.permissions import may_handle
from millecafes.core.desk_views import DeskView


class MoneyScreen(DeskView):
    """A screen for those who handle claims."""

    header_icon = "clipboard-list"

    def may_open(self, user):
        return may_handle(user)


class ClaimScreen(MoneyScreen):
    """A screen of one claim; a draft concerns nobody but the café."""

    def find(self, pk):
        self.claim = get_object_or_404(Claim.objects.sent().shown(), pk=pk)

    def get_page_subtitle(self):
        return f"{self.claim.number}, {self.claim.cafe.name}"

    def crumbs(self):
        return [(reverse("claims_queue"), _("Remboursements"))]

    def claim_url(self) -> str:
        return reverse("claims_claim", args=[self.claim.pk])
