"""What the pages of requests say: where each stands, what may be done, what has been done."""

from django.utils.translation import gettext as _

from events.tours.models import ProgrammeRequest, RequestState
from events.tours.permissions import HOST
from events.tours.services.machine import actions_of

PATH = [
    RequestState.SUBMITTED,
    RequestState.PROPOSED,
    RequestState.CONFIRMED,
    RequestState.DONE,
    RequestState.REPORTED,
]
OF_A_SLOT = [RequestState.CONFIRMED, RequestState.DONE, RequestState.REPORTED]
ENDED = {RequestState.DECLINED, RequestState.WITHDRAWN, RequestState.CANCELLED}


def said_of(action: str) -> str:
    """A line of the history, in words."""
    return {
        "submit": _("Demande envoyée"),
        "change": _("Demande changée"),
        "book": _("Créneau réservé"),
        "wait": _("Mise sur la liste d’attente"),
        "promote": _("Une place s’est libérée"),
        "propose": _("Date proposée"),
        "confirm": _("Date confirmée"),
        "return": _("Autre date demandée"),
        "move": _("Date changée"),
        "decline": _("Demande refusée"),
        "withdraw": _("Demande retirée"),
        "cancel": _("Date annulée"),
        "reopen": _("Demande remise en attente"),
        "done": _("La date a eu lieu"),
        "report": _("Bilan fait"),
    }.get(action, action)


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


def detail_of(request: ProgrammeRequest, roles: set[str], refusal: str = "") -> dict:
    """All that the page of a request shows."""
    acts = request.acts.filter(stop=None).select_related("by__member").order_by("at", "pk")
    mine = actions_of(request, roles & {HOST})
    return {
        "known": request,
        "wishes": list(request.wishes.select_related("offer__company")),
        "days": list(request.days.all()),
        "steps": step_of(request),
        "history": [(said_of(act.action), act.at, author_of(act), act.detail) for act in acts],
        "may": {action: action in mine for action in ("submit", "confirm", "return", "withdraw", "cancel")}
        | {"change": "change" in mine and not request.slot_id and request.season.is_open()},
        "refusal": refusal,
        "ended": request.state in ENDED,
        "rank": rank_of(request),
        "is_host": HOST in roles,
    }


def author_of(act) -> str:
    """Members by their name, colleagues as the team."""
    if act.by is None:
        return ""
    return act.by.shown_name if hasattr(act.by, "member") else _("l’équipe")


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
        (_("Passées et closes"), {RequestState.REPORTED} | ENDED),
    ]
    grouped = [(heading, [request for request in requests if request.state in states]) for heading, states in headings]
    return [(heading, lines) for heading, lines in grouped if lines]
