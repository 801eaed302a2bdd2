"""The one function by which a request changes state: lock, look again, write, note, tell."""

from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from events.agenda.services import cancel as cancel_session
from events.tours import emails
from events.tours.models import Company, Offer, ProgrammeRequest, RequestState, Stop, StopState, Tour, TourAct
from events.tours.permissions import roles_of
from events.tours.services import following, seats
from events.tours.services.machine import DATES, FREES, MOVES, Move, NotNow, NotYours, Refused, is_done_already
from millecafes.people.models import User

# What is written on the date where nobody has said why.
WITHOUT_A_REASON = {
    "return": _("Le lieu demande un autre jour."),
    "withdraw": _("La demande a été retirée."),
}
NO_LONGER = _("La demande n’attend plus de date.")
ALREADY = _("Il y a déjà une demande en cours pour cette offre : changez plutôt celle-là.")


@transaction.atomic
def act(
    request: ProgrammeRequest | int,
    action: str,
    by: User | None,
    *,
    reason: str = "",
    answer: str = "",
    day: date | None = None,
    offer: Offer | None = None,
    quietly: bool = False,
) -> tuple[ProgrammeRequest, bool]:
    """Do this to a request, in the name of ``by`` (nobody: the site itself); and whether this call did it.

    Repeated, it answers what there is. ``day`` and ``offer`` are what is proposed or confirmed; ``quietly`` writes to
    nobody. The company, then the tour, then the request are locked, in this order, as everywhere in the programme.
    Raises ``NotNow`` (the state does not allow it), ``NotYours``, or another ``Refused``.
    """
    request = lock_request(request if isinstance(request, int) else request.pk)
    move = allowed(request, action, by)
    if move is None:
        return request, False
    facts = {"reason": reason, "answer": answer, "day": day, "offer": offer}
    if move.guard:
        move.guard(request, facts)
    former = request.state
    write(request, move, action, facts)
    note = note_of(request, action, by, former, reason or answer)
    if action in FREES:
        free(request, former, by, reason or in_french(WITHOUT_A_REASON.get(action, NO_LONGER)))
    if action in DATES or (action in FREES and request.state != RequestState.SUBMITTED):
        drop_options(request, by)
    following.follow(request, action, by)
    if not quietly:
        emails.tell(request, note)
    return request, True


def allowed(request: ProgrammeRequest, action: str, by: User | None) -> Move | None:
    """The move that this action makes now, for this person; None when it was done already."""
    roles, move = roles_of(by, request), MOVES.get((request.state, action))
    if move is None and is_done_already(request, action):
        return None
    if move is None:
        words = _("Cette demande est « %(state)s » : ce n’est plus possible.")
        raise NotNow("state", words % {"state": request.get_state_display().lower()})
    if not roles & move.who:
        raise NotYours("role", _("Ce n’est pas à vous de le faire."))
    return move


def lock_request(pk: int) -> ProgrammeRequest:
    """The request, and before it whatever it holds: companies, then tours. SQLite has one writer only instead."""
    assert connection.in_atomic_block, "A request changes in a transaction."
    stops = Stop.objects.live().filter(request=pk)
    companies = set(stops.values_list("company", flat=True))
    companies |= set(
        ProgrammeRequest.objects.filter(pk=pk, slot__isnull=False).values_list("slot__offer__company", flat=True)
    )
    if companies:
        lock_all(Company, companies)
        lock_all(Tour, set(stops.exclude(tour=None).values_list("tour", flat=True)))
    found = ProgrammeRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
    # What surrounds it is read once the lock is ours: joined, it would be as it was before.
    return ProgrammeRequest.objects.told().get(pk=found.pk)


def lock_all(model, numbers) -> None:
    """Of these rows, in their order."""
    list(model.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk").values_list("pk"))


def write(request: ProgrammeRequest, move: Move, action: str, facts: dict) -> None:
    """The state, and what comes with it. Raises ``Refused`` where a table says no."""
    now = timezone.now()
    request.state, request.changed_at = move.target, now
    if action == "submit":
        request.submitted_at = request.submitted_at or now
    if action in {"propose", "confirm", "decline", "move", "cancel"}:
        request.decided_at = now
    request.day, request.offer = facts["day"] or request.day, facts["offer"] or request.offer
    if move.target == RequestState.SUBMITTED:
        request.day = request.offer = None
    request.reason = facts["reason"].strip() if action in {"decline", "cancel", "withdraw", "return"} else ""
    if facts["answer"]:
        request.answer = facts["answer"].strip()
    save(request)


def save(request: ProgrammeRequest) -> None:
    """As the tables let it; what they refuse is said in words."""
    try:
        with transaction.atomic():
            request.save()
    except IntegrityError as error:
        raise Refused("already", ALREADY) from error


def note_of(request: ProgrammeRequest, action: str, by: User | None, before: str, detail: str = "") -> TourAct:
    """One line of the log."""
    return TourAct.objects.create(
        request=request,
        slot_id=request.slot_id,
        action=action,
        by=by,
        before=before,
        after=request.state,
        detail=detail,
    )


def free(request: ProgrammeRequest, former: str, by: User | None, reason: str) -> None:
    """Give back the day and the place in a slot: they may serve somebody else."""
    for stop in request.stops.live().select_related("session", "company"):
        drop_stop(stop, by, reason)
    if request.slot_id and former in {RequestState.SUBMITTED, RequestState.CONFIRMED}:
        seats.release(request, former)


def drop_options(request: ProgrammeRequest, by: User | None) -> None:
    """What was only pencilled for it serves no more: it has a date, or waits for none."""
    for stop in request.stops.filter(state=StopState.OPTION):
        drop_stop(stop, by, in_french(NO_LONGER), "drop")


def in_french(words) -> str:
    """As it is kept: others than the writer read it."""
    with translation.override("fr"):
        return str(words)


def drop_stop(stop: Stop, by: User | None, reason: str, action: str = "cancel") -> None:
    """The stop is not held: the agenda says so, with the reason. The caller holds the locks."""
    before, stop.state = stop.state, StopState.CANCELLED
    stop.reason = reason.strip()
    stop.save(update_fields=["state", "reason", "changed_at"])
    note = TourAct.objects.create(
        request_id=stop.request_id, stop=stop, tour_id=stop.tour_id, action=action, by=by, before=before,
        after=stop.state, detail=stop.reason,
    )  # fmt: skip
    if stop.session_id:
        cancel_session(stop.session, stop.reason[:200], by)
    if before in {StopState.CONFIRMED, StopState.DONE}:
        emails.tell_company(stop, note)
