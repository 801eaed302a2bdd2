"""Funds: opened, changed, counted again."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from events.claims.models import Claim, Envelope, Fund, FundLedger
from events.claims.models.funds import ZERO
from events.claims.services.machine import Refused
from events.claims.services.words import in_euros
from millecafes.people.models import User
from millecafes.people.services.log import log


@transaction.atomic
def open_fund(fund: Fund, total: Decimal, ceiling: Decimal, by: User | None, regions=()) -> Fund:
    """A new fund, with its count."""
    check(total, ceiling)
    fund.full_clean()
    fund.save(force_insert=True)
    fund.regions.set(regions)
    FundLedger.objects.create(fund=fund, total=total, ceiling=ceiling)
    log("fonds ouvert", by=by, subject=fund, detail=f"{total} {ceiling}")
    return fund


@transaction.atomic
def change_fund(fund: Fund, total: Decimal, ceiling: Decimal, by: User | None, regions=()) -> Fund:
    """Other rules, other sums, never less than what is given already. Raises ``Refused``."""
    ledger = FundLedger.objects.select_for_update(no_key=True).get(pk=fund.pk)
    check(total, ceiling)
    if total < ledger.committed:
        words = _("%(sum)s sont déjà accordés : le fonds ne peut pas être plus petit.")
        raise Refused("committed", words % {"sum": in_euros(ledger.committed)}, "total")
    highest = Envelope.objects.filter(fund=fund).order_by("-committed").select_related("cafe").first()
    if highest is not None and ceiling < highest.committed:
        words = _("%(cafe)s a déjà %(sum)s : le plafond ne peut pas être plus bas.")
        said = {"cafe": highest.cafe.name, "sum": in_euros(highest.committed)}
        raise Refused("committed", words % said, "ceiling")
    fund.full_clean()
    fund.save()
    fund.regions.set(regions)
    was = f"{ledger.total} {ledger.ceiling}"
    ledger.total, ledger.ceiling = total, ceiling
    ledger.save(update_fields=["total", "ceiling"])
    Envelope.objects.filter(fund=fund).update(ceiling=ceiling)
    log("fonds changé", by=by, subject=fund, detail=f"{was} → {total} {ceiling}")
    return fund


def check(total: Decimal, ceiling: Decimal) -> None:
    if not 0 < ceiling <= total:
        raise Refused("ceiling", _("Le plafond d’un café est une partie du fonds."), "ceiling")


def count_again(fund: Fund) -> dict[str, Decimal]:
    """What the claims say, to be compared with the ledger."""
    given = Claim.objects.filter(fund=fund).given()
    return {
        "committed": given.aggregate(total=Sum("accepted", default=ZERO))["total"],
        "paid": given.filter(state="paid").aggregate(total=Sum("accepted", default=ZERO))["total"],
    }


def drift(fund: Fund) -> list[str]:
    """Where the ledger, or an envelope, does not say what the claims say; nothing when all is well."""
    ledger, counted = FundLedger.objects.get(pk=fund.pk), count_again(fund)
    found = [name for name, value in counted.items() if getattr(ledger, name) != value]
    rows = Claim.objects.filter(fund=fund).given().order_by().values_list("cafe")
    by_cafe = dict(rows.annotate(total=Sum("accepted")))
    envelopes = dict(Envelope.objects.filter(fund=fund).values_list("cafe", "committed"))
    cafes = by_cafe.keys() | envelopes.keys()
    return found + [f"cafe {pk}" for pk in sorted(cafes) if by_cafe.get(pk, ZERO) != envelopes.get(pk, ZERO)]
