"""Sums in the pages and the letters of claims."""

from django import template

from events.claims.services.words import in_euros

register = template.Library()


@register.filter
def euros(amount) -> str:
    """« 1 234,50 € »."""
    return in_euros(amount)
