"""Asking: a request is written, kept as a draft or sent, and changed until the season closes."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours import emails
from events.tours.models import Offer, OfferKind, ProgrammeRequest, RequestState, Season, Slot, Wish, WishedDay
from events.tours.models.choices import LIVE_REQUESTS
from events.tours.models.requests import OF_A_SQUARE
from events.tours.permissions import Host, audience_of, places_of, with_a_cafe
from events.tours.services import seats
from events.tours.services.acting import ALREADY, allowed, lock_all, lock_request, note_of, save
from events.tours.services.machine import NotYours, Refused, while_open
from millecafes.people.models import User
from millecafes.people.permissions import access_of

FOREIGN = _("Ce formulaire a déjà servi : rechargez la page, puis recommencez.")


@dataclass
class Words:
    """What a form says: offers and days in their order, and a message."""

    offers: list[Offer] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    flexible: bool = False
    message: str = ""
    phone: str = ""
    square: dict[str, str] = field(default_factory=dict)  # of a commune: the columns of ``OF_A_SQUARE``


@transaction.atomic
def ask(season: Season, host: Host, words: Words, by: User, *, key: UUID, send: bool) -> tuple[ProgrammeRequest, bool]:
    """Write a request down, and send it unless it stays a draft; and whether this call did it.

    The same ``key`` again answers what it made. Raises ``Refused``.
    """
    if (known := made_before(key, by)) is not None:
        return known, False
    check_host(host, by)
    request = ProgrammeRequest(key=key, season=season, made_by=by, **host.fields)
    while_open(request, {})
    check_offers(host, words.offers)
    put(request, words, send=send)
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError as error:
        # The same form at the same moment, or another request of the same host for the same offer.
        if (known := made_before(key, by)) is not None:
            return known, False
        raise Refused("already", ALREADY, "first") from error
    wish(request, words)
    if send:
        emails.tell(request, note_of(request, "submit", by, RequestState.DRAFT))
    return request, True


def made_before(key: UUID, by: User) -> ProgrammeRequest | None:
    """What this very form has made, if it was sent already; a form taken from somebody else learns nothing."""
    known = ProgrammeRequest.objects.filter(key=key).first()
    if known is not None and known.made_by_id != by.pk:
        raise Refused("foreign_form", FOREIGN)
    return known


def made_by_form(key: str, by: User) -> ProgrammeRequest | None:
    """What this person's form of that key has made, before one reads it again."""
    try:
        return ProgrammeRequest.objects.filter(key=UUID(key), made_by=by).first()
    except ValueError:
        return None


def check_host(host: Host, by: User) -> None:
    """Asked of the person at this moment, whatever the page said."""
    if not any(own.key == host.key and own.may_write for own in places_of(access_of(by))):
        raise NotYours("role", _("Vous ne pouvez pas demander pour ce lieu."), "host")


def check_offers(host: Host, offers: list[Offer]) -> None:
    """Each is for this host, and goes that far; in a commune that has a café, the café asks, but for the van."""
    for rank, offer in zip(("first", "second", "third"), offers, strict=False):
        if why := why_not(host, offer):
            raise Refused(*why, rank)
    others = [offer for offer in offers if offer.kind != OfferKind.GUINGUETTE]
    if others and not host.is_cafe and with_a_cafe([host.place.pk]).exists():
        raise Refused("cafe_asks", _("Le café de la commune demande lui-même, sauf la guinguette."), "first")


def why_not(host: Host, offer: Offer) -> tuple[str, str] | None:
    """Why this offer is not for this host, if it is not: a code, and words."""
    if audience_of(host) not in offer.audiences:
        words = _("Cette offre est pour les communes.") if host.is_cafe else _("Cette offre est pour les cafés.")
        return "not_for_you", words
    if not offer.goes_to(host.department):
        words = _("Cette offre ne vient pas jusqu’ici : %(place)s n’est pas sur sa route.")
        return "far", words % {"place": host.department.name}
    return None


def put(request: ProgrammeRequest, words: Words, *, send: bool) -> None:
    """The words on the row itself."""
    now = timezone.now()
    request.first_offer = words.offers[0] if words.offers else None
    request.flexible, request.message, request.contact_phone = words.flexible, words.message, words.phone
    for name in OF_A_SQUARE:
        setattr(request, name, "" if request.cafe_id else words.square.get(name, ""))
    request.changed_at = now
    if send:
        check_complete(words, request.season)
        request.state, request.submitted_at = RequestState.SUBMITTED, request.submitted_at or now


