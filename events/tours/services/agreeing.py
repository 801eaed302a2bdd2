"""The agreement of a stop: what both sides promise, in versions; accepted on line, and kept as it then was."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.tours import emails
from events.tours.models import Agreement, Stop, StopState, TourAct
from events.tours.models.papers import PaperState
from events.tours.permissions import HOST, roles_of
from events.tours.services.machine import NotNow, NotYours
from millecafes.people.models import User


def terms_of(stop: Stop) -> dict:
    """All that the agreement says, as it is now: plain values, kept as JSON."""
    offer, company = stop.offer, stop.company
    return {
        "season": stop.season.name,
        "tour": stop.tour.name if stop.tour_id else "",
        "association": company.get_association_display(),
        "company": company.name,
        "licence": company.licence,
        "contact": " · ".join(filter(None, [company.contact_name, company.contact_phone, company.contact_email])),
        "host": stop.host_name,
        "department": stop.host_commune.department.name,
        "offer": offer.title,
        "kind": offer.kind,
        "public": offer.public,
        "minutes": offer.minutes,
        "setup_minutes": offer.setup_minutes,
        "day": stop.day.isoformat(),
        "starts_at": f"{stop.starts_at:%H:%M}" if stop.starts_at else "",
        "ends_at": f"{stop.ends_at:%H:%M}" if stop.ends_at else "",
        "place": ", ".join(filter(None, [stop.place, stop.address])),
        "fallback": stop.fallback,
        "where": offer.where,
        "power": offer.power,
        "surface": offer.surface,
        "seats": offer.seats,
        "darkness": offer.darkness,
        "parking": offer.parking,
        "needs": offer.needs,
        "payer": offer.payer,
        "host_cost": str(offer.host_cost) if offer.host_cost is not None else "",
        "cost_note": offer.cost_note,
    }


@transaction.atomic
def accept(stop: Stop, version: int, by: User) -> tuple[Agreement, bool]:
    """Accept the latest version, in the name of the host; and whether this call did it.

    Raises ``NotYours``; ``NotNow`` when another version came meanwhile, when its sheet is not made yet, or when the
    date is not held any more.
    """
    stop = Stop.objects.select_for_update(no_key=True, of=("self",)).get(pk=stop.pk)
    if HOST not in roles_of(by, stop):
        raise NotYours("role", _("C’est à qui accueille d’accepter la convention."))
    latest = stop.agreements.select_for_update(no_key=True).order_by("-version").first()
    if latest is None or stop.state not in {StopState.CONFIRMED, StopState.DONE}:
        raise NotNow("state", _("Cette date n’est pas confirmée : il n’y a rien à accepter."))
    if latest.version != version:
        raise NotNow("version", _("La convention a changé depuis : relisez la nouvelle version avant de l’accepter."))
    if latest.accepted_at:
        return latest, False
    if latest.state != PaperState.DONE:
        raise NotNow("waiting", _("La convention est en préparation : revenez dans une minute."))
    latest.accepted_by, latest.accepted_name, latest.accepted_at = by, named(by), timezone.now()
    latest.save(update_fields=["accepted_by", "accepted_name", "accepted_at"])
    act = TourAct.objects.create(
        stop=stop, tour_id=stop.tour_id, action="accept", by=by, detail=f"v{latest.version} {latest.sha256[:12]}"
    )
    emails.tell_the_team_of(stop, act)
    return latest, True


def named(person: User) -> str:
    return str(person)[:160]
