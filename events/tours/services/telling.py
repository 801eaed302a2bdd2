"""What the pages of requests say: where each stands, what may be done, what has been done."""

from django.utils import timezone
from django.utils.translation import gettext as _

from events.tours.models import ProgrammeRequest, RequestState
from events.tours.models.choices import ENDED_REQUESTS
from events.tours.permissions import HOST, TEAM
from events.tours.services import history
from events.tours.services.machine import actions_of
from events.tours.services.squares import may_say
from millecafes.people.models import User

PATH = [
    RequestState.SUBMITTED,
    RequestState.PROPOSED,
    RequestState.CONFIRMED,
    RequestState.DONE,
    RequestState.REPORTED,
]
OF_A_SLOT = [RequestState.CONFIRMED, RequestState.DONE, RequestState.REPORTED]


def step_of(request: ProgrammeRequest) -> list[tuple[str, str]]:
    """The way of a request: (label, « past », « now » or « to_come »)."""
    path = OF_A_SLOT if request.slot_id and not request.is_waiting else PATH
    if request.state not in path:
        return []
    here = path.index(RequestState(request.state))
    return [
        (state.label, "past" if number < here else "now" if number == here else "to_come")
        for number, state in enumerate(path)
    ]


def detail_of(request: ProgrammeRequest, reader: User, roles: set[str], refusal: str = "", typed: str = "") -> dict:
    """All that the page of a request shows this person; ``typed``: the words that came too late, given back."""
    acts = request.acts.filter(stop=None).select_related("by__member").order_by("at", "pk")
    mine, stop = actions_of(request, roles & {HOST}), request.stop
    is_proposed = request.state == RequestState.PROPOSED
    return {
        "known": request,
        "wishes": list(request.wishes.select_related("offer__company")),
        "days": list(request.days.all()),
        "steps": step_of(request),
        "history": history.lines_of(acts, reader=None if TEAM in roles else reader),
        "may": {action: action in mine for action in ("submit", "confirm", "return", "withdraw", "cancel")}
        | {
            "change": "change" in mine and not request.slot_id and request.season.is_open(),
            "square": may_say(request, roles),
        },
        "refusal": refusal,
        "typed": typed,
        "ended": request.is_ended,
        "rank": rank_of(request),
        "is_host": HOST in roles,
        "stop": stop,
        "answer_by": stop.answer_by if stop and is_proposed else None,
        "is_past": is_proposed and request.day < timezone.localdate(),
        "square": request.said_of_square,
        "missing": request.missing if request.is_live else [],
    }


def rank_of(request: ProgrammeRequest) -> int:
    """How many are served before, this one included; 0 for what does not wait."""
    if not request.is_waiting:
        return 0
    return ProgrammeRequest.objects.filter(slot=request.slot_id, rank__lte=request.rank).in_line().count()


def lines_of(requests: list[ProgrammeRequest]) -> list[tuple[str, list[ProgrammeRequest]]]:
    """Under headings: what waits for the host, what waits for the team, what is agreed, what is over."""
    headings = [
        (_("À vous de jouer"), {RequestState.PROPOSED, RequestState.DRAFT}),
        (_("En attente de réponse"), {RequestState.SUBMITTED}),
        (_("Confirmées"), {RequestState.CONFIRMED, RequestState.DONE}),
        (_("Passées et closes"), {RequestState.REPORTED, *ENDED_REQUESTS}),
    ]
    grouped = [(heading, [request for request in requests if request.state in states]) for heading, states in headings]
    return [(heading, lines) for heading, lines in grouped if lines]
