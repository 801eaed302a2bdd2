"""What waits on the desk of those who compose: dates without an answer, posters that could not be made."""

from django.urls import reverse
from django.utils.translation import ngettext
from wagtail import hooks

from events.tours.models import PaperState, Stop
from events.tours.permissions import plans
from events.tours.services.answering import late
from millecafes.core.desk import WAITING, Waiting

FIRST = 5


@hooks.register(WAITING)
def dates_waiting(request):
    if not plans(request.user):
        return
    stops = late()
    count = stops.count()
    words = ngettext("%(count)d date proposée est sans réponse.", "%(count)d dates proposées sont sans réponse.", count)
    yield Waiting(count, words, first=lines_of(stops) if count else [])
    failed = Stop.objects.filter(posters__state=PaperState.FAILED).distinct().order_by("day", "pk")
    count = failed.count()
    words = ngettext(
        "%(count)d date a une affiche qui n’a pas pu être fabriquée.",
        "%(count)d dates ont une affiche qui n’a pas pu être fabriquée.",
        count,
    )
    yield Waiting(count, words, first=lines_of(failed) if count else [])


def lines_of(stops) -> list[tuple[str, str]]:
    return [(stop.host_name, reverse("tours_stop", args=[stop.pk])) for stop in stops.told()[:FIRST]]
