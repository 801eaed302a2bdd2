"""Words about places."""

from django import template
from django.utils.translation import gettext, ngettext

from millecafes.core.templatetags.site_tags import number
from millecafes.places.models import Commune, DelegatedCommune

register = template.Library()


@register.filter
def inhabitants(place: Commune | DelegatedCommune) -> str:
    """« 555 habitants »; of a former commune, which commune it is in."""
    if isinstance(place, DelegatedCommune):
        return gettext("dans la commune de %(commune)s") % {"commune": place.parent.name}
    return counted(place)


@register.filter
def counted(place: Commune | DelegatedCommune) -> str:
    """« 555 habitants », whatever kind of commune it is."""
    if not place.population:
        return gettext("sans habitant recensé")
    words = ngettext("%(count)s habitant", "%(count)s habitants", place.population)
    return words % {"count": number(place.population)}
