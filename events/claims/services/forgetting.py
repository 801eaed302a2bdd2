"""What is not kept for ever: drafts left behind, and papers once nobody may be asked for them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from events.claims.models import Claim, ClaimState, Receipt
from events.claims.services.writing import erase, forget_papers
from millecafes.core.privacy import months_before

DRAFTS_KEPT = timedelta(days=180)
REFUSED_KEPT = 12  # months, of the papers of what was refused or withdrawn
PAPERS_KEPT = 120  # months: accounts and what proves them (Code de commerce, L123-22)


def forget_drafts(at: datetime | None = None) -> int:
    """Claims never sent that nobody has touched for six months; how many there were."""
    limit = (at or timezone.now()) - DRAFTS_KEPT
    count = 0
    for pk in Claim.objects.filter(state=ClaimState.DRAFT, changed_at__lt=limit).values_list("pk", flat=True):
        with transaction.atomic():
            rows = Claim.objects.select_for_update(no_key=True)
            claim = rows.filter(pk=pk, state=ClaimState.DRAFT, changed_at__lt=limit).first()
            if claim is not None:
                erase(claim)
                count += 1
    return count


def forget_refused_papers(at: datetime | None = None) -> int:
    """A year after the end; how many papers there were."""
    limit = months_before(at or timezone.now(), REFUSED_KEPT)
    return forget_of([ClaimState.REFUSED, ClaimState.WITHDRAWN], limit)


def forget_old_papers(at: datetime | None = None) -> int:
    """Ten years after the payment; the sums stay."""
    return forget_of([ClaimState.PAID], months_before(at or timezone.now(), PAPERS_KEPT))


@transaction.atomic
def forget_of(states: list, limit: datetime) -> int:
    return forget_papers(Receipt.objects.filter(line__claim__state__in=states, line__claim__changed_at__lt=limit))
