"""Whose claim it is: what is another café's does not exist; what can no longer be done is said on a page."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from events.claims.models import Claim, ClaimLine, Receipt
from events.claims.permissions import runs_money
from events.claims.services import NotNow


def claim_of(request, pk: int) -> Claim:
    """A claim of a café this person answers for today."""
    claim = Claim.objects.shown().filter(pk=pk).first()
    if claim is None or not runs_money(request.access, claim.cafe_id):
        raise Http404
    return claim


def line_of(request, pk: int) -> ClaimLine:
    line = ClaimLine.objects.filter(pk=pk).first()
    if line is None:
        raise Http404
    line.claim = claim_of(request, line.claim_id)
    return line


def receipt_of(request, pk: int) -> Receipt:
    receipt = Receipt.objects.select_related("line").filter(pk=pk).first()
    if receipt is None:
        raise Http404
    receipt.line.claim = claim_of(request, receipt.line.claim_id)
    return receipt


def still_written(claim: Claim) -> Claim:
    """A claim whose lines may still change. Raises ``NotNow``."""
    if not claim.is_writable:
        words = _("Cette demande n’est plus à écrire : %(state)s.") % {"state": claim.told_state.lower()}
        raise NotNow("not_now", words)
    return claim


def says_when_too_late(view):
    """A page with the state it is in, 409, in the place of what can no longer be done; a role lost meanwhile, 404."""

    @wraps(view)
    def seen(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except NotNow as refusal:
            return render(request, "claims/conflict.html", {"refusal": str(refusal)}, status=409)
        except PermissionDenied:
            raise Http404 from None

    return seen
