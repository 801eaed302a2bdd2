"""Members, where pages name them."""

from django import template

from millecafes.people import profiles

register = template.Library()


@register.simple_tag
def hosts_of(cafe) -> list[profiles.Card]:
    """Who says to everybody that they welcome people in this café; nobody in one that is not saved yet."""
    return profiles.hosts_of(cafe) if cafe.pk else []
