"""What the log says, in the words of who reads it: columns and days are kept there as the machine has them."""

from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.tours.models import ProgrammeRequest, RequestState, SlotState, Stop, StopState, TourAct, TourState
from millecafes.core.days import day_in_words
from millecafes.people.models import User

ARROW = " → "
OF_A_REQUEST = {
    "submit": gettext_lazy("Demande envoyée"),
    "change": gettext_lazy("Demande changée"),
    "square": gettext_lazy("Lieu précisé"),
    "book": gettext_lazy("Créneau réservé"),
    "wait": gettext_lazy("Mise sur la liste d’attente"),
    "promote": gettext_lazy("Une place s’est libérée"),
    "propose": gettext_lazy("Date proposée"),
    "confirm": gettext_lazy("Date confirmée"),
    "return": gettext_lazy("Autre date demandée"),
    "move": gettext_lazy("Date changée"),
    "decline": gettext_lazy("Demande refusée"),
    "withdraw": gettext_lazy("Demande retirée"),
    "cancel": gettext_lazy("Date annulée"),
    "reopen": gettext_lazy("Demande remise en attente"),
    "done": gettext_lazy("La date a eu lieu"),
    "report": gettext_lazy("Bilan fait"),
}
OF_A_STOP = {
    "pencil": gettext_lazy("Mise en option"),
    "book": gettext_lazy("Créneau réservé"),
    "promote": gettext_lazy("Une place s’est libérée"),
    "propose": gettext_lazy("Date proposée"),
    "confirm": gettext_lazy("Date confirmée"),
    "move": gettext_lazy("Jour changé"),
    "describe": gettext_lazy("Précisions"),
    "release": gettext_lazy("Date rendue"),
    "cancel": gettext_lazy("Date annulée"),
    "drop": gettext_lazy("Option levée"),
    "done": gettext_lazy("A eu lieu"),
    "accept": gettext_lazy("Convention acceptée"),
    "tick": gettext_lazy("Préparatif fait"),
    "untick": gettext_lazy("Préparatif à refaire"),
    "note": gettext_lazy("Précision sur un préparatif"),
    "report": gettext_lazy("Bilan fait"),
    "correct": gettext_lazy("Bilan corrigé"),
}
OF_A_SLOT = {
    "open_slot": gettext_lazy("Créneau ouvert"),
    "resize_slot": gettext_lazy("Nombre de lieux changé"),
    "cancel_slot": gettext_lazy("Créneau annulé"),
}
OF_A_TOUR = {
    "open": gettext_lazy("Composition ouverte"),
    "announce": gettext_lazy("Composition achevée"),
    "reopen": gettext_lazy("Retour à la composition"),
    "close": gettext_lazy("Tournée close"),
    "cancel": gettext_lazy("Tournée annulée"),
}


def subject_of(act: TourAct) -> tuple[dict[str, Promise], type]:
    """The words and the states of what this line is about."""
    if act.stop_id:
        return OF_A_STOP, StopState
    if act.request_id:
        return OF_A_REQUEST, RequestState
    return (OF_A_SLOT, SlotState) if act.slot_id else (OF_A_TOUR, TourState)


def said_of(act: TourAct) -> str:
    """What was done, in words."""
    return str(subject_of(act)[0].get(act.action, act.action))


def state_of(act: TourAct, code: str) -> str:
    """A state before or after it, in words."""
    states = dict(subject_of(act)[1].choices)
    return str(states.get(code, code))


def detail_of(act: TourAct) -> str:
    """What is added to a line, in words."""
    if act.stop_id and act.action == "describe":
        return capfirst(", ".join(map(name_of, act.detail.split(", "))))
    if act.stop_id and act.action == "move":
        days = [parse_date(word) for word in act.detail.split(ARROW)]
        return ARROW.join(day_in_words(day, "l j F Y") for day in days) if all(days) else act.detail
    if act.stop_id and act.action in {"report", "correct"} and act.detail.isdecimal():
        return _("Participants : %(number)s") % {"number": act.detail}
    if act.request_id and act.action == "square":
        return capfirst(", ".join(name_of(name, ProgrammeRequest) for name in act.detail.split(", ")))
    return act.detail


def name_of(column: str, model=Stop) -> str:
    """A column of a stop, or of a request, as people call it."""
    try:
        return str(model._meta.get_field(column).verbose_name)
    except FieldDoesNotExist:
        return column


def author_of(act: TourAct, reader: User | None = None) -> str:
    """Members by their name, colleagues as the team; ``reader``, of the same place, does not read who would rather not
    appear, but for herself.
    """
    if act.by is None:
        return ""
    if not hasattr(act.by, "member"):
        return _("l’équipe")
    if reader is not None and act.by.member.is_hidden and act.by_id != reader.pk:
        return _("Une personne qui ne souhaite pas apparaître")
    return act.by.shown_name


def lines_of(acts, *, reader: User | None = None) -> list[tuple]:
    """(what, when, who, detail), as pages show them; ``reader``: somebody of the place."""
    return [(said_of(act), act.at, author_of(act, reader), detail_of(act)) for act in acts]
