"""When and where a date is, in words."""

from django import template

from events.agenda.models import Session
from events.agenda.services import when as when_in_words
from events.agenda.services import where as where_in_words
from events.agenda.services.words import hour as hour_in_words

register = template.Library()
MOST_OF_A_CAFE = 5


@register.filter
def when(session, zone: str = "") -> str:
    """On the clock of the place, or on that of ``zone``."""
    return when_in_words(session, zone)


@register.filter
def where(session) -> str:
    return where_in_words(session)


@register.filter
def hour(moment) -> str:
    return hour_in_words(moment)


@register.simple_tag
def dates_of(cafe) -> list[Session]:
    """The next ones in this café that everybody may read; none in one that is not saved yet."""
    if cafe.pk is None:
        return []
    return list(Session.objects.public().to_come().filter(cafe=cafe).with_seats()[:MOST_OF_A_CAFE])
