"""What the desk of the dates says of registrations."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from events.agenda.models import Session
from events.agenda.wagtail_hooks.dates import DATES, Note
from events.bookings.models import Registration, RegistrationState, SessionLedger

READ, WRITE = "bookings.view_registration", "bookings.change_registration"
TOLD = Q(state__in=[RegistrationState.CONFIRMED, RegistrationState.WAITING])


@hooks.register(DATES)
def registrations_of(user, sessions: list[Session]) -> dict[int, Note]:
    """Seats taken and awaited, and where they are settled; two questions for all the dates."""
    numbers = [session.pk for session in sessions]
    told = Registration.objects.filter(TOLD, session__in=numbers).order_by().values_list("session")
    people = dict(told.annotate(n=Count("pk")))
    ledgers = SessionLedger.objects.in_bulk(numbers)
    return {one.pk: note_of(one, ledgers.get(one.pk), people.get(one.pk, 0), user) for one in sessions}


def note_of(session: Session, ledger: SessionLedger | None, told: int, user) -> Note:
    note, pk = Note(told=told), session.pk
    if ledger is not None:
        note.words = words_of(ledger)
    if user.has_perm(WRITE) and not session.is_cancelled and not session.is_over():
        label = _("Règles d’inscription") if ledger else _("Ouvrir les inscriptions")
        note.links.append((label, reverse("bookings_rules", args=[pk])))
    if ledger is not None and user.has_perm(READ):
        note.links.append((_("Inscriptions"), reverse("bookings_list", args=[pk])))
    if ledger is not None and user.has_perm(WRITE):
        note.links.append((_("Émargement"), reverse("bookings:sheet", args=[session.uuid])))
    return note


def words_of(ledger: SessionLedger) -> list[str]:
    """« 12 places prises sur 20 », « 3 en attente »."""
    if ledger.capacity is None:
        taken = ngettext("%(taken)d place prise, sans limite", "%(taken)d places prises, sans limite", ledger.taken)
    else:
        taken = ngettext(
            "%(taken)d place prise sur %(capacity)d", "%(taken)d places prises sur %(capacity)d", ledger.taken
        )
    words = [taken % {"taken": ledger.taken, "capacity": ledger.capacity}]
    if ledger.waiting:
        words.append(_("%(waiting)d en attente") % {"waiting": ledger.waiting})
    return words
