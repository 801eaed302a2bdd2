"""Sums, as people read and write them."""

from decimal import Decimal

from django.utils.formats import number_format

from millecafes.core.quantities import with_unit


def in_euros(amount: Decimal) -> str:
    """« 1 234,50 € », always to the cent."""
    return with_unit(number_format(amount, 2, use_l10n=True, force_grouping=True), "€")
