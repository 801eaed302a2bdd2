"""What the fictional people of the demo are in the network, once communes and cafés are there."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from members.directory.models import Message, MessageReport
from members.portal.permissions import SheetRight
from members.portal.services import change_sheet, fingerprint, values_of
from millecafes.demo.neighbours import said_by
from millecafes.people import services
from millecafes.people.models import CafeRole, Mandate, Member, Membership, ProjectHolder, User
from millecafes.places.models import Cafe, Commune

MANAGED, REPRESENTED, WANTED = "le-four-banal", "81046", "43246"  # Thurageau, Cadalen, Tiranges
SINCE, BEFORE = date(2024, 6, 1), date(2020, 6, 1)
# Colleagues, and those who were there before.
COLLEAGUE, FORMER_MAYOR, FORMER_MANAGER = "Jeanne Exemple", "Gaston Exemple", "Odile Exemple"
WORDS = "Un four banal rallumé le vendredi, un comptoir les autres jours, et toujours quelqu’un pour vous accueillir."

ADVERT = "Bonjour, un prêt pour votre café, accordé en une heure et sans papiers. Répondez vite."


@transaction.atomic
def add_members() -> int:
    """Give each person of the demo that is not of the team what she is, once; how many were given it."""
    if not settings.DEMO:
        return 0
    known = User.objects.filter(email__in=[f"{box}@example.org" for box in ROLES], member=None)
    return sum(ROLES[user.email.partition("@")[0]](user) for user in known.order_by("pk"))


def be_member(user: User) -> None:
    Member.objects.create(person=user, state=Membership.APPROVED, state_at=user.date_joined, **said_by(user))


def somebody(name: str) -> User:
    """A fictional person of whom the others read the name."""
    box = name.partition(" ")[0].lower()
    person = User.objects.create_user(f"{box}@example.org", display_name=name)
    be_member(person)
    return person


def be_elected(user: User) -> bool:
    commune = Commune.objects.filter(code=REPRESENTED).first()
    if commune:
        be_member(user)
        mayor, deputy = Mandate.Function.MAYOR, Mandate.Function.DEPUTY
        Mandate.objects.create(person=user, commune=commune, function=mayor, starts_on=SINCE)
        Mandate.objects.create(person=somebody(COLLEAGUE), commune=commune, function=deputy, starts_on=SINCE)
        former = {"starts_on": BEFORE, "ends_on": date(2024, 5, 31)}
        Mandate.objects.create(person=somebody(FORMER_MAYOR), commune=commune, function=mayor, **former)
    return commune is not None


def be_manager(user: User) -> bool:
    cafe = Cafe.objects.filter(slug=MANAGED).first()
    if cafe:
        be_member(user)
        CafeRole.objects.create(person=user, cafe=cafe, starts_on=SINCE)
        former = {"starts_on": BEFORE, "ends_on": date(2024, 5, 31)}
        CafeRole.objects.create(person=somebody(FORMER_MANAGER), cafe=cafe, **former)
        services.invite("benevole@example.org", "manager", by=user, name="Awa Exemple", cafe=cafe, kind="volunteer")
        seen = fingerprint(values_of(cafe, ["summary"]))
        change_sheet(cafe, {"summary": WORDS}, seen=seen, by=user, right=SheetRight.PROPOSE)
    return cafe is not None


def be_volunteer(user: User) -> bool:
    """Lends a hand where somebody else signs, asks and invites."""
    cafe = Cafe.objects.filter(slug=MANAGED).first()
    if cafe:
        be_member(user)
        CafeRole.objects.create(person=user, cafe=cafe, kind=CafeRole.Kind.VOLUNTEER, starts_on=SINCE)
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


def desk() -> User | None:
    """The colleague who decides on requests."""
    return User.objects.filter(email="reseau@example.org").first()


def ask_to_enter(user: User):
    return services.request_role(user, "holder", message="Je voudrais rouvrir le café de mon village.")


def be_asked(user: User) -> bool:
    services.ask(
        ask_to_enter(user), desk(), "De quel village s’agit-il~? Nous regarderons avec vous.".replace("~", "\u00a0")
    )
    return True


def be_refused(user: User) -> bool:
    services.refuse(ask_to_enter(user), desk(), "Votre projet est dans une ville de plus de 3 500 habitants.")
    return True


def be_suspended(user: User) -> bool:
    be_holder(user)
    told = {"subject": "Crédit sans dossier", "body": ADVERT, "read_at": timezone.now()}
    message = Message.objects.create(sender=user, recipient=User.objects.get(email="gerante@example.org"), **told)
    MessageReport.objects.create(message=message, reporter=message.recipient, reason="C’est de la publicité.")
    services.suspend(Member.objects.get(person=user), desk(), "Des messages publicitaires sont partis de ce compte.")
    return True


def be_elected_until(days: int):
    """A mandate that ends so many days after the demo is laid, or before; nobody meets the person in the directory."""

    def be_so(user: User) -> bool:
        commune = Commune.objects.filter(code=WANTED).first()
        if commune:
            be_member(user)
            Member.objects.filter(person=user).update(is_hidden=True)
            last = timezone.localdate() + timedelta(days=days)
            function = Mandate.Function.COUNCILLOR
            Mandate.objects.create(person=user, commune=commune, function=function, starts_on=BEFORE, ends_on=last)
        return commune is not None

    return be_so


ROLES = {
    "elue": be_elected,
    "gerante": be_manager,
    "porteur": be_holder,
    "coupdemain": be_volunteer,
    "attente": be_waiting,
    "question": be_asked,
    "refus": be_refused,
    "suspension": be_suspended,
    "fin": be_elected_until(20),
    "lecture": be_elected_until(-10),
    "ancienne": be_elected_until(-60),
}