def check_complete(words: Words, season: Season) -> None:
    """What is sent asks for something, on days of the season; a draft may be anything."""
    if not words.offers:
        raise Refused("no_offer", _("Choisissez au moins une offre."), "first")
    if not words.days and not words.flexible:
        raise Refused("no_days", _("Donnez au moins un jour possible, ou dites que vous êtes souples."), "day_1")
    if any(not season.holds(day) for day in words.days):
        raise Refused("out_of_season", _("Ce jour n’est pas dans la saison."), "day_1")


def wish(request: ProgrammeRequest, words: Words) -> None:
    """The offers and the days; of a request that had some, they are forgotten first."""
    Wish.objects.bulk_create(
        Wish(request=request, rank=rank, offer=offer) for rank, offer in enumerate(words.offers, 1)
    )
    WishedDay.objects.bulk_create(
        WishedDay(request=request, rank=rank, day=day) for rank, day in enumerate(words.days, 1)
    )


@transaction.atomic
def change(request: ProgrammeRequest, words: Words, by: User, *, send: bool) -> ProgrammeRequest:
    """Other wishes, other days, another message; what was sent stays sent. Raises ``Refused``."""
    request = lock_request(request.pk)
    was_sent, former = request.state != RequestState.DRAFT, request.state
    action = "submit" if send and not was_sent else "change"
    move = allowed(request, action, by)
    if move is None:
        return request
    move.guard(request, {})
    if request.slot_id:
        raise Refused(
            "slot", _("Une réservation de créneau ne se change pas : retirez-la, puis choisissez-en un autre.")
        )
    check_offers(Host(request.host), words.offers)
    put(request, words, send=send or was_sent)
    save(request)
    request.wishes.all().delete()
    request.days.all().delete()
    wish(request, words)
    if action == "submit" or was_sent:
        emails.tell(request, note_of(request, action, by, former))
    return request


@transaction.atomic
def book(
    slot: Slot, host: Host, by: User, *, key: UUID, message: str = "", phone: str = ""
) -> tuple[ProgrammeRequest, bool]:
    """Take a slot for a host, or a rank in its line when it is full; and whether this call did it.

    Fifty who ask for the last one at once: one gets it, the others wait in the order of their coming. Locks the
    company, then the count of the slot. Raises ``Refused``.
    """
    if (known := made_before(key, by)) is not None:
        return known, False
    check_host(host, by)
    check_offers(host, [slot.offer])
    lock_all(type(slot.offer.company), [slot.offer.company_id])
    # Read again under the lock: another request may have been made meanwhile, or the slot be cancelled.
    slot = Slot.objects.select_related("offer__company", "season").get(pk=slot.pk)
    if (known := made_before(key, by) or held(slot, host)) is not None:
        return known, False
    request = ProgrammeRequest(
        key=key, season=slot.season, slot=slot, first_offer=slot.offer, made_by=by, message=message,
        contact_phone=phone, submitted_at=timezone.now(), **host.fields,
    )  # fmt: skip
    check_slot(request, slot)
    ledger = seats.lock_ledger(slot.pk)
    gets_it = seats.seat(ledger, request)
    save(request)
    ledger.save(update_fields=["taken", "waiting", "next_rank"])
    Wish.objects.create(request=request, rank=1, offer=slot.offer)
    WishedDay.objects.create(request=request, rank=1, day=slot.day)
    note = note_of(request, "book" if gets_it else "wait", by, "")
    if gets_it:
        seats.place(request, by, note)
    emails.tell(request, note)
    return request, True


def held(slot: Slot, host: Host) -> ProgrammeRequest | None:
    """What this host has of the slot already."""
    return ProgrammeRequest.objects.told().filter(slot=slot, state__in=LIVE_REQUESTS, **host.fields).first()


def check_slot(request: ProgrammeRequest, slot: Slot) -> None:
    """Refuse what cannot be, each with its reason."""
    while_open(request, {})
    if slot.is_cancelled:
        raise Refused("cancelled", _("Ce créneau est annulé."))
    if slot.day <= timezone.localdate():
        raise Refused("past", _("Ce créneau est passé."))
    if not slot.offer.live:
        raise Refused("withdrawn", _("Cette offre n’est plus au catalogue."))
    if seats.is_busy(request, slot):
        raise Refused("busy", seats.BUSY)
