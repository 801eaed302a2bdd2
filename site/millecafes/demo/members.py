"""What the fictional people of the demo are in the network, once communes and cafés are there."""

from datetime import date

from django.conf import settings
from django.db import transaction

from millecafes.demo.neighbours import said_by
from millecafes.people import services
from millecafes.people.models import CafeRole, Mandate, Member, Membership, ProjectHolder, User
from millecafes.places.models import Cafe, Commune

MANAGED, REPRESENTED, WANTED = "le-four-banal", "81046", "43246"  # Thurageau, Cadalen, Tiranges
SINCE = date(2024, 6, 1)


@transaction.atomic
def add_members() -> int:
    """Give each of the four people of the demo that are not of the team what they are, once; how many were given it."""
    if not settings.DEMO:
        return 0
    known = User.objects.filter(email__in=[f"{box}@example.org" for box in ROLES], member=None)
    return sum(ROLES[user.email.partition("@")[0]](user) for user in known.order_by("pk"))


def be_member(user: User) -> None:
    Member.objects.create(person=user, state=Membership.APPROVED, state_at=user.date_joined, **said_by(user))


def be_elected(user: User) -> bool:
    commune = Commune.objects.filter(code=REPRESENTED).first()
    if commune:
        be_member(user)
        Mandate.objects.create(person=user, commune=commune, function=Mandate.Function.MAYOR, starts_on=SINCE)
    return commune is not None


def be_manager(user: User) -> bool:
    cafe = Cafe.objects.filter(slug=MANAGED).first()
    if cafe:
        be_member(user)
        CafeRole.objects.create(person=user, cafe=cafe, starts_on=SINCE)
    return cafe is not None


def be_holder(user: User) -> bool:
    be_member(user)
    ProjectHolder.objects.create(person=user, commune=Commune.objects.filter(code=WANTED).first(), starts_on=SINCE)
    return True


def be_waiting(user: User) -> bool:
    commune = Commune.objects.filter(code=WANTED).first()
    if commune:
        services.request_role(
            user, "elected", commune=commune, function="deputy", message="Bonjour, je suis adjoint depuis mars."
        )
    return commune is not None


ROLES = {"elue": be_elected, "gerante": be_manager, "porteur": be_holder, "attente": be_waiting}
