"""A claim being written by the café: its expenses, one by one, and their papers."""

from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from events.claims.models import Claim, ClaimLine, ClaimState, Fund, Receipt
from events.claims.models.claims import OPEN
from events.claims.permissions import runs_money
from events.claims.services.finding import is_covered
from events.claims.services.machine import NotNow, Refused, Who, lock, why_not
from events.tours.models import Activity
from millecafes.core.incoming import PICTURES, fingerprint
from millecafes.people.models import User
from millecafes.people.permissions import access_of

ACCEPTED = ("pdf", *PICTURES)
MOST_BYTES = 10 * 1024 * 1024
MOST_LINES, MOST_RECEIPTS = 40, 12


@transaction.atomic
def begin(fund: Fund, activity: Activity, by: User, *, key: UUID) -> tuple[Claim, bool]:
    """A draft for this activity of a café this person answers for; and whether this call made it.

    The same form again, or another one while a claim is open, answers what there is. Raises ``Refused``.
    """
    access = access_of(by)
    if activity.cafe_id is None or not access.may_write or not runs_money(access, activity.cafe_id):
        raise PermissionDenied
    if (known := Claim.objects.filter(key=key).first()) is not None:
        if (known.fund_id, known.activity_id) == (fund.pk, activity.pk):
            return known, False
        raise Refused("foreign_form", _("Ce formulaire a déjà servi : rechargez la page, puis recommencez."))
    if (known := Claim.objects.filter(fund=fund, activity=activity, state__in=OPEN).first()) is not None:
        return known, False
    if not fund.is_open():
        raise Refused("closed", _("Ce fonds ne reçoit plus de demandes."))
    if not is_covered(fund, activity):
        raise Refused("not_covered", _("Ce fonds ne rembourse pas cette animation."))
    try:
        with transaction.atomic():
            given = {"fund": fund, "cafe_id": activity.cafe_id, "activity": activity}
            return Claim.objects.create(key=key, made_by=by, **given), True
    except IntegrityError:  # somebody else of the café was quicker
        return Claim.objects.get(fund=fund, activity=activity, state__in=OPEN), False


def writable(pk: int, by: User) -> Claim:
    """The claim, locked, for who may change its lines now."""
    claim = lock(pk).claim
    access = access_of(by)
    if not access.may_write or not runs_money(access, claim.cafe_id):
        raise PermissionDenied
    if not claim.is_writable:
        raise NotNow("not_now", why_not(claim.acts.order_by("-pk").first(), claim, Who.CAFE))
    return claim


def count(claim: Claim) -> None:
    """Add up the lines again."""
    claim.asked = claim.lines.aggregate(total=Sum("amount", default=Decimal(0)))["total"]
    claim.changed_at = timezone.now()
    claim.save(update_fields=["asked", "changed_at"])


@transaction.atomic
def add_line(
    claim: Claim, by: User, *, key: UUID, expense: str, label: str, spent_on: date, amount: Decimal
) -> tuple[ClaimLine, bool]:
    """One expense more; the same form again answers the line it made. Raises ``Refused``."""
    claim = writable(claim.pk, by)
    if (known := ClaimLine.objects.filter(key=key).first()) is not None:
        if known.claim_id == claim.pk:
            return known, False
        raise Refused("foreign_form", _("Ce formulaire a déjà servi : rechargez la page, puis recommencez."))
    if claim.lines.count() >= MOST_LINES:
        raise Refused("too_many", _("Quarante dépenses par demande, au plus : faites-en une autre."))
    line = ClaimLine(claim=claim, key=key, expense=expense, label=label, spent_on=spent_on, amount=amount)
    line.full_clean(exclude=["claim"])
    line.save(force_insert=True)
    count(claim)
    return line, True


@transaction.atomic
def change_line(line: ClaimLine, by: User, **fields) -> ClaimLine:
    """Other words, another sum."""
    claim = writable(line.claim_id, by)
    line = ClaimLine.objects.get(pk=line.pk)
    for name, value in fields.items():
        setattr(line, name, value)
    line.full_clean(exclude=["claim"])
    line.save(update_fields=list(fields))
    count(claim)
    return line


@transaction.atomic
def remove_line(line: ClaimLine, by: User) -> None:
    """With its papers."""
    claim = writable(line.claim_id, by)
    forget_papers(Receipt.objects.filter(line=line.pk))
    ClaimLine.objects.filter(pk=line.pk).delete()
    count(claim)


def add_receipt(line: ClaimLine, upload, by: User) -> tuple[Receipt, bool]:
    """One paper more, already checked; the same file again answers the one there is.

    It is written before the claim is locked: a slow telephone makes nobody wait.
    """
    receipt = Receipt(line=line, name=upload.name, size=upload.size, sha256=fingerprint(upload), sent_by=by)
    if (known := Receipt.objects.filter(line=line, sha256=receipt.sha256).first()) is not None:
        return known, False
    receipt.file.save(upload.name, upload, save=False)
    try:
        with transaction.atomic():
            claim = writable(line.claim_id, by)
            if Receipt.objects.filter(line=line).count() >= MOST_RECEIPTS:
                raise Refused("too_many", _("Douze justificatifs par dépense, au plus."), "file")
            receipt.save(force_insert=True)
            claim.changed_at = timezone.now()
            claim.save(update_fields=["changed_at"])
    except BaseException as error:
        receipt.file.storage.delete(receipt.file.name)  # nothing is kept that no row names
        known = Receipt.objects.filter(line=line, sha256=receipt.sha256).first()
        if isinstance(error, IntegrityError) and known is not None:
            return known, False
        raise
    return receipt, True


@transaction.atomic
def remove_receipt(receipt: Receipt, by: User) -> None:
    writable(receipt.line.claim_id, by)
    forget_papers(Receipt.objects.filter(pk=receipt.pk))


@transaction.atomic
def discard(claim: Claim, by: User) -> None:
    """A draft that nobody has seen goes away, with its papers."""
    claim = writable(claim.pk, by)
    if claim.state != ClaimState.DRAFT:
        raise NotNow("not_now", _("Cette demande est déjà envoyée : elle se retire, elle ne s’efface pas."))
    erase(claim)


def erase(claim: Claim) -> None:
    """Take a draft away."""
    forget_papers(Receipt.objects.filter(line__claim=claim))
    claim.delete()


def forget_papers(receipts) -> int:
    """The rows now, the files once that is sure; how many there were."""
    gone = list(receipts)
    for receipt in gone:
        transaction.on_commit(partial(receipt.file.storage.delete, receipt.file.name))
    receipts.model.objects.filter(pk__in=[receipt.pk for receipt in gone]).delete()
    return len(gone)
