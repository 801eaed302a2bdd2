"""What the people of a place are told of it: answers at once, the rest as each has settled."""

from datetime import date

from django.urls import reverse

from members.portal.models import CafeChange
from millecafes.mailroom.sending import send
from millecafes.people.permissions import access_of


def change_accepted(change: CafeChange) -> None:
    tell(change, "portal/email/change_accepted")


def change_refused(change: CafeChange) -> None:
    tell(change, "portal/email/change_refused")


def tell(change: CafeChange, template: str) -> None:
    """Whoever has left the café meanwhile, or has no account any more, is told nothing."""
    if change.by and change.by.is_active and access_of(change.by).may_enter:
        url = reverse("portal:sheet", args=[change.cafe.slug])
        send(change.by, "account", template, {"change": change, "cafe": change.cafe}, url=url)


def colleague_leaves(place, last_day: date) -> None:
    """Those who stay at the place learn that somebody leaves, once for each last day; who is hidden is not named."""
    role = place.role
    member = getattr(role.person, "member", None)
    who = "" if member is None or member.is_hidden else role.person.shown_name
    url = reverse("portal:team", args=[place.kind, place.key])
    for other in place.tenures.current().exclude(person=role.person_id).select_related("person").order_by("pk"):
        send(
            other.person,
            "places",
            "portal/email/colleague_leaves",
            {"who": who, "place_name": place.name, "last_day": last_day},
            url=url,
            thread=url,
            dedupe_key=f"leave:{place.kind}:{role.pk}:{last_day}",
        )
